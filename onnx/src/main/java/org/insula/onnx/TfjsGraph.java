package org.insula.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The graph of a TensorFlow.js graph model with its weights. */
final class TfjsGraph {
    private static final int MAX_NODES = 100_000;

    private final Map<String, TfjsNode> nodes = new LinkedHashMap<>();
    private final Map<String, TfjsWeight> weights;
    private final Map<String, String> declared;

    private TfjsGraph(Map<String, TfjsWeight> weights, Map<String, String> declared) {
        this.weights = weights;
        this.declared = declared;
    }

    /** @param outputs by public name the value that it stands for */
    static TfjsGraph of(List<TfjsNode> nodes, Map<String, TfjsWeight> weights, Map<String, String> outputs) {
        if (nodes.isEmpty() || nodes.size() > MAX_NODES) {
            throw new OnnxException(
                    "model.json holds a graph of " + nodes.size() + " nodes; give one with 1 to " + MAX_NODES + ".");
        }
        TfjsGraph graph = new TfjsGraph(weights, outputs);
        for (TfjsNode node : nodes) {
            if (graph.nodes.put(node.name(), node) != null) {
                throw new OnnxException("model.json holds two nodes called '" + node.name()
                        + "'; give a file that has not been edited.");
            }
        }
        return graph;
    }

    static TfjsGraph read(JsonNode model, TfjsFolder folder) {
        JsonNode signature = model.has("signature")
                ? model.path("signature")
                : model.path("userDefinedMetadata").path("signature");
        Map<String, String> outputs = new LinkedHashMap<>();
        signature.path("outputs").properties().forEach(entry -> {
            String value = entry.getValue().path("name").asText(entry.getKey());
            outputs.put(TfjsNode.value(entry.getKey()), TfjsNode.value(value));
        });
        List<TfjsNode> nodes = new ArrayList<>();
        model.path("modelTopology").path("node").forEach(node -> nodes.add(TfjsNode.of(node)));
        return of(nodes, TfjsWeights.read(model.path("weightsManifest"), folder), outputs);
    }

    TfjsNode node(String name) {
        TfjsNode node = nodes.get(name);
        if (node == null) {
            throw new OnnxException("The graph has no node '" + name + "'; give a name that occurs in model.json.");
        }
        return node;
    }

    /** The constant that a value stands for, or null if it is computed. */
    TfjsWeight constant(String value) {
        for (int hops = 0; hops < MAX_NODES; hops++) {
            TfjsNode node = node(TfjsNode.source(value));
            if (node.operator().equals("Const")) {
                TfjsWeight weight = weights.get(node.name());
                if (weight == null) {
                    throw new OnnxException("The constant '" + node.name()
                            + "' has no weights; give the model.json together with its own weight files.");
                }
                return weight;
            }
            if (!node.operator().equals("Identity")) {
                return null;
            }
            value = node.input(0);
        }
        throw cycle(value);
    }

    /** The outputs that the model declares, by their public names, or else all values that no node uses. */
    Map<String, String> defaultOutputs() {
        if (!declared.isEmpty() && declared.values().stream().allMatch(v -> nodes.containsKey(TfjsNode.source(v)))) {
            return declared;
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        Set<String> used = new HashSet<>();
        nodes.values().forEach(node -> node.inputs().forEach(input -> used.add(TfjsNode.source(input))));
        for (TfjsNode node : nodes.values()) {
            if (!used.contains(node.name())
                    && !List.of("Const", "NoOp", "Placeholder").contains(node.operator())) {
                outputs.put(node.name(), node.name());
            }
        }
        return outputs;
    }

    /**
     * What has to be computed for some values, each node after those that it needs.
     *
     * @param values what is wanted
     * @param given names of nodes whose value is fed, so that what lies before them is left out
     */
    List<TfjsNode> order(Collection<String> values, Set<String> given) {
        List<TfjsNode> order = new ArrayList<>();
        Map<String, Boolean> done = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        values.forEach(value -> open.push(TfjsNode.source(value)));
        while (!open.isEmpty()) {
            String name = open.peek();
            TfjsNode node = node(name);
            Boolean state = done.get(name);
            if (state == null) {
                done.put(name, false);
                for (String input : given.contains(name) ? List.<String>of() : node.inputs()) {
                    String source = TfjsNode.source(input);
                    if (Boolean.FALSE.equals(done.get(source))) {
                        throw cycle(source);
                    }
                    if (!done.containsKey(source)) {
                        open.push(source);
                    }
                }
            } else {
                open.pop();
                if (!state) {
                    done.put(name, true);
                    order.add(node);
                }
            }
        }
        return order;
    }

    /** The operators of some nodes that a table does not know, in alphabetical order. */
    static Set<String> unknown(Collection<TfjsNode> nodes, Set<String> known) {
        Set<String> unknown = new TreeSet<>();
        nodes.forEach(node -> unknown.add(node.operator()));
        unknown.removeAll(known);
        return unknown;
    }

    private static OnnxException cycle(String value) {
        return new OnnxException("The value '" + value
                + "' depends on itself; loops cannot be converted, so export the model without control flow.");
    }
}
