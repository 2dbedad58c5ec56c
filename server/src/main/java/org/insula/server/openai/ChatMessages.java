package org.insula.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.insula.chat.Message;
import org.insula.chat.Part;
import org.insula.chat.ToolCall;
import org.insula.server.http.BadRequest;

/** The messages of a chat as OpenAI's interface writes them. */
final class ChatMessages {
    private static final int MOST = 10_000;

    private final Map<String, String> calls = new HashMap<>();
    private final List<Message> messages = new ArrayList<>();

    private ChatMessages() {}

    static List<Message> read(JsonNode json) {
        ChatMessages reader = new ChatMessages();
        List<JsonNode> entries = Fields.list(json, "messages", MOST);
        if (entries.isEmpty()) {
            throw Fields.wrong("messages", "is missing or empty; give at least one message.");
        }
        for (int i = 0; i < entries.size(); i++) {
            try {
                reader.add(entries.get(i));
            } catch (BadRequest e) {
                throw new BadRequest("messages[" + i + "]: " + e.getMessage(), "messages[" + i + "]");
            }
        }
        return reader.messages;
    }

    private void add(JsonNode entry) {
        String role = Fields.required(entry, "role");
        switch (role) {
            case "system", "developer" -> messages.add(new Message.Instructions(text(entry)));
            case "user" -> messages.add(new Message.User(parts(entry.path("content"))));
            case "assistant" ->
                messages.add(new Message.Assistant(
                        Fields.value(entry, "content").isPresent() ? text(entry) : "",
                        Fields.text(entry, "reasoning_content"),
                        calls(entry)));
            case "tool" -> {
                String id = Fields.required(entry, "tool_call_id");
                messages.add(new Message.Result(id, calls.getOrDefault(id, ""), text(entry)));
            }
            default ->
                throw Fields.wrong("role", "is '" + role + "'; give system, developer, user, assistant or tool.");
        }
    }

    private List<ToolCall> calls(JsonNode entry) {
        List<ToolCall> made = new ArrayList<>();
        for (JsonNode call : Fields.list(entry, "tool_calls", 1_000)) {
            String id = Fields.required(call, "id");
            String name = Fields.required(call.path("function"), "name");
            calls.put(id, name);
            String arguments = Fields.text(call.path("function"), "arguments").orElse("{}");
            made.add(new ToolCall(id, name, arguments.isBlank() ? "{}" : arguments));
        }
        return made;
    }

    private static String text(JsonNode entry) {
        return new Message.User(parts(entry.path("content"))).text();
    }

    /** A string, or an array of parts; both interfaces of OpenAI name theirs in their own way. */
    static List<Part> parts(JsonNode content) {
        if (content.isTextual()) {
            return List.of(new Part.Text(content.textValue()));
        }
        if (!content.isArray() || content.size() > MOST) {
            throw Fields.wrong("content", "is neither a string nor an array of parts; give one of these.");
        }
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : content) {
            switch (part.path("type").asText()) {
                case "text", "input_text", "output_text" -> parts.add(new Part.Text(Fields.required(part, "text")));
                case "refusal" -> parts.add(new Part.Text(Fields.required(part, "refusal")));
                default ->
                    throw Fields.wrong(
                            "content",
                            "has a part of type '" + part.path("type").asText()
                                    + "', which language models here cannot read; give text.");
            }
        }
        return parts;
    }

    /** A message of the Responses interface, or nothing if it says nothing. */
    static Optional<Message> item(String role, JsonNode content) {
        String text = new Message.User(parts(content)).text();
        return switch (role) {
            case "system", "developer" -> Optional.of(new Message.Instructions(text));
            case "user" -> Optional.of(new Message.User(text));
            case "assistant" -> Optional.of(new Message.Assistant(text));
            default -> throw Fields.wrong("role", "is '" + role + "'; give system, developer, user or assistant.");
        };
    }
}
