package org.insula.server.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.insula.chat.Delta;
import org.insula.language.TokenLogprob;

/** The items of a response while they come: thoughts, a message, calls. */
final class ResponseItems implements ChatAnswer.Listener {
    private final UnaryOperator<String> ids;
    private final Supplier<String> callIds;
    private final List<Item> items = new ArrayList<>();
    private String reason = "stop";

    /** @param ids makes one of a prefix */
    ResponseItems(UnaryOperator<String> ids, Supplier<String> callIds) {
        this.ids = ids;
        this.callIds = callIds;
    }

    enum Kind {
        REASONING,
        MESSAGE,
        CALL
    }

    /** One item; what it says grows. */
    static final class Item {
        final Kind kind;
        final String id;
        final String callId;
        final String name;
        final StringBuilder text = new StringBuilder();

        Item(Kind kind, String id, String callId, String name) {
            this.kind = kind;
            this.id = id;
            this.callId = callId;
            this.name = name;
        }

        ObjectNode json(String status) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
            switch (kind) {
                case MESSAGE -> {
                    json.put("type", "message").put("role", "assistant");
                    ArrayNode content = json.putArray("content");
                    if (!status.equals("in_progress")) {
                        content.add(part());
                    }
                }
                case REASONING -> {
                    json.put("type", "reasoning").putArray("summary");
                    ArrayNode content = json.putArray("content");
                    if (!status.equals("in_progress")) {
                        content.add(part());
                    }
                }
                case CALL ->
                    json.put("type", "function_call")
                            .put("call_id", callId)
                            .put("name", name)
                            .put("arguments", status.equals("in_progress") ? "" : text.toString());
            }
            return json.put("status", status);
        }

        ObjectNode part() {
            ObjectNode part = JsonNodeFactory.instance.objectNode();
            if (kind == Kind.REASONING) {
                return part.put("type", "reasoning_text").put("text", text.toString());
            }
            part.put("type", "output_text").put("text", text.toString());
            part.putArray("annotations");
            part.putArray("logprobs");
            return part;
        }
    }

    List<Item> items() {
        return items;
    }

    boolean cut() {
        return reason.equals("length");
    }

    /** The item that this belongs to, the last one or a new one. */
    Item item(Delta delta) {
        Kind kind = switch (delta) {
            case Delta.Content _ -> Kind.MESSAGE;
            case Delta.Reasoning _ -> Kind.REASONING;
            case Delta.Call _ -> Kind.CALL;
        };
        if (!items.isEmpty() && items.getLast().kind == kind && kind != Kind.CALL) {
            return items.getLast();
        }
        Item item = switch (delta) {
            case Delta.Content _ -> new Item(kind, ids.apply("msg_"), "", "");
            case Delta.Reasoning _ -> new Item(kind, ids.apply("rs_"), "", "");
            case Delta.Call call -> new Item(kind, ids.apply("fc_"), callIds.get(), call.name());
        };
        items.add(item);
        return item;
    }

    static String text(Delta delta) {
        return switch (delta) {
            case Delta.Content more -> more.text();
            case Delta.Reasoning more -> more.text();
            case Delta.Call call -> call.arguments();
        };
    }

    @Override
    public void grown(int choice, List<Delta> deltas, List<TokenLogprob> logprobs) {
        deltas.forEach(delta -> item(delta).text.append(text(delta)));
    }

    @Override
    public void finished(int choice, String why) {
        reason = why;
    }
}
