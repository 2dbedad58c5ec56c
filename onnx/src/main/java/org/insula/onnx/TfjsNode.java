package org.insula.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A node of a TensorFlow graph.
 *
 * @param name unique in the graph; also the name of its first output
 * @param operator such as {@code Conv2D}
 * @param inputs values in the operator's order: {@code node} for a first output, {@code node:1} for a second
 * @param attributes as model.json spells them
 */
record TfjsNode(String name, String operator, List<String> inputs, JsonNode attributes) {
    static TfjsNode of(JsonNode json) {
        List<String> inputs = new ArrayList<>();
        for (JsonNode input : json.path("input")) {
            if (!input.asText().startsWith("^")) {
                inputs.add(value(input.asText()));
            }
        }
        return new TfjsNode(
                json.path("name").asText(), json.path("op").asText(), List.copyOf(inputs), json.path("attr"));
    }

    /** The value {@code x:0} is called {@code x}. */
    static String value(String reference) {
        return reference.endsWith(":0") ? reference.substring(0, reference.length() - 2) : reference;
    }

    /** The node that gives a value. */
    static String source(String value) {
        int colon = value.lastIndexOf(':');
        return colon < 0 ? value : value.substring(0, colon);
    }

    String input(int index) {
        if (index >= inputs.size()) {
            throw refused("has " + inputs.size() + " inputs and needs " + (index + 1));
        }
        return inputs.get(index);
    }

    /** The name of an output after the first. */
    String output(int index) {
        return index == 0 ? name : name + ":" + index;
    }

    String text(String key, String otherwise) {
        JsonNode text = attributes.path(key).path("s");
        return text.isTextual() ? decode(text) : otherwise;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        attributes.path(key).path("list").path("s").forEach(text -> texts.add(decode(text)));
        return texts;
    }

    long integer(String key, long otherwise) {
        return attributes.path(key).path("i").asLong(otherwise);
    }

    long[] integers(String key) {
        JsonNode list = attributes.path(key).path("list").path("i");
        long[] integers = new long[list.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = list.get(i).asLong();
        }
        return integers;
    }

    float number(String key, float otherwise) {
        return (float) attributes.path(key).path("f").asDouble(otherwise);
    }

    boolean flag(String key) {
        return attributes.path(key).path("b").asBoolean();
    }

    /** The element type that an attribute names, as this library carries it: all integers are 64 bits wide. */
    ElementType type(String key) {
        String type = attributes.path(key).path("type").asText("DT_FLOAT");
        return switch (type) {
            case "DT_FLOAT", "1" -> ElementType.FLOAT;
            case "DT_INT32", "DT_INT64", "DT_UINT8", "DT_INT8", "DT_INT16", "3", "4", "5", "6", "9" ->
                ElementType.INT64;
            case "DT_BOOL", "10" -> ElementType.BOOL;
            default -> throw refused("works on the type " + type);
        };
    }

    OnnxException refused(String what) {
        return new OnnxException("The node '" + name + "' (" + operator + ") " + what
                + ", which cannot be converted; export the model without it.");
    }

    private static String decode(JsonNode base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new OnnxException(
                    "model.json holds the text '" + base64.asText()
                            + "' where base64 is expected; give the model.json of a TensorFlow.js graph model.",
                    e);
        }
    }
}
