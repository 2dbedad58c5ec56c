package org.insula.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The TensorFlow graph that a Keras model is spelt out as. */
final class KerasNodes {
    private final List<TfjsNode> nodes = new ArrayList<>();
    private final Map<String, TfjsWeight> weights;

    KerasNodes(Map<String, TfjsWeight> weights) {
        this.weights = weights;
    }

    List<TfjsNode> nodes() {
        return nodes;
    }

    Map<String, TfjsWeight> weights() {
        return weights;
    }

    static ObjectNode attributes() {
        return JsonNodeFactory.instance.objectNode();
    }

    static void text(ObjectNode attributes, String key, String text) {
        String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        attributes.putObject(key).put("s", base64);
    }

    static void integers(ObjectNode attributes, String key, long... values) {
        ArrayNode list = attributes.putObject(key).putObject("list").putArray("i");
        for (long value : values) {
            list.add(value);
        }
    }

    /** Adds a node and returns the name of its value. */
    String add(String name, String operator, List<String> inputs) {
        return add(name, operator, inputs, attributes());
    }

    String add(String name, String operator, List<String> inputs, JsonNode attributes) {
        nodes.add(new TfjsNode(name, operator, List.copyOf(inputs), attributes));
        return name;
    }

    String constant(String name, Tensor tensor) {
        return constant(name, TfjsWeight.full(tensor));
    }

    String constant(String name, TfjsWeight weight) {
        weights.put(name, weight);
        return add(name, "Const", List.of());
    }

    /** Adds the input that a first layer describes. */
    String placeholder(String name, JsonNode layer) {
        JsonNode config = layer.path("config");
        JsonNode shape =
                config.has("batch_input_shape") ? config.path("batch_input_shape") : config.path("batch_shape");
        if (shape.isEmpty()) {
            throw new OnnxException("The layer '" + name
                    + "' does not say the shape of its input; give a model.json with batch_input_shape.");
        }
        ObjectNode attributes = attributes();
        ArrayNode dimensions = attributes.putObject("shape").putObject("shape").putArray("dim");
        shape.forEach(extent -> dimensions.addObject().put("size", extent.asLong(-1)));
        return add(name, "Placeholder", List.of(), attributes);
    }
}
