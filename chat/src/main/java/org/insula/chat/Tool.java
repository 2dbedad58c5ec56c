package org.insula.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * A function that the model may ask to have called.
 *
 * @param name letters, digits, {@code _}, {@code -} and {@code .}, at most 64
 * @param description what it does, for the model; may be empty
 * @param parameters a JSON Schema of its arguments, an object
 */
public record Tool(String name, String description, ObjectNode parameters) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

    /** @throws ChatException if the name has other characters, or the schema describes no object */
    public Tool {
        if (!NAME.matcher(name).matches()) {
            throw new ChatException("A tool is called '" + (name.length() > 80 ? name.substring(0, 80) + "…" : name)
                    + "'; use 1 to 64 letters, digits, '_', '-' and '.'.");
        }
        if (parameters.has("type") && !parameters.path("type").asText().equals("object")) {
            throw new ChatException("The parameters of tool '" + name + "' are of type " + parameters.path("type")
                    + "; describe an object.");
        }
        parameters = parameters.deepCopy();
        if (!parameters.has("type")) {
            parameters.put("type", "object");
        }
    }

    /** As OpenAI's interface and the models' templates write it. */
    ObjectNode json() {
        ObjectNode tool = JsonNodeFactory.instance.objectNode().put("type", "function");
        tool.putObject("function")
                .put("name", name)
                .put("description", description)
                .set("parameters", parameters);
        return tool;
    }
}
