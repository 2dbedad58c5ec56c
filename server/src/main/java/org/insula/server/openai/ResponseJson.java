package org.insula.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.insula.language.Usage;

/** The response itself, with what was asked repeated in it. */
record ResponseJson(String id, long created, ResponseRequest request, JsonNode asked) {
    ObjectNode begun() {
        return response("in_progress");
    }

    ObjectNode completed(ResponseItems items, Usage usage) {
        ObjectNode json = response(items.cut() ? "incomplete" : "completed");
        if (items.cut()) {
            json.putObject("incomplete_details").put("reason", "max_output_tokens");
        }
        ArrayNode output = (ArrayNode) json.get("output");
        items.items().forEach(item -> output.add(item.json("completed")));
        ObjectNode used = json.putObject("usage")
                .put("input_tokens", usage.promptTokens())
                .put("output_tokens", usage.completionTokens())
                .put("total_tokens", usage.promptTokens() + usage.completionTokens());
        used.putObject("input_tokens_details").put("cached_tokens", usage.cachedTokens());
        used.putObject("output_tokens_details").put("reasoning_tokens", 0);
        return json;
    }

    private ObjectNode response(String status) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "response")
                .put("created_at", created)
                .put("status", status)
                .put("background", false)
                .put("store", false)
                .put("truncation", "disabled")
                .put("model", request.chat().model())
                .put("parallel_tool_calls", request.chat().parallel())
                .put("temperature", asked.path("temperature").asDouble(1))
                .put("top_p", asked.path("top_p").asDouble(1));
        json.putNull("error");
        json.putNull("incomplete_details");
        json.putNull("previous_response_id");
        json.putArray("output");
        repeat(json, "instructions");
        repeat(json, "max_output_tokens");
        repeat(json, "user");
        json.set("tools", asked.path("tools").isArray() ? asked.get("tools") : json.arrayNode());
        json.set("tool_choice", asked.hasNonNull("tool_choice") ? asked.get("tool_choice") : json.textNode("auto"));
        json.set("metadata", asked.path("metadata").isObject() ? asked.get("metadata") : json.objectNode());
        json.putObject("reasoning").putNull("effort").putNull("summary");
        if (asked.path("text").path("format").isObject()) {
            json.set("text", asked.get("text"));
        } else {
            json.putObject("text").putObject("format").put("type", "text");
        }
        return json;
    }

    private void repeat(ObjectNode json, String name) {
        json.set(name, asked.hasNonNull(name) ? asked.get(name) : json.nullNode());
    }
}
