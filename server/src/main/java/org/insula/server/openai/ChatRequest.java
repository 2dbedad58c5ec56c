package org.insula.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import org.insula.chat.Message;
import org.insula.chat.Tool;
import org.insula.chat.ToolChoice;

/**
 * A conversation to be gone on with, however it was asked for.
 *
 * @param parallel whether the model may call several tools at once
 * @param format a JSON Schema that the answer has to fit, an empty object for any JSON object; empty for free text
 * @param settings for the model's template
 */
record ChatRequest(
        String model,
        List<Message> messages,
        List<Tool> tools,
        ToolChoice choice,
        boolean parallel,
        Optional<JsonNode> format,
        Map<String, JsonNode> settings,
        WritingOptions options) {
    private static final int MOST_TOOLS = 256;

    ChatRequest {
        boolean free = choice instanceof ToolChoice.Auto && !tools.isEmpty();
        if (free && format.isPresent()) {
            throw Fields.wrong(
                    "response_format",
                    "asks for JSON while the model may call tools as it likes; set tool_choice to none or required.");
        }
        if (choice instanceof ToolChoice.Named named
                && tools.stream().noneMatch(tool -> tool.name().equals(named.name()))) {
            throw Fields.wrong(
                    "tool_choice", "names '" + named.name() + "', which is not among the tools; add it there.");
        }
        if (choice instanceof ToolChoice.Required && tools.isEmpty()) {
            throw Fields.wrong("tool_choice", "requires a call and there are no tools; give some.");
        }
    }

    /** What {@code POST /v1/chat/completions} asks. */
    static ChatRequest chat(JsonNode json, IntSupplier seeds) {
        for (String old : List.of("functions", "function_call", "audio", "prediction", "web_search_options")) {
            if (Fields.value(json, old).isPresent()) {
                throw Fields.wrong(
                        old, "is not known here; leave it out" + (old.startsWith("func") ? " and use tools." : "."));
            }
        }
        boolean logprobs = Fields.flag(json, "logprobs", false);
        int top = (int) Fields.whole(json, "top_logprobs", 0, 20).orElse(0);
        return new ChatRequest(
                Fields.required(json, "model"),
                ChatMessages.read(json),
                tools(json, "function"),
                choice(json, "function"),
                Fields.flag(json, "parallel_tool_calls", true),
                format(json.path("response_format"), "response_format", "json_schema"),
                settings(json),
                WritingOptions.read(json, logprobs ? OptionalInt.of(top) : OptionalInt.empty(), seeds));
    }

    private static Map<String, JsonNode> settings(JsonNode json) {
        Map<String, JsonNode> settings = new HashMap<>();
        json.path("chat_template_kwargs").properties().forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
        return settings;
    }

    /** @param inside where a tool's name is; null for the tool itself */
    static List<Tool> tools(JsonNode json, String inside) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode each : Fields.list(json, "tools", MOST_TOOLS)) {
            if (!each.path("type").asText().equals("function")) {
                throw Fields.wrong(
                        "tools", "has one of type '" + each.path("type").asText() + "'; give functions.");
            }
            JsonNode function = inside == null ? each : each.path(inside);
            ObjectNode parameters = function.path("parameters") instanceof ObjectNode given
                    ? given
                    : JsonNodeFactory.instance
                            .objectNode()
                            .put("additionalProperties", false)
                            .put("type", "object");
            if (!parameters.has("properties") && !parameters.has("additionalProperties")) {
                parameters = parameters.deepCopy();
                parameters.putObject("properties");
                parameters.put("additionalProperties", false);
            }
            tools.add(new Tool(
                    Fields.required(function, "name"),
                    Fields.text(function, "description").orElse(""),
                    parameters));
        }
        return tools;
    }

    static ToolChoice choice(JsonNode json, String inside) {
        Optional<JsonNode> choice = Fields.value(json, "tool_choice");
        if (choice.isEmpty()) {
            return new ToolChoice.Auto();
        }
        if (choice.get().isTextual()) {
            return switch (choice.get().textValue()) {
                case "auto" -> new ToolChoice.Auto();
                case "none" -> new ToolChoice.None();
                case "required" -> new ToolChoice.Required();
                default -> throw Fields.wrong("tool_choice", "is not known; give auto, none, required or a function.");
            };
        }
        JsonNode function = inside == null ? choice.get() : choice.get().path(inside);
        return new ToolChoice.Named(Fields.required(function, "name"));
    }

    /** @param inside where the schema is; null for the format itself */
    static Optional<JsonNode> format(JsonNode format, String name, String inside) {
        if (format.isMissingNode() || format.isNull()) {
            return Optional.empty();
        }
        return switch (format.path("type").asText()) {
            case "text" -> Optional.empty();
            case "json_object" -> Optional.of(JsonNodeFactory.instance.objectNode());
            case "json_schema" -> {
                JsonNode schema = (inside == null ? format : format.path(inside)).path("schema");
                if (!schema.isObject() || schema.isEmpty()) {
                    throw Fields.wrong(name, "has no schema; give a JSON Schema, an object.");
                }
                yield Optional.of(schema);
            }
            default -> throw Fields.wrong(name, "is of no known type; give text, json_object or json_schema.");
        };
    }

    /** The tools that the model is told of. */
    List<Tool> offered() {
        return choice instanceof ToolChoice.None ? List.of() : tools;
    }

    /** The tools of which it has to call one; empty if it need not. */
    List<Tool> demanded() {
        return switch (choice) {
            case ToolChoice.Required _ -> tools;
            case ToolChoice.Named named ->
                tools.stream().filter(tool -> tool.name().equals(named.name())).toList();
            case ToolChoice.Auto _, ToolChoice.None _ -> List.of();
        };
    }
}
