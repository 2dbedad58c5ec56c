package org.insula.networks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.insula.onnx.Attribute;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.Shape;
import org.insula.onnx.TfjsConverter;
import org.insula.onnx.TfjsOptions;

/** The front of MoveNet as an embedding of any picture: what two of its blocks see, averaged over the picture. */
final class MoveNetBackbone {
    private static final String FRONT = "StatefulPartitionedCall/stack";
    private static final String BLOCKS =
            "StatefulPartitionedCall/center_net_mobile_net_v2fpn_feature_extractor/model_1/model/";
    private static final Shape PICTURES = Shape.of("N", "192", "192", "3");

    private MoveNetBackbone() {}

    static OnnxModel convert(Path model) {
        OnnxModel blocks = TfjsConverter.convert(
                model,
                TfjsOptions.asDeclared()
                        .withInput(FRONT, PICTURES)
                        .withOutput("block-12", BLOCKS + "block_12_add/add")
                        .withOutput("block-15", BLOCKS + "block_15_add/add")
                        .withDynamicBatch());
        GraphBuilder graph = new GraphBuilder();
        graph.input("input", ElementType.FLOAT, PICTURES);
        Map<String, String> seen = graph.splice(blocks, "backbone/", Map.of(FRONT, "input"));
        String embedding = graph.node(
                "Concat",
                List.of(mean(graph, seen.get("block-12")), mean(graph, seen.get("block-15"))),
                Attribute.of("axis", 1));
        graph.output("embedding", embedding, ElementType.FLOAT, Shape.of("N", "256"));
        return graph.build();
    }

    private static String mean(GraphBuilder graph, String pictures) {
        return graph.node("ReduceMean", List.of(pictures, graph.ints(1, 2)), Attribute.of("keepdims", 0));
    }
}
