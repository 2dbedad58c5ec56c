package org.insula.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.insula.host.AnswerJson;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.ModelInfo;
import org.insula.server.http.BadRequest;
import org.insula.server.tool.Tool;

/** A model as a tool: a text or a file in base64 in, the same answer as everywhere else out. */
record ModelTool(Host host, ModelInfo model) implements Tool {
    private static final String PREFIX = "predict_";
    private static final int MOST_LABELS = 20;
    private static final int MOST_TOP = 1_000;

    @Override
    public String name() {
        return PREFIX + model.name().replace('.', '_'); // dots are not understood everywhere
    }

    @Override
    public String description() {
        String labels =
                String.join(", ", model.labels().stream().limit(MOST_LABELS).toList());
        String more = model.labels().size() > MOST_LABELS ? " and more" : "";
        return model.about() + " Give " + (isText() ? "a text" : "a file of kind " + model.kind())
                + " and get one of: " + labels + more + "; or unknown."
                + (isFace() ? " " + AnswerJson.APPARENT : "");
    }

    private boolean isText() {
        return model.kind().equals("text");
    }

    private boolean isFace() {
        return model.kind().equals("face");
    }

    @Override
    public ObjectNode inputSchema() {
        String field = isText() ? "text" : "content";
        ObjectNode schema = object();
        ObjectNode properties = schema.putObject("properties");
        ObjectNode content = properties.putObject(field).put("type", "string");
        if (isText()) {
            content.put("description", "The text to look at.");
        } else {
            content.put("contentEncoding", "base64").put("description", "The bytes of the file, in base64.");
        }
        properties
                .putObject("top")
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", MOST_TOP)
                .put("description", "How many guesses to list; all of them if left out.");
        schema.putArray("required").add(field);
        return schema;
    }

    @Override
    public ObjectNode outputSchema() {
        ObjectNode schema = object();
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("input").put("type", "string");
        verdict(properties);
        properties.putObject("note").put("type", "string");
        ArrayNode required = schema.putArray("required");
        required.add("label").add("probability").add("unknown").add("top");
        return schema;
    }

    private static void verdict(ObjectNode properties) {
        properties.putObject("label").put("type", "string");
        properties.putObject("probability").put("type", "number");
        properties
                .putObject("unknown")
                .put("type", "boolean")
                .put("description", "Far from everything that was taught; the label is the nearest.");
        ObjectNode guess = properties.putObject("top").put("type", "array").putObject("items");
        guess.put("type", "object");
        guess.putObject("properties").putObject("label").put("type", "string");
        ((ObjectNode) guess.get("properties")).putObject("probability").put("type", "number");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode().put("type", "object");
    }

    @Override
    public ObjectNode call(Caller caller, JsonNode arguments) throws InterruptedException {
        String field = isText() ? "text" : "content";
        JsonNode content = arguments.path(field);
        if (!content.isTextual()) {
            throw new BadRequest("The argument '" + field + "' is missing or no string; give "
                    + (isText() ? "the text." : "the bytes of the file, in base64."));
        }
        byte[] bytes = isText() ? content.textValue().getBytes(StandardCharsets.UTF_8) : decoded(content.textValue());
        ObjectNode answer = AnswerJson.of(
                field, model.kind(), host.predict(caller, model.name(), bytes), top(arguments.path("top")));
        return isFace() ? answer.put("note", AnswerJson.APPARENT) : answer;
    }

    private static int top(JsonNode top) {
        if (top.isMissingNode() || top.isNull()) {
            return Integer.MAX_VALUE;
        }
        if (!top.canConvertToInt() || top.intValue() < 1 || top.intValue() > MOST_TOP) {
            throw new BadRequest("The argument 'top' is " + top + "; give a number from 1 to " + MOST_TOP + ".");
        }
        return top.intValue();
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The argument 'content' is not base64; encode the bytes of the file so.");
        }
    }
}
