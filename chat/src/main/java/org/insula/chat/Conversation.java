package org.insula.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/**
 * What a model is to go on with. Immutable.
 *
 * @param messages in the order in which they were said
 * @param tools that it may have called
 * @param now for templates that tell the model the date
 * @param settings values that this model's template asks for, such as {@code enable_thinking}
 */
public record Conversation(
        List<Message> messages, List<Tool> tools, LocalDateTime now, Map<String, JsonNode> settings) {
    /** @throws ChatException if nothing was said */
    public Conversation {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        settings = Map.copyOf(settings);
        if (messages.isEmpty()) {
            throw new ChatException("The conversation has no messages; give at least one.");
        }
    }

    public Conversation(List<Message> messages, LocalDateTime now) {
        this(messages, List.of(), now, Map.of());
    }
}
