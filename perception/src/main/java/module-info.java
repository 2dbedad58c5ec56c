/** What is seen in pictures, read in texts and heard in sounds: encoders, faces and landmarks, apparent expressions. */
module org.insula.perception {
    requires static com.fasterxml.jackson.databind;
    requires org.insula.networks;
    requires org.insula.onnx;
    requires transitive org.insula.embedding;
    requires transitive org.insula.signal;

    exports org.insula.perception;
}
