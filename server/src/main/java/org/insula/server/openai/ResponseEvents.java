package org.insula.server.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.insula.chat.Delta;
import org.insula.language.TokenLogprob;
import org.insula.language.Usage;
import org.insula.server.openai.ResponseItems.Item;
import org.insula.server.openai.ResponseItems.Kind;

/** A response as the events in which it comes. */
final class ResponseEvents implements ChatAnswer.Listener {
    private final ResponseJson json;
    private final EventStream events;
    private final ResponseItems items;
    private Item open;
    private long number;

    ResponseEvents(ResponseJson json, EventStream events, UnaryOperator<String> ids, Supplier<String> callIds) {
        this.json = json;
        this.events = events;
        this.items = new ResponseItems(ids, callIds);
    }

    private void send(String type, ObjectNode event) {
        events.event(type, event.put("type", type).put("sequence_number", number++));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void begin() {
        if (!events.begun()) {
            send("response.created", object().set("response", json.begun()));
            send("response.in_progress", object().set("response", json.begun()));
        }
    }

    private ObjectNode at(Item item) {
        return object().put("item_id", item.id)
                .put("output_index", items.items().indexOf(item));
    }

    @Override
    public void grown(int choice, List<Delta> deltas, List<TokenLogprob> logprobs) {
        begin();
        if (deltas.isEmpty()) {
            events.alive();
        }
        for (Delta delta : deltas) {
            Item item = items.item(delta);
            if (item != open) {
                close();
                opened(item);
            }
            String text = ResponseItems.text(delta);
            item.text.append(text);
            ObjectNode event = at(item).put("delta", text);
            switch (item.kind) {
                case MESSAGE -> {
                    event.putArray("logprobs");
                    send("response.output_text.delta", event.put("content_index", 0));
                }
                case REASONING -> send("response.reasoning_text.delta", event.put("content_index", 0));
                case CALL -> send("response.function_call_arguments.delta", event);
            }
        }
    }

    private void opened(Item item) {
        open = item;
        ObjectNode added = object().put("output_index", items.items().indexOf(item));
        added.set("item", item.json("in_progress"));
        send("response.output_item.added", added);
        if (item.kind != Kind.CALL) {
            ObjectNode part = at(item).put("content_index", 0);
            part.set("part", item.part());
            send("response.content_part.added", part);
        }
    }

    private void close() {
        if (open == null) {
            return;
        }
        Item item = open;
        open = null;
        String text = item.text.toString();
        switch (item.kind) {
            case MESSAGE -> {
                ObjectNode event = at(item).put("content_index", 0).put("text", text);
                event.putArray("logprobs");
                send("response.output_text.done", event);
            }
            case REASONING ->
                send(
                        "response.reasoning_text.done",
                        at(item).put("content_index", 0).put("text", text));
            case CALL ->
                send(
                        "response.function_call_arguments.done",
                        at(item).put("name", item.name).put("arguments", text));
        }
        if (item.kind != Kind.CALL) {
            ObjectNode part = at(item).put("content_index", 0);
            part.set("part", item.part());
            send("response.content_part.done", part);
        }
        ObjectNode done = object().put("output_index", items.items().indexOf(item));
        done.set("item", item.json("completed"));
        send("response.output_item.done", done);
    }

    @Override
    public void finished(int choice, String reason) {
        begin();
        items.finished(choice, reason);
    }

    void end(Usage usage) {
        close();
        String type = items.cut() ? "response.incomplete" : "response.completed";
        send(type, object().set("response", json.completed(items, usage)));
    }
}
