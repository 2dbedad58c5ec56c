package org.insula.server;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/** A method, a path with its parameters in braces, and what answers there. */
record Route(HandlerType method, String path, Handler handler) {
    static Route get(String path, Handler handler) {
        return new Route(HandlerType.GET, path, handler);
    }

    static Route post(String path, Handler handler) {
        return new Route(HandlerType.POST, path, handler);
    }
}
