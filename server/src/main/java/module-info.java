/** The wire: one package for each protocol, each a thin translation to the host. */
module org.insula.server {
    requires transitive com.fasterxml.jackson.databind;
    requires com.google.protobuf;
    requires io.javalin;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.instrumentation.jvm;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires jakarta.servlet;
    requires java.net.http;
    requires kotlin.stdlib;
    requires org.apache.commons.fileupload2.core;
    requires org.apache.commons.io;
    requires org.eclipse.jetty.ee10.servlet;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires transitive org.insula.host;
    requires org.insula.studio;

    exports org.insula.server;
    exports org.insula.server.tool;
}
