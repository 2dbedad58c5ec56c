package org.insula.server.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.insula.embedding.Embedding;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.HostException;
import org.insula.host.SentenceEmbedding;
import org.insula.language.Embeddings;
import org.insula.server.http.Asked;
import org.insula.server.http.Body;
import org.insula.server.http.Callers;
import org.insula.server.http.Failure;
import org.insula.server.http.Json;
import org.insula.server.http.Protocol;
import org.insula.server.http.Route;
import org.insula.server.http.Together;

/** OpenAI's interface: models, embeddings and what language models write. */
public final class OpenAi implements Protocol {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Set<String> ASKING =
            Set.of("/v1/embeddings", "/v1/chat/completions", "/v1/completions", "/v1/responses");
    private static final String START = "openai.start";

    private final Host host;
    private final Callers callers;
    private final int maxBodyBytes;
    private final Writing writing;
    private final AtomicLong requests = new AtomicLong();
    private final String run = Long.toHexString(System.nanoTime());

    public OpenAi(Host host, Callers callers, int maxBodyBytes, InstantSource clock) {
        this.host = host;
        this.callers = callers;
        this.maxBodyBytes = maxBodyBytes;
        this.writing = new Writing(host, callers, maxBodyBytes, clock, this::headers);
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public boolean owns(String path) {
        return path.equals("/v1") || path.startsWith("/v1/");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/models", timed(this::models)),
                Route.get("/v1/models/{model}", timed(this::model)),
                Route.post("/v1/embeddings", timed(this::embeddings)),
                Route.post("/v1/chat/completions", timed(writing::chat)),
                Route.post("/v1/completions", timed(writing::completions)),
                Route.post("/v1/responses", timed(writing::responses)));
    }

    private static Handler timed(Handler handler) {
        return context -> {
            context.attribute(START, System.nanoTime());
            handler.handle(context);
        };
    }

    private void headers(Context context) {
        Long start = context.attribute(START);
        long millis = start == null ? 0 : Math.round((System.nanoTime() - start) / 1e6);
        context.header("x-request-id", "req_" + run + "_" + requests.incrementAndGet());
        context.header("openai-processing-ms", Long.toString(millis));
    }

    @Override
    public void fail(Context context, Failure failure) {
        headers(context);
        failure.prepare(context);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("error", error(failure, context.path()));
        context.contentType("application/json");
        context.result(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What OpenAI's clients read of a failure. */
    static ObjectNode error(Failure failure, String path) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("message", failure.message())
                .put("type", type(failure.status()))
                .put("param", failure.part().orElse(null))
                .put("code", failure.code().orElse(code(failure.status(), path)));
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }

    private static String code(int status, String path) {
        return switch (status) {
            case 401 -> "invalid_api_key";
            case 404 -> ASKING.contains(path) || path.startsWith("/v1/models/") ? "model_not_found" : "unknown_url";
            case 429 -> "rate_limit_exceeded";
            default -> null;
        };
    }

    private void models(Context context) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = json.putArray("data");
        host.embedders(callers.of(context)).forEach(name -> data.add(described(name)));
        answer(context, json);
    }

    private void model(Context context) throws IOException {
        String name = context.pathParam("model");
        List<String> names = host.embedders(callers.of(context));
        if (!names.contains(name)) {
            throw new HostException(
                    HostException.Reason.NOT_FOUND,
                    "There is no model '" + name + "' here; choose one of " + String.join(", ", names) + ".");
        }
        answer(context, described(name));
    }

    private static ObjectNode described(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "insula");
    }

    private void embeddings(Context context) throws IOException, InterruptedException {
        Caller caller = callers.of(context);
        EmbeddingsRequest request = EmbeddingsRequest.read(Body.read(context, maxBodyBytes));
        if (host.embedders(caller).contains(request.model())) {
            Asked.model(context, request.model());
        }
        List<SentenceEmbedding> embeddings =
                host.languages(caller).stream().anyMatch(model -> model.name().equals(request.model()))
                        ? ofLanguage(caller, request)
                        : Together.each(request.input(), text -> host.embed(caller, request.model(), text, PATIENCE));
        byte[] json = EmbeddingsResponse.of(request, embeddings);
        headers(context);
        Json.write(context, json, "application/json");
    }

    private List<SentenceEmbedding> ofLanguage(Caller caller, EmbeddingsRequest request) throws InterruptedException {
        long length = request.input().stream().mapToLong(String::length).sum();
        Embeddings embeddings = host.language(caller, request.model(), length, model -> model.embed(request.input()));
        List<SentenceEmbedding> sentences = new ArrayList<>();
        for (float[] vector : embeddings.vectors()) {
            int tokens = sentences.isEmpty() ? embeddings.promptTokens() : 0;
            sentences.add(new SentenceEmbedding(Embedding.of(vector), tokens));
        }
        return sentences;
    }

    private void answer(Context context, ObjectNode json) throws IOException {
        headers(context);
        Json.write(context, json);
    }
}
