package org.insula.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.HostedLanguage;
import org.insula.host.HostedNetwork;
import org.insula.host.ModelInfo;
import org.insula.server.http.Asked;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Body;
import org.insula.server.http.Callers;
import org.insula.server.http.Failure;
import org.insula.server.http.Json;
import org.insula.server.http.Protocol;
import org.insula.server.http.Route;
import org.insula.server.tool.Tool;

/**
 * The Model Context Protocol: each model that looks at files or texts is a tool, and others may stand beside them. Each
 * POST is answered by itself; there are no sessions and no streams, which the protocol lets a server leave out.
 */
public final class Mcp implements Protocol {
    private static final String PATH = "/mcp";
    /** The newest first. */
    private static final Set<String> TAKE_NO_FILES =
            Set.of(HostedNetwork.KIND, HostedLanguage.KIND, HostedLanguage.EMBEDDING);

    private static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    private final Host host;
    private final Callers callers;
    private final int maxBodyBytes;
    private final String version;
    private final List<Tool> others;

    /** @param others tools beside the models */
    public Mcp(Host host, Callers callers, int maxBodyBytes, String version, List<Tool> others) {
        this.host = host;
        this.callers = callers;
        this.maxBodyBytes = maxBodyBytes;
        this.version = version;
        this.others = List.copyOf(others);
    }

    @Override
    public String name() {
        return "mcp";
    }

    @Override
    public boolean owns(String path) {
        return path.equals(PATH);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(PATH, this::post));
    }

    @Override
    public void fail(Context context, Failure failure) {
        failure.prepare(context);
        context.contentType("application/json");
        int code = failure.status() < 500 ? JsonRpc.INVALID_REQUEST : JsonRpc.INTERNAL_ERROR;
        context.result(
                JsonRpc.error(object(), code, failure.message()).toString().getBytes(StandardCharsets.UTF_8));
    }

    private void post(Context context) throws IOException, InterruptedException {
        callers.of(context);
        requireVersion(context.header("MCP-Protocol-Version"));
        byte[] body = Body.read(context, maxBodyBytes);
        JsonNode message;
        try {
            message = Json.small(body, "send one message of JSON-RPC.");
        } catch (BadRequest e) {
            context.status(400);
            Json.write(context, JsonRpc.error(object(), JsonRpc.PARSE_ERROR, e.getMessage()));
            return;
        }
        if (!message.isObject() || !message.path("jsonrpc").asText().equals("2.0")) {
            throw new BadRequest("The body is no JSON-RPC message; send one, with \"jsonrpc\": \"2.0\".");
        }
        if (!message.has("id") || !message.has("method")) {
            context.status(202); // a notification, or an answer to a question that was never put
            return;
        }
        Json.write(context, answer(context, message));
    }

    private static void requireVersion(String header) {
        if (header != null && !VERSIONS.contains(header)) {
            throw new BadRequest(
                    "MCP-Protocol-Version is '" + header + "'; use one of " + String.join(", ", VERSIONS) + ".");
        }
    }

    private ObjectNode answer(Context context, JsonNode message) throws InterruptedException {
        JsonNode id = message.path("id");
        try {
            return JsonRpc.result(id, result(context, message.path("method").asText(), message.path("params")));
        } catch (JsonRpc.RpcException e) {
            Asked.failed(context, 400);
            return JsonRpc.error(id, e.code(), e.getMessage());
        }
    }

    private ObjectNode result(Context context, String method, JsonNode params) throws InterruptedException {
        return switch (method) {
            case "initialize" -> initialize(params);
            case "ping" -> object();
            case "tools/list" -> list(callers.of(context));
            case "tools/call" -> call(context, params);
            default ->
                throw new JsonRpc.RpcException(
                        JsonRpc.METHOD_NOT_FOUND,
                        "There is no method '" + method + "' here; use initialize, ping, tools/list or tools/call.");
        };
    }

    private ObjectNode initialize(JsonNode params) {
        String wanted = params.path("protocolVersion").asText();
        ObjectNode json = object().put("protocolVersion", VERSIONS.contains(wanted) ? wanted : VERSIONS.getFirst());
        json.putObject("capabilities").putObject("tools").put("listChanged", false);
        json.putObject("serverInfo")
                .put("name", "insula")
                .put("title", "Insula")
                .put("version", version);
        json.put("instructions", "Each predict_ tool asks one model that somebody taught by example on this machine.");
        return json;
    }

    private List<Tool> tools(Caller caller) {
        List<Tool> tools = new ArrayList<>();
        for (ModelInfo model : host.models(caller)) {
            if (!TAKE_NO_FILES.contains(model.kind())) {
                tools.add(new ModelTool(host, model));
            }
        }
        others.stream().filter(tool -> caller.mayUse(tool.name())).forEach(tools::add);
        return tools;
    }

    private ObjectNode list(Caller caller) {
        ObjectNode json = object();
        ArrayNode list = json.putArray("tools");
        for (Tool tool : tools(caller)) {
            ObjectNode entry = list.addObject().put("name", tool.name()).put("description", tool.description());
            entry.set("inputSchema", tool.inputSchema());
            entry.set("outputSchema", tool.outputSchema());
            entry.putObject("annotations").put("readOnlyHint", true).put("openWorldHint", false);
        }
        return json;
    }

    private ObjectNode call(Context context, JsonNode params) throws InterruptedException {
        Caller caller = callers.of(context);
        String name = params.path("name").asText();
        Tool tool = tools(caller).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new JsonRpc.RpcException(
                        JsonRpc.INVALID_PARAMS, "There is no tool '" + name + "'; ask tools/list which there are."));
        Asked.model(context, tool instanceof ModelTool asked ? asked.model().name() : name);
        try {
            return answered(tool.call(caller, params.path("arguments")));
        } catch (RuntimeException | Error e) {
            Failure failure = Failure.of(e);
            Asked.failed(context, failure.status());
            ObjectNode failed = told(failure.message()).put("isError", true);
            failure.retryAfter().ifPresent(wait -> {
                long seconds = Math.max(1, wait.toSeconds());
                context.header("Retry-After", Long.toString(seconds));
                failed.putObject("_meta").put("insula/retryAfterSeconds", seconds);
            });
            return failed;
        }
    }

    private static ObjectNode answered(ObjectNode result) {
        return told(result.toString()).set("structuredContent", result);
    }

    private static ObjectNode told(String text) {
        ObjectNode json = object();
        json.putArray("content").addObject().put("type", "text").put("text", text);
        return json;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
