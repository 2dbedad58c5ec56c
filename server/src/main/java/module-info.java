/** The wire: HTTP, a start page and the OpenAPI document. */
module org.insula.server {
    requires com.fasterxml.jackson.databind;
    requires io.javalin;
    requires kotlin.stdlib;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.server;
    requires transitive org.insula.host;

    exports org.insula.server;
}
