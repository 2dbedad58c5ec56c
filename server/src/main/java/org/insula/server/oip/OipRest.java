package org.insula.server.oip;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.server.http.Asked;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Body;
import org.insula.server.http.Callers;
import org.insula.server.http.Failure;
import org.insula.server.http.Json;
import org.insula.server.http.Protocol;
import org.insula.server.http.Route;

/** The Open Inference Protocol over REST. */
public final class OipRest implements Protocol {
    static final List<String> EXTENSIONS = List.of("binary_tensor_data");

    private static final String HEADER_LENGTH = "Inference-Header-Content-Length";
    private static final String MODEL = "/v2/models/{model}";
    private static final String VERSION = MODEL + "/versions/{version}";

    private final Inference inference;
    private final Callers callers;
    private final int maxBodyBytes;
    private final String version;
    private final BooleanSupplier ready;

    /** @param ready whether new requests are welcome */
    public OipRest(Host host, Callers callers, int maxBodyBytes, String version, BooleanSupplier ready) {
        this.inference = new Inference(host);
        this.callers = callers;
        this.maxBodyBytes = maxBodyBytes;
        this.version = version;
        this.ready = ready;
    }

    @Override
    public String name() {
        return "oip-rest";
    }

    @Override
    public boolean owns(String path) {
        return path.equals("/v2") || path.startsWith("/v2/");
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.get("/v2", this::server),
                Route.get("/v2/health/live", context -> Json.write(context, object().put("live", true))),
                Route.get("/v2/health/ready", this::ready)));
        for (String path : List.of(MODEL, VERSION)) {
            routes.add(Route.get(path, of(path, this::metadata)));
            routes.add(Route.get(path + "/ready", of(path, this::modelReady)));
            routes.add(Route.post(path + "/infer", of(path, this::infer)));
        }
        return routes;
    }

    @Override
    public void fail(Context context, Failure failure) {
        failure.prepare(context);
        context.contentType("application/json");
        context.result(object().put("error", failure.message()).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Something that is asked of one model. */
    private interface OfModel {
        void handle(Context context, Caller caller, Inference.At at) throws IOException, InterruptedException;
    }

    private Handler of(String path, OfModel handler) {
        boolean versioned = path.equals(VERSION);
        return context -> {
            Caller caller = callers.of(context);
            String name = context.pathParam("model");
            Inference.At at = inference.find(caller, name, versioned ? context.pathParam("version") : null);
            Asked.model(context, name);
            handler.handle(context, caller, at);
        };
    }

    private void server(Context context) throws IOException {
        ObjectNode json = object().put("name", "insula").put("version", version);
        EXTENSIONS.forEach(json.putArray("extensions")::add);
        Json.write(context, json);
    }

    private void ready(Context context) throws IOException {
        boolean up = ready.getAsBoolean();
        context.status(up ? 200 : 503);
        Json.write(context, object().put("ready", up));
    }

    private void modelReady(Context context, Caller caller, Inference.At at) throws IOException {
        Json.write(context, object().put("name", at.model().name()).put("ready", true));
    }

    private void metadata(Context context, Caller caller, Inference.At at) throws IOException, InterruptedException {
        Metadata metadata = inference.metadata(caller, at);
        ObjectNode json = object().put("name", metadata.name());
        metadata.versions().forEach(json.putArray("versions")::add);
        json.put("platform", metadata.platform());
        ports(json.putArray("inputs"), metadata.inputs());
        ports(json.putArray("outputs"), metadata.outputs());
        Json.write(context, json);
    }

    private static void ports(ArrayNode json, List<Metadata.Port> ports) {
        for (Metadata.Port port : ports) {
            ObjectNode entry = json.addObject()
                    .put("name", port.name())
                    .put("datatype", port.type().name());
            port.shape().forEach(entry.putArray("shape")::add);
        }
    }

    private void infer(Context context, Caller caller, Inference.At at) throws IOException, InterruptedException {
        byte[] body = Body.read(context, maxBodyBytes);
        InferRequest request = JsonRequestReader.read(body, jsonLength(context.header(HEADER_LENGTH), body.length));
        JsonResponseWriter answer = JsonResponseWriter.of(inference.infer(caller, at, request), request);
        boolean binary = answer.jsonLength() < answer.bytes().length;
        if (binary) {
            context.header(HEADER_LENGTH, Integer.toString(answer.jsonLength()));
        }
        Json.write(context, answer.bytes(), binary ? "application/octet-stream" : "application/json");
    }

    private static int jsonLength(String header, int whole) {
        try {
            return header == null ? whole : Integer.parseInt(header);
        } catch (NumberFormatException e) {
            throw new BadRequest(HEADER_LENGTH + " is '" + header + "'; say how many bytes of the body are JSON.");
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
