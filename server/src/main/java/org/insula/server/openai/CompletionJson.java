package org.insula.server.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.insula.language.TokenLogprob;

/** The pieces of a plain completion. */
record CompletionJson(String id, long created, String model) {
    ObjectNode envelope() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "text_completion")
                .put("created", created)
                .put("model", model)
                .put("system_fingerprint", "insula");
        json.putArray("choices");
        return json;
    }

    /** @param offset how many characters of the text come before the tokens */
    static void choice(
            ObjectNode json,
            int index,
            String text,
            List<TokenLogprob> logprobs,
            boolean wanted,
            int offset,
            String reason) {
        ObjectNode choice =
                ((ArrayNode) json.get("choices")).addObject().put("text", text).put("index", index);
        if (wanted && !logprobs.isEmpty()) {
            choice.set("logprobs", logprobs(logprobs, offset));
        } else {
            choice.putNull("logprobs");
        }
        choice.put("finish_reason", reason);
    }

    private static ObjectNode logprobs(List<TokenLogprob> tokens, int offset) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode texts = json.putArray("tokens");
        ArrayNode values = json.putArray("token_logprobs");
        ArrayNode tops = json.putArray("top_logprobs");
        ArrayNode offsets = json.putArray("text_offset");
        int at = offset;
        for (TokenLogprob token : tokens) {
            texts.add(token.text());
            values.add(Math.max(token.logprob(), -9999));
            ObjectNode top = tops.addObject();
            token.top().forEach(other -> top.put(other.text(), Math.max(other.logprob(), -9999)));
            offsets.add(at);
            at += token.text().length();
        }
        return json;
    }
}
