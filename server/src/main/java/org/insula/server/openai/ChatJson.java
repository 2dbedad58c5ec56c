package org.insula.server.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.insula.chat.Delta;
import org.insula.language.TokenLogprob;
import org.insula.language.Usage;

/** The pieces of a chat completion. */
final class ChatJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String id;
    private final String object;
    private final long created;
    private final String model;

    ChatJson(String id, String object, long created, String model) {
        this.id = id;
        this.object = object;
        this.created = created;
        this.model = model;
    }

    ObjectNode envelope() {
        ObjectNode json = NODES.objectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model)
                .put("system_fingerprint", "insula");
        json.putArray("choices");
        return json;
    }

    /** A chunk with one choice. */
    ObjectNode chunk(int index, ObjectNode delta, List<TokenLogprob> logprobs, String reason) {
        ObjectNode json = envelope();
        ObjectNode choice = ((ArrayNode) json.get("choices")).addObject().put("index", index);
        choice.set("delta", delta);
        choice.set("logprobs", logprobs.isEmpty() ? NODES.nullNode() : logprobs(logprobs));
        choice.put("finish_reason", reason);
        return json;
    }

    static ObjectNode usage(Usage usage) {
        ObjectNode json = NODES.objectNode()
                .put("prompt_tokens", usage.promptTokens())
                .put("completion_tokens", usage.completionTokens())
                .put("total_tokens", usage.promptTokens() + usage.completionTokens());
        json.putObject("prompt_tokens_details").put("cached_tokens", usage.cachedTokens());
        return json;
    }

    static ObjectNode logprobs(List<TokenLogprob> logprobs) {
        ObjectNode json = NODES.objectNode();
        ArrayNode content = json.putArray("content");
        for (TokenLogprob token : logprobs) {
            ObjectNode entry = content.addObject();
            token(entry, token);
            ArrayNode top = entry.putArray("top_logprobs");
            token.top().forEach(other -> token(top.addObject(), other));
        }
        json.putNull("refusal");
        return json;
    }

    private static void token(ObjectNode entry, TokenLogprob token) {
        entry.put("token", token.text()).put("logprob", Math.max(token.logprob(), -9999));
        ArrayNode bytes = entry.putArray("bytes");
        for (byte each : token.bytes()) {
            bytes.add(each & 0xff);
        }
    }

    static ObjectNode delta(Delta delta, String callId) {
        ObjectNode json = NODES.objectNode();
        switch (delta) {
            case Delta.Content more -> json.put("content", more.text());
            case Delta.Reasoning more -> json.put("reasoning_content", more.text());
            case Delta.Call call -> {
                ObjectNode entry = json.putArray("tool_calls").addObject().put("index", call.index());
                call(entry, call, callId);
            }
        }
        return json;
    }

    static void call(ObjectNode entry, Delta.Call call, String id) {
        entry.put("id", id).put("type", "function");
        entry.putObject("function").put("name", call.name()).put("arguments", call.arguments());
    }
}
