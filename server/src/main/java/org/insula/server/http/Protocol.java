package org.insula.server.http;

import io.javalin.http.Context;
import java.util.List;

/** One way of speaking to the server: the paths that are its own, and the form in which it says what went wrong. */
public interface Protocol {
    /** What it is called in metrics. */
    String name();

    /** Whether this path is spoken to in this protocol, be there a route or not. */
    boolean owns(String path);

    /** What it answers, in the form in which the OpenAPI document names paths. */
    List<Route> routes();

    /** Says what went wrong in the form that the protocol's clients read. */
    void fail(Context context, Failure failure);
}
