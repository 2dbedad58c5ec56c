package org.insula.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads calls from the text between a family's marks. */
final class CallText {
    private CallText() {}

    /** @param arguments a JSON object, as text */
    record Call(String name, String arguments) {}

    /** One object with a name and arguments, or an array of them; empty if it is neither. */
    static Optional<List<Call>> json(String text) {
        Optional<JsonNode> value = JsonText.read(text);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<Call> calls = new ArrayList<>();
        Iterable<JsonNode> entries = value.get().isArray() ? value.get() : List.of(value.get());
        for (JsonNode entry : entries) {
            Optional<Call> call = call(entry);
            if (call.isEmpty()) {
                return Optional.empty();
            }
            calls.add(call.get());
        }
        return calls.isEmpty() ? Optional.empty() : Optional.of(calls);
    }

    private static Optional<Call> call(JsonNode entry) {
        JsonNode inner = entry.path("function").isObject() ? entry.path("function") : entry;
        JsonNode name = inner.path("name");
        JsonNode arguments = inner.has("arguments") ? inner.get("arguments") : inner.path("parameters");
        if (!name.isTextual() || name.textValue().isEmpty()) {
            return Optional.empty();
        }
        if (arguments.isMissingNode() || arguments.isNull()) {
            return Optional.of(new Call(name.textValue(), "{}"));
        }
        if (arguments.isTextual()) {
            return JsonText.read(arguments.textValue())
                    .filter(JsonNode::isObject)
                    .map(object -> new Call(name.textValue(), JsonText.write(object)));
        }
        return arguments.isObject()
                ? Optional.of(new Call(name.textValue(), JsonText.write(arguments)))
                : Optional.empty();
    }

    /** Mistral's {@code name[ARGS]{…}}, perhaps with a {@code [CALL_ID]} before the arguments. */
    static Optional<List<Call>> named(String text) {
        int split = text.indexOf("[ARGS]");
        if (split < 0) {
            return Optional.empty();
        }
        String name = text.substring(0, split).strip();
        int id = name.indexOf("[CALL_ID]");
        return object(id < 0 ? name : name.substring(0, id), text.substring(split + 6));
    }

    private static Optional<List<Call>> object(String name, String arguments) {
        return name.isBlank()
                ? Optional.empty()
                : JsonText.read(arguments)
                        .filter(JsonNode::isObject)
                        .map(object -> List.of(new Call(name.strip(), JsonText.write(object))));
    }

    /** DeepSeek's calls, each between marks of its own. */
    static Optional<List<Call>> deepSeek(String text) {
        List<Call> calls = new ArrayList<>();
        int from = text.indexOf(ToolFormat.DEEPSEEK_CALL);
        while (from >= 0) {
            int begin = from + ToolFormat.DEEPSEEK_CALL.length();
            int next = text.indexOf(ToolFormat.DEEPSEEK_CALL, begin);
            int end = text.indexOf(ToolFormat.DEEPSEEK_CALL_END, begin);
            int stop = end >= 0 ? end : next >= 0 ? next : text.length();
            Optional<List<Call>> one = one(text.substring(begin, Math.max(begin, stop)));
            if (one.isEmpty()) {
                return Optional.empty();
            }
            calls.addAll(one.get());
            from = next;
        }
        return calls.isEmpty() ? Optional.empty() : Optional.of(calls);
    }

    private static Optional<List<Call>> one(String text) {
        int separator = text.indexOf(ToolFormat.DEEPSEEK_SEPARATOR);
        if (separator < 0) {
            return Optional.empty();
        }
        String before = text.substring(0, separator);
        String after = text.substring(separator + ToolFormat.DEEPSEEK_SEPARATOR.length());
        int fence = after.indexOf("```json");
        if (fence < 0) {
            return object(before, after);
        }
        int close = after.lastIndexOf("```");
        String body = after.substring(fence + 7, close > fence ? close : after.length());
        return object(after.substring(0, fence), body);
    }
}
