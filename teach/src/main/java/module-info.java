/** From labelled examples to an evaluated, calibrated model, and the model file. */
module org.insula.teach {
    requires com.fasterxml.jackson.databind;
    requires transitive org.insula.dataset;
    requires transitive org.insula.embedding;
    requires org.insula.onnx;

    exports org.insula.teach;

    opens org.insula.teach to
            com.fasterxml.jackson.databind;
}
