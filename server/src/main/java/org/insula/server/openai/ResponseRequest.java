package org.insula.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import org.insula.chat.Message;
import org.insula.chat.ToolCall;
import org.insula.server.http.BadRequest;

/** What {@code POST /v1/responses} asks: a conversation in other words. Nothing is kept here between requests. */
record ResponseRequest(ChatRequest chat) {
    private static final int MOST_ITEMS = 10_000;

    static ResponseRequest read(JsonNode json, IntSupplier seeds) {
        for (String kept : List.of("previous_response_id", "conversation", "prompt")) {
            if (Fields.value(json, kept).isPresent()) {
                throw Fields.wrong(
                        kept,
                        "refers to what would be kept here, and nothing is; send the whole conversation as input.");
            }
        }
        if (Fields.flag(json, "background", false)) {
            throw Fields.wrong("background", "is set; leave it out and wait for the answer, or stream it.");
        }
        return new ResponseRequest(new ChatRequest(
                Fields.required(json, "model"),
                messages(json),
                ChatRequest.tools(json, null),
                ChatRequest.choice(json, null),
                Fields.flag(json, "parallel_tool_calls", true),
                ChatRequest.format(json.path("text").path("format"), "text.format", null),
                Map.of(),
                WritingOptions.read(json, OptionalInt.empty(), seeds)));
    }

    private static List<Message> messages(JsonNode json) {
        List<Message> messages = new ArrayList<>();
        Fields.text(json, "instructions").ifPresent(text -> messages.add(new Message.Instructions(text)));
        JsonNode input = json.path("input");
        if (input.isTextual()) {
            messages.add(new Message.User(input.textValue()));
            return messages;
        }
        Map<String, String> calls = new HashMap<>();
        List<JsonNode> items = Fields.list(json, "input", MOST_ITEMS);
        for (int i = 0; i < items.size(); i++) {
            try {
                add(messages, items.get(i), calls);
            } catch (BadRequest e) {
                throw new BadRequest("input[" + i + "]: " + e.getMessage(), "input[" + i + "]");
            }
        }
        if (items.isEmpty()) {
            throw Fields.wrong("input", "is missing or empty; give a text or at least one item.");
        }
        return messages;
    }

    private static void add(List<Message> messages, JsonNode item, Map<String, String> calls) {
        switch (item.path("type").asText("message")) {
            case "message" ->
                ChatMessages.item(Fields.required(item, "role"), item.path("content"))
                        .ifPresent(messages::add);
            case "reasoning" -> {} // models are not shown their old thoughts
            case "function_call" -> {
                String id = Fields.required(item, "call_id");
                String name = Fields.required(item, "name");
                calls.put(id, name);
                call(messages, new ToolCall(id, name, Fields.required(item, "arguments")));
            }
            case "function_call_output" -> {
                String id = Fields.required(item, "call_id");
                String output = item.path("output").isTextual()
                        ? item.path("output").textValue()
                        : new Message.User(ChatMessages.parts(item.path("output"))).text();
                messages.add(new Message.Result(id, calls.getOrDefault(id, ""), output));
            }
            default ->
                throw Fields.wrong(
                        "type",
                        "is '" + item.path("type").asText()
                                + "'; give message, function_call, function_call_output or reasoning.");
        }
    }

    /** Calls that follow each other, or what the model said, are one turn. */
    private static void call(List<Message> messages, ToolCall call) {
        if (!messages.isEmpty() && messages.getLast() instanceof Message.Assistant turn) {
            List<ToolCall> all = new ArrayList<>(turn.calls());
            all.add(call);
            messages.set(messages.size() - 1, new Message.Assistant(turn.text(), turn.reasoning(), all));
        } else {
            messages.add(new Message.Assistant("", Optional.empty(), List.of(call)));
        }
    }
}
