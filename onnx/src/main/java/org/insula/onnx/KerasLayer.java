package org.insula.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One layer of a Keras model.
 *
 * @param value the name of what it gives, unique in the whole model
 * @param name its own name, under which its weights are stored
 * @param config its settings
 * @param inputs the values that it takes
 * @param nodes where its nodes go
 */
record KerasLayer(String value, String name, JsonNode config, List<String> inputs, KerasNodes nodes) {
    String input() {
        return inputs.get(0);
    }

    boolean flag(String key, boolean otherwise) {
        return config.path(key).asBoolean(otherwise);
    }

    double number(String key, double otherwise) {
        return config.path(key).asDouble(otherwise);
    }

    /** Two numbers for height and width; one number stands for both. */
    long[] pair(String key, long otherwise) {
        JsonNode json = config.path(key);
        return json.isArray()
                ? new long[] {json.path(0).asLong(otherwise), json.path(1).asLong(otherwise)}
                : new long[] {json.asLong(otherwise), json.asLong(otherwise)};
    }

    /** A trained weight of the layer. */
    TfjsWeight weight(String part, int rank) {
        String key = name + "/" + part;
        TfjsWeight weight = nodes.weights().get(key);
        if (weight == null) {
            weight = nodes.weights().entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith("/" + key))
                    .findFirst()
                    .map(Map.Entry::getValue)
                    .orElseThrow(() -> new OnnxException("The weights hold no '" + key
                            + "'; give the model.json together with its own weight files."));
        }
        if (weight.tensor().rank() != rank || !weight.tensor().isFloat()) {
            throw refused("has the weight " + part + " " + weight.tensor());
        }
        return weight;
    }

    /** A trained weight as a value of the graph. */
    String constant(String part, int rank) {
        return nodes.constant(value + "/" + part, weight(part, rank));
    }

    /** Strides, padding and the like, as a TensorFlow node says them. */
    ObjectNode window(String stridesKey) {
        if (!config.path("data_format").asText("channels_last").equals("channels_last")) {
            throw refused("keeps pictures " + config.path("data_format").asText());
        }
        long[] strides = pair(stridesKey, 1);
        long[] dilations = pair("dilation_rate", 1);
        ObjectNode attributes = KerasNodes.attributes();
        KerasNodes.integers(attributes, "strides", 1, strides[0], strides[1], 1);
        KerasNodes.integers(attributes, "dilations", 1, dilations[0], dilations[1], 1);
        KerasNodes.text(
                attributes, "padding", config.path("padding").asText("valid").toUpperCase(Locale.ROOT));
        return attributes;
    }

    /** Adds the bias, if there is one, and the activation, and calls the result by the layer's name. */
    String finish(String y) {
        String biased =
                flag("use_bias", true) ? nodes.add(value + "/biased", "BiasAdd", List.of(y, constant("bias", 1))) : y;
        return activate(biased, config.path("activation").asText("linear"));
    }

    String activate(String x, String activation) {
        String operator = switch (activation) {
            case "linear" -> "Identity";
            case "relu" -> "Relu";
            case "relu6" -> "Relu6";
            case "sigmoid" -> "Sigmoid";
            case "softmax" -> "Softmax";
            case "tanh" -> "Tanh";
            case "elu" -> "Elu";
            case "selu" -> "Selu";
            case "softplus" -> "Softplus";
            default -> throw refused("has the activation " + activation);
        };
        return nodes.add(value, operator, List.of(x));
    }

    OnnxException refused(String what) {
        return new OnnxException(
                "The layer '" + name + "' " + what + ", which cannot be converted; save the model without it.");
    }
}
