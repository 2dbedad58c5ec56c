package org.insula.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a TensorFlow graph as they come into being in an ONNX graph.
 *
 * <p>TensorFlow keeps pictures as (N, H, W, C) and ONNX convolves (N, C, H, W). A value may therefore exist in either
 * layout or in both; the other layout is made by a Transpose when somebody asks for it, so that a chain of convolutions
 * needs one Transpose at its beginning and one at its end.
 */
final class Translation {
    private static final int POOLED = 16;

    private final TfjsGraph graph;
    private final GraphBuilder builder;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> channelsFirst = new HashMap<>();

    Translation(TfjsGraph graph, GraphBuilder builder) {
        this.graph = graph;
        this.builder = builder;
    }

    GraphBuilder builder() {
        return builder;
    }

    /** Adds a node whose output is the node's value. */
    void define(TfjsNode node, String operator, List<String> inputs, Attribute... attributes) {
        values.put(node.name(), builder.nodeAs(node.name(), operator, inputs, attributes));
    }

    /** Says which value of the ONNX graph a value of the TensorFlow graph is. */
    void define(String value, String name) {
        values.put(value, name);
    }

    /** Says which value, of shape (N, C, H, W), holds a picture of shape (N, H, W, C). */
    void defineChannelsFirst(TfjsNode node, String name) {
        channelsFirst.put(node.name(), name);
    }

    /** Adds a node between others. */
    String node(String operator, List<String> inputs, Attribute... attributes) {
        return builder.node(operator, inputs, attributes);
    }

    /** An input of a node, in TensorFlow's layout. */
    String input(TfjsNode node, int index) {
        return value(node.input(index));
    }

    /** All inputs of a node, in TensorFlow's layout. */
    List<String> inputs(TfjsNode node) {
        List<String> inputs = new ArrayList<>();
        for (String input : node.inputs()) {
            inputs.add(value(input));
        }
        return inputs;
    }

    String value(String value) {
        String known = values.get(value);
        if (known != null) {
            return known;
        }
        String picture = channelsFirst.get(value);
        String name;
        if (picture != null) {
            name = builder.nodeAs(value, "Transpose", List.of(picture), Attribute.ofInts("perm", 0, 2, 3, 1));
        } else {
            TfjsWeight weight = graph.constant(value);
            if (weight == null) {
                throw new OnnxException("The graph uses '" + value
                        + "', which its node does not give; give the model.json of a complete model.");
            }
            boolean pooled = weight.tensor().size() <= POOLED && weight.packing() != TfjsWeight.Packing.BOOL;
            name = pooled ? builder.constant(weight.tensor()) : weight.write(builder, value);
        }
        values.put(value, name);
        return name;
    }

    /** Whether a value exists as (N, C, H, W). */
    boolean isChannelsFirst(String value) {
        return channelsFirst.containsKey(value);
    }

    /** A picture as (N, C, H, W). */
    String channelsFirst(String value) {
        String known = channelsFirst.get(value);
        if (known == null) {
            known = node("Transpose", List.of(value(value)), Attribute.ofInts("perm", 0, 3, 1, 2));
            channelsFirst.put(value, known);
        }
        return known;
    }

    /** The constant that an input of a node is, or null if it is computed. */
    TfjsWeight constant(TfjsNode node, int index) {
        return graph.constant(node.input(index));
    }

    /** The constant that an input of a node has to be. */
    TfjsWeight required(TfjsNode node, int index) {
        TfjsWeight weight = constant(node, index);
        if (weight == null) {
            throw node.refused("computes its input " + index + " instead of having it as a constant");
        }
        return weight;
    }

    /** The integers that an input of a node has to be. */
    long[] integers(TfjsNode node, int index) {
        return required(node, index).tensor().longs();
    }

    /** The only integer that an input of a node has to be. */
    long integer(TfjsNode node, int index) {
        long[] integers = integers(node, index);
        if (integers.length != 1) {
            throw node.refused("has " + integers.length + " numbers as input " + index + " instead of one");
        }
        return integers[0];
    }

    /** Adds a constant that a translation has laid out anew. */
    String constant(TfjsNode node, String part, TfjsWeight weight) {
        return weight.write(builder, builder.fresh(node.name() + "/" + part));
    }
}
