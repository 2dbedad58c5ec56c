/** What runs: models by name, loaded once and answered from any thread. */
module org.insula.host {
    requires com.fasterxml.jackson.databind;
    requires java.management;
    requires jdk.management;
    requires org.insula.perception;
    requires transitive org.insula.chat;
    requires transitive org.insula.language;
    requires transitive org.insula.onnx;
    requires transitive org.insula.store;
    requires transitive org.insula.embedding;
    requires transitive org.insula.teach;

    exports org.insula.host;
}
