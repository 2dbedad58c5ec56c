package org.insula.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.insula.server.http.Failure;
import org.insula.server.http.Json;
import org.insula.server.http.Problems;
import org.insula.server.http.Protocol;
import org.insula.server.http.Route;

/** The start page, the OpenAPI document, health, and everything that no other protocol owns. */
final class Pages implements Protocol {
    private final String version;
    private final BooleanSupplier ready;

    /** @param ready whether new requests are welcome */
    Pages(String version, BooleanSupplier ready) {
        this.version = version;
        this.ready = ready;
    }

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public boolean owns(String path) {
        return true;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/", context -> resource(context, "index.html", "text/html; charset=utf-8")),
                Route.get("/start.js", context -> resource(context, "start.js", "text/javascript; charset=utf-8")),
                Route.get("/start.css", context -> resource(context, "start.css", "text/css; charset=utf-8")),
                Route.get("/openapi.json", context -> resource(context, "openapi.json", "application/json")),
                Route.get("/health", this::live),
                Route.get("/health/live", this::live),
                Route.get("/health/ready", this::ready));
    }

    @Override
    public void fail(Context context, Failure failure) {
        Problems.write(context, failure);
    }

    private void live(Context context) throws IOException {
        Json.write(context, status("up"));
    }

    private void ready(Context context) throws IOException {
        boolean up = ready.getAsBoolean();
        context.status(up ? 200 : 503);
        Json.write(context, status(up ? "up" : "stopping"));
    }

    private ObjectNode status(String status) {
        return JsonNodeFactory.instance.objectNode().put("status", status).put("version", version);
    }

    private static void resource(Context context, String name, String type) throws IOException {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            Json.write(context, in.readAllBytes(), type);
        }
    }
}
