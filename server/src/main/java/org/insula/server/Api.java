package org.insula.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.embedding.EncodingException;
import org.insula.host.Answer;
import org.insula.host.AnswerJson;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.ModelInfo;
import org.insula.server.http.Asked;
import org.insula.server.http.Callers;
import org.insula.server.http.Failure;
import org.insula.server.http.Json;
import org.insula.server.http.Problems;
import org.insula.server.http.Protocol;
import org.insula.server.http.Route;
import org.insula.server.tool.RecordingReader;

/** Insula's own interface: the models and what they say about files and texts, and what is heard in music. */
final class Api implements Protocol {
    private final Host host;
    private final Callers callers;
    private final int maxBodyBytes;
    private final Optional<Music> music;

    Api(Host host, Callers callers, int maxBodyBytes, Optional<RecordingReader> recordings) {
        this.music = recordings.map(reader -> new Music(reader, callers, maxBodyBytes));
        this.host = host;
        this.callers = callers;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public String name() {
        return "api";
    }

    @Override
    public boolean owns(String path) {
        return path.startsWith("/api/");
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get("/api/models", this::models));
        routes.add(Route.post("/api/models/{name}/predict", this::predict));
        music.ifPresent(reading -> routes.add(reading.route()));
        return routes;
    }

    @Override
    public void fail(Context context, Failure failure) {
        Problems.write(context, failure);
    }

    private void models(Context context) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode models = json.putArray("models");
        for (ModelInfo model : host.models(callers.of(context))) {
            ObjectNode entry = models.addObject()
                    .put("name", model.name())
                    .put("kind", model.kind())
                    .put("about", model.about())
                    .put("builtIn", model.builtIn());
            model.labels().forEach(entry.putArray("labels")::add);
        }
        Json.write(context, json);
    }

    private void predict(Context context) throws IOException, InterruptedException {
        Caller caller = callers.of(context);
        String name = context.pathParam("name");
        String kind = host.model(caller, name).kind();
        Asked.model(context, name);
        PredictRequest request = PredictRequest.of(context, maxBodyBytes);
        if (request.inputs().size() == 1) {
            PredictRequest.Input input = request.inputs().getFirst();
            Answer answer = host.predict(caller, name, input.content());
            Json.write(context, note(kind, AnswerJson.of(input.name(), kind, answer, request.top())));
            return;
        }
        List<ObjectNode> answers = new ArrayList<>();
        for (PredictRequest.Input input : request.inputs()) {
            answers.add(answer(caller, name, kind, input, request.top()));
        }
        note(kind, answers.getFirst());
        Json.write(context, JsonNodeFactory.instance.arrayNode().addAll(answers));
    }

    /** One of several: what fails says so in its place, the others are still answered. */
    private ObjectNode answer(Caller caller, String name, String kind, PredictRequest.Input input, int top)
            throws InterruptedException {
        try {
            return AnswerJson.of(input.name(), kind, host.predict(caller, name, input.content()), top);
        } catch (EncodingException e) {
            return AnswerJson.error(input.name(), e.getMessage());
        }
    }

    private static ObjectNode note(String kind, ObjectNode json) {
        return kind.equals("face") ? json.put("note", AnswerJson.APPARENT) : json;
    }
}
