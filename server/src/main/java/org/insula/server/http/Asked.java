package org.insula.server.http;

import io.javalin.http.Context;
import java.util.Optional;

/** What the metrics want to know of a request and only its handler knows. */
public final class Asked {
    private static final String MODEL = "insula.model";
    private static final String STATUS = "insula.status";

    private Asked() {}

    /** Notes a model that exists, so that made-up names never become labels. */
    public static void model(Context context, String name) {
        context.attribute(MODEL, name);
    }

    public static String model(Context context) {
        return Optional.<String>ofNullable(context.attribute(MODEL)).orElse("");
    }

    /** Notes how it failed, where the protocol's answer has status 200 for everything. */
    public static void failed(Context context, int status) {
        context.attribute(STATUS, status);
    }

    public static int status(Context context) {
        return Optional.<Integer>ofNullable(context.attribute(STATUS)).orElseGet(context::statusCode);
    }
}
