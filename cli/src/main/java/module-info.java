/** The insula command. */
module org.insula.cli {
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.desktop;
    requires java.net.http;
    requires org.insula.gesture;
    requires org.insula.movement;
    requires org.insula.music;
    requires org.insula.onnx;
    requires org.insula.perception;
    requires org.insula.server;

    opens org.insula.cli to
            info.picocli;
}
