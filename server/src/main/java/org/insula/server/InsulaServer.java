package org.insula.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.insula.embedding.EncodingException;
import org.insula.host.Answer;
import org.insula.host.AnswerJson;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.ModelInfo;

/**
 * The HTTP server: health, the models, predictions, a start page and the OpenAPI document that describes them. It answers
 * this machine only, and no web page but its own.
 */
public final class InsulaServer implements AutoCloseable {
    private final Host host;
    private final ServerOptions options;
    private final String version;
    private final Javalin javalin;

    /**
     * Starts listening.
     *
     * @param host answers; stays the caller's to close, after this
     * @param version told by {@code /health}
     * @throws ServerException if the port is taken
     */
    public static InsulaServer start(Host host, ServerOptions options, String version) {
        InsulaServer server = new InsulaServer(host, options, version);
        try {
            server.javalin.start(options.host(), options.port());
        } catch (JavalinBindException e) {
            throw new ServerException(
                    "Port " + options.port() + " of " + options.host()
                            + " is in use by another program; stop it or choose another with --port.",
                    e);
        }
        return server;
    }

    private InsulaServer(Host host, ServerOptions options, String version) {
        this.host = host;
        this.options = options;
        this.version = version;
        this.javalin = Javalin.create(this::configure);
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Finishes the requests in hand, then stops listening. */
    @Override
    public void close() {
        javalin.stop();
    }

    private void configure(JavalinConfig config) {
        config.concurrency.useVirtualThreads = true;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = options.maxBodyBytes();
        config.http.prefer405over404 = true;
        config.jetty.modifyServer(server -> server.setStopTimeout(10_000));
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.routes.before(this::guard);
        config.routes.exception(Exception.class, (problem, context) -> Problems.write(context, problem));
        config.routes.error(404, context -> {
            if (!"application/problem+json".equals(context.res().getContentType())) {
                Problems.write(context, 404, "There is nothing at " + context.path() + "; see /openapi.json.");
            }
        });
        routes().forEach(route -> config.routes.addHttpHandler(route.method(), route.path(), route.handler()));
    }

    /** Every route, in the form in which the OpenAPI document names it. */
    private List<Route> routes() {
        return List.of(
                Route.get("/", context -> resource(context, "index.html", "text/html; charset=utf-8")),
                Route.get("/start.js", context -> resource(context, "start.js", "text/javascript; charset=utf-8")),
                Route.get("/start.css", context -> resource(context, "start.css", "text/css; charset=utf-8")),
                Route.get("/openapi.json", context -> resource(context, "openapi.json", "application/json")),
                Route.get("/health", this::health),
                Route.get("/api/models", this::models),
                Route.post("/api/models/{name}/predict", this::predict));
    }

    /** The routes as {@code GET /health}, for the test that holds the OpenAPI document against them. */
    List<String> routeNames() {
        return routes().stream()
                .map(route -> route.method() + " " + route.path())
                .toList();
    }

    private void guard(Context context) {
        String own = context.header("Host");
        if (!Loopback.isOwnHost(own) || !Loopback.isOwnOrigin(context.header("Origin"), own)) {
            throw new Problems.BadRequest(
                    403,
                    "Insula answers this machine's own programs and pages only; open it as http://" + options.host()
                            + ":" + port() + "/.");
        }
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header(
                "Content-Security-Policy", "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'");
    }

    private void health(Context context) {
        json(context, JsonNodeFactory.instance.objectNode().put("status", "up").put("version", version));
    }

    private void models(Context context) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode models = json.putArray("models");
        for (ModelInfo model : host.models(Caller.owner())) {
            ObjectNode entry = models.addObject()
                    .put("name", model.name())
                    .put("kind", model.kind())
                    .put("about", model.about())
                    .put("builtIn", model.builtIn());
            model.labels().forEach(entry.putArray("labels")::add);
        }
        json(context, json);
    }

    private void predict(Context context) throws IOException, InterruptedException {
        String name = context.pathParam("name");
        String kind = host.model(Caller.owner(), name).kind();
        PredictRequest request = PredictRequest.of(context, options.maxBodyBytes());
        if (request.inputs().size() == 1) {
            PredictRequest.Input input = request.inputs().getFirst();
            json(
                    context,
                    note(
                            kind,
                            AnswerJson.of(
                                    input.name(),
                                    kind,
                                    host.predict(Caller.owner(), name, input.content()),
                                    request.top())));
            return;
        }
        List<ObjectNode> answers = new ArrayList<>();
        for (PredictRequest.Input input : request.inputs()) {
            answers.add(answer(name, kind, input, request.top()));
        }
        note(kind, answers.getFirst());
        json(context, JsonNodeFactory.instance.arrayNode().addAll(answers));
    }

    /** One of several: what fails says so in its place, the others are still answered. */
    private ObjectNode answer(String name, String kind, PredictRequest.Input input, int top)
            throws InterruptedException {
        try {
            Answer answer = host.predict(Caller.owner(), name, input.content());
            return AnswerJson.of(input.name(), kind, answer, top);
        } catch (EncodingException e) {
            return AnswerJson.error(input.name(), e.getMessage());
        }
    }

    private static ObjectNode note(String kind, ObjectNode json) {
        return kind.equals("face") ? json.put("note", AnswerJson.APPARENT) : json;
    }

    private static void json(Context context, com.fasterxml.jackson.databind.JsonNode json) {
        context.contentType("application/json").result(json.toString());
    }

    private static void resource(Context context, String name, String type) throws IOException {
        try (InputStream in = InsulaServer.class.getResourceAsStream(name)) {
            context.contentType(type).result(in.readAllBytes());
        }
    }
}
