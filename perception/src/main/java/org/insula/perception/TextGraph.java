package org.insula.perception;

import java.util.List;
import java.util.Map;
import org.insula.onnx.Attribute;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.Shape;

/**
 * From tokens to a sentence embedding: MiniLM, the mean over the tokens of the mask of its last layer and of its fourth,
 * each of length one. The middle of the network still tells how something is said where the end tells what.
 */
final class TextGraph {
    static final String IDS = "ids";
    static final String MASK = "mask";
    static final String EMBEDDING = "embedding";
    /** Of each layer. */
    static final int WIDTH = 384;

    private static final String PREFIX = "minilm/";
    private static final String FOURTH_LAYER = "/encoder/layer.3/output/LayerNorm/Add_1_output_0";

    private TextGraph() {}

    /**
     * Composes the graph.
     *
     * @param minilm takes {@code input_ids}, {@code attention_mask}, {@code token_type_ids}; its first output has shape
     *     (batch, tokens, 384)
     */
    static OnnxModel compose(OnnxModel minilm) {
        GraphBuilder graph = new GraphBuilder(minilm.opset());
        String ids = graph.input(IDS, ElementType.INT64, Shape.of("batch", "tokens"));
        String mask = graph.input(MASK, ElementType.INT64, Shape.of("batch", "tokens"));
        String types = graph.node("Sub", List.of(ids, ids));
        Map<String, String> outputs =
                graph.splice(minilm, PREFIX, Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types));
        String states = outputs.values().iterator().next();
        String weights = graph.node("Cast", List.of(mask), Attribute.of("to", ElementType.FLOAT.number()));
        String last = mean(graph, states, weights);
        String fourth = mean(graph, PREFIX + FOURTH_LAYER, weights);
        String both = graph.node("Concat", List.of(last, fourth), Attribute.of("axis", 1));
        graph.output(EMBEDDING, both, ElementType.FLOAT, Shape.of("batch", String.valueOf(2 * WIDTH)));
        return graph.build();
    }

    /** The mean of a layer's states, shape (batch, tokens, 384), over the tokens that count, of length one. */
    private static String mean(GraphBuilder graph, String states, String weights) {
        String row = graph.node("Unsqueeze", List.of(weights), Attribute.ofInts("axes", 1)); // (batch, 1, tokens)
        String sums = graph.node("MatMul", List.of(row, states)); // (batch, 1, 384)
        String flat = graph.node("Squeeze", List.of(sums), Attribute.ofInts("axes", 1));
        String count =
                graph.node("ReduceSum", List.of(weights), Attribute.ofInts("axes", 1), Attribute.of("keepdims", 1));
        String mean = graph.node("Div", List.of(flat, count));
        return graph.node("LpNormalization", List.of(mean), Attribute.of("axis", 1), Attribute.of("p", 2));
    }
}
