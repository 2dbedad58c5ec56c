package org.insula.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a TensorFlow.js layers model, which is a Keras model, as Teachable Machine writes them, and spells it out as a
 * TensorFlow graph. Models may stand inside models.
 */
final class KerasModel {
    private static final int MAX_DEPTH = 20;
    private static final Set<String> CONTAINERS = Set.of("Sequential", "Model", "Functional");

    private final KerasNodes nodes;

    private KerasModel(KerasNodes nodes) {
        this.nodes = nodes;
    }

    static TfjsGraph read(JsonNode json, TfjsFolder folder) {
        JsonNode topology = json.path("modelTopology");
        JsonNode model = topology.has("model_config") ? topology.path("model_config") : topology;
        Set<String> unknown = unknown(model, new TreeSet<>(), 0);
        if (!unknown.isEmpty()) {
            throw new OnnxException("The model uses the Keras layers " + String.join(", ", unknown)
                    + ", which cannot be converted; " + KerasLayers.names() + " can be.");
        }
        KerasNodes nodes = new KerasNodes(TfjsWeights.read(json.path("weightsManifest"), folder));
        String output = new KerasModel(nodes).model(model, "", List.of());
        return TfjsGraph.of(nodes.nodes(), nodes.weights(), Map.of(lastPart(output), output));
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static Set<String> unknown(JsonNode model, Set<String> unknown, int depth) {
        if (depth > MAX_DEPTH) {
            throw new OnnxException(
                    "The model nests models more than " + MAX_DEPTH + " deep; give one that has not been edited.");
        }
        String type = model.path("class_name").asText();
        if (CONTAINERS.contains(type)) {
            layers(model).forEach(layer -> unknown(layer, unknown, depth + 1));
        } else if (!KerasLayers.knows(type)) {
            unknown.add(type.isEmpty() ? "without a class_name" : type);
        }
        return unknown;
    }

    private static JsonNode layers(JsonNode model) {
        JsonNode config = model.path("config");
        return config.isArray() ? config : config.path("layers");
    }

    private static String name(JsonNode layer) {
        return layer.path("config").path("name").asText(layer.path("name").asText());
    }

    /**
     * Adds the nodes of a model.
     *
     * @param prefix set before the names of its layers
     * @param inputs the values that feed it; none for the outermost model, which gets placeholders
     * @return the value that it gives
     */
    private String model(JsonNode model, String prefix, List<String> inputs) {
        if (layers(model).isEmpty()) {
            throw new OnnxException("The model '" + prefix + "' has no layers; give a complete model.json.");
        }
        return model.path("class_name").asText().equals("Sequential")
                ? sequential(model, prefix, inputs)
                : functional(model, prefix, inputs);
    }

    private String sequential(JsonNode model, String prefix, List<String> inputs) {
        List<String> values = inputs;
        for (JsonNode layer : layers(model)) {
            boolean isInput = layer.path("class_name").asText().equals("InputLayer");
            if (values.isEmpty()
                    && !CONTAINERS.contains(layer.path("class_name").asText())) {
                values = List.of(nodes.placeholder(isInput ? name(layer) : "input", layer));
            }
            if (!isInput) {
                values = List.of(layer(layer, prefix, values));
            }
        }
        return values.get(0);
    }

    private String functional(JsonNode model, String prefix, List<String> inputs) {
        Map<String, List<String>> inbound = new LinkedHashMap<>();
        Map<String, JsonNode> byName = new HashMap<>();
        for (JsonNode layer : layers(model)) {
            byName.put(name(layer), layer);
            inbound.put(name(layer), inbound(layer, prefix));
        }
        List<String> entries = new ArrayList<>();
        model.path("config")
                .path("input_layers")
                .forEach(entry -> entries.add(entry.path(0).asText()));
        inbound.forEach((name, from) -> {
            JsonNode layer = byName.get(name);
            if (!layer.path("class_name").asText().equals("InputLayer")) {
                layer(layer, prefix, from);
            } else if (inputs.isEmpty()) {
                String input = nodes.placeholder(name, layer);
                if (!prefix.isEmpty()) {
                    nodes.add(prefix + name, "Identity", List.of(input));
                }
            } else if (entries.indexOf(name) >= 0 && entries.indexOf(name) < inputs.size()) {
                nodes.add(prefix + name, "Identity", List.of(inputs.get(entries.indexOf(name))));
            }
        });
        JsonNode outputs = model.path("config").path("output_layers");
        String output = outputs.path(0).isArray()
                ? outputs.path(0).path(0).asText()
                : outputs.path(0).asText();
        if (outputs.size() > 1 && outputs.path(0).isArray()) {
            throw new OnnxException("The model '" + prefix + "' gives " + outputs.size()
                    + " outputs; a layers model with a single output can be converted.");
        }
        return prefix + output;
    }

    private static List<String> inbound(JsonNode layer, String prefix) {
        JsonNode calls = layer.path("inbound_nodes");
        if (calls.size() > 1) {
            throw new OnnxException("The layer '" + name(layer) + "' is used " + calls.size()
                    + " times; a layers model that uses each layer once can be converted.");
        }
        List<String> from = new ArrayList<>();
        calls.path(0).forEach(source -> from.add(prefix + source.path(0).asText()));
        return from;
    }

    private String layer(JsonNode layer, String prefix, List<String> inputs) {
        String name = prefix + name(layer);
        if (inputs.isEmpty() && !CONTAINERS.contains(layer.path("class_name").asText())) {
            throw new OnnxException(
                    "The layer '" + name + "' has no input; give a model.json that has not been edited.");
        }
        if (CONTAINERS.contains(layer.path("class_name").asText())) {
            return nodes.add(name, "Identity", List.of(model(layer, name + "/", inputs)));
        }
        return KerasLayers.add(new KerasLayer(name, name(layer), layer.path("config"), inputs, nodes), layer);
    }
}
