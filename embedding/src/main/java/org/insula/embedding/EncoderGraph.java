package org.insula.embedding;

import java.util.List;

/**
 * An encoder's network as an ONNX graph, from prepared input to the dense vector.
 *
 * @param onnx the serialised ONNX model; not copied, so treat it as constant
 * @param inputs what must be fed, in order
 * @param output the name of the graph output that holds the dense vector, shape (1, dimensions)
 */
public record EncoderGraph(byte[] onnx, List<Input> inputs, String output) {
    public EncoderGraph {
        inputs = List.copyOf(inputs);
    }

    /**
     * One input of the graph.
     *
     * @param name its name in the graph
     * @param description what to feed, in words that suffice to do it in another language: shape, type, unit, range
     */
    public record Input(String name, String description) {}
}
