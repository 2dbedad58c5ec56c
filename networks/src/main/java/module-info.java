/** The embedded networks, as ONNX files in the jar. */
module org.insula.networks {
    requires com.fasterxml.jackson.databind;
    requires transitive org.insula.onnx;

    exports org.insula.networks;
}
