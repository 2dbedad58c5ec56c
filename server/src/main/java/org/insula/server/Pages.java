package org.insula.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.insula.server.http.Asked;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Failure;
import org.insula.server.http.Json;
import org.insula.server.http.Problems;
import org.insula.server.http.Protocol;
import org.insula.server.http.Route;
import org.insula.studio.Studio;
import org.insula.studio.StudioFile;

/** The Studio, the OpenAPI document, health, and everything that no other protocol owns. */
final class Pages implements Protocol {
    private static final String KEPT_FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASKED_EACH_TIME = "no-cache";

    private final Studio studio = Studio.open();
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
                Route.get("/", context -> give(context, studio.index())),
                Route.get("/assets/{file}", this::asset),
                Route.get("/openapi.json", context -> resource(context, "openapi.json", "application/json")),
                Route.get("/health", this::live),
                Route.get("/health/live", this::live),
                Route.get("/health/ready", this::ready));
    }

    /** Addresses of the Studio's views are known to the page alone: whoever opens one in a browser gets the page. */
    @Override
    public void fail(Context context, Failure failure) {
        if (failure.status() == 404 && opensAView(context)) {
            Asked.failed(context, 200);
            context.status(200);
            give(context, studio.index());
        } else {
            Problems.write(context, failure);
        }
    }

    private static boolean opensAView(Context context) {
        String accepted = Optional.ofNullable(context.header("Accept")).orElse("");
        return context.method() == HandlerType.GET
                && accepted.contains("text/html")
                && !context.path().startsWith("/assets/");
    }

    private void asset(Context context) {
        StudioFile file = studio.file("assets/" + context.pathParam("file"))
                .orElseThrow(() -> new BadRequest(
                        404, "There is no file " + context.path() + " of the Studio; load the page again."));
        give(context, file);
    }

    /** A file in the smallest form that the browser reads, or that it has it already. */
    private static void give(Context context, StudioFile file) {
        String coding = ContentCoding.choose(context.header("Accept-Encoding"), file.codings());
        String tag = "\"" + file.tag() + "-" + coding + "\"";
        context.header("Cache-Control", file.isImmutable() ? KEPT_FOR_EVER : ASKED_EACH_TIME);
        context.header("ETag", tag);
        context.header("Vary", "Accept-Encoding");
        if (tag.equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        if (!coding.equals(ContentCoding.IDENTITY)) {
            context.header("Content-Encoding", coding);
        }
        context.contentType(file.type());
        context.result(file.bytes(coding));
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
