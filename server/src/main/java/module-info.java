/** The wire: one package for each protocol, each a thin translation to the host. */
module org.insula.server {
    requires com.fasterxml.jackson.databind;
    requires com.google.protobuf;
    requires io.javalin;
    requires kotlin.stdlib;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.ee10.servlet;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires jakarta.servlet;
    requires transitive org.insula.host;

    exports org.insula.server;
}
