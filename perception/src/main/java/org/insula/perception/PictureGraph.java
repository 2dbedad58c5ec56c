package org.insula.perception;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.insula.onnx.Attribute;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.Shape;

/** From a small square picture to its embedding: the mean over the picture and its mirror image. */
final class PictureGraph {
    static final String PICTURE = "picture";
    static final String EMBEDDING = "embedding";
    /** Pixels along each side. */
    static final int SIZE = 192;

    static final int DIMENSIONS = 256;

    private PictureGraph() {}

    /**
     * Composes the graph.
     *
     * @param backbone takes {@code input}, shape (N, 192, 192, 3), 0 to 255; gives {@code embedding}, shape (N, 256)
     */
    static OnnxModel compose(OnnxModel backbone) {
        GraphBuilder graph = new GraphBuilder();
        String picture = graph.input(PICTURE, ElementType.FLOAT, Shape.of(1, SIZE, SIZE, 3));
        // a gather moves whole pixels; a slice with a negative step goes number by number
        long[] backwards = LongStream.range(0, SIZE).map(x -> SIZE - 1 - x).toArray();
        String mirrored = graph.node("Gather", List.of(picture, graph.ints(backwards)), Attribute.of("axis", 2));
        String both = graph.node("Concat", List.of(picture, mirrored), Attribute.of("axis", 0));
        String pair = graph.splice(backbone, "backbone/", Map.of("input", both)).get("embedding");
        String mean = graph.node("ReduceMean", List.of(pair, graph.ints(0)), Attribute.of("keepdims", 1));
        graph.output(EMBEDDING, mean, ElementType.FLOAT, Shape.of(1, DIMENSIONS));
        return graph.build();
    }
}
