/** From labelled examples to an evaluated, calibrated model, and the model file. */
module org.insula.teach {
    requires transitive com.fasterxml.jackson.databind;
    requires jdk.incubator.vector;
    requires org.insula.onnx;
    requires transitive org.insula.dataset;
    requires transitive org.insula.embedding;

    exports org.insula.teach;

    opens org.insula.teach to
            com.fasterxml.jackson.databind;
}
