package org.insula.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The expression network of face-api.js, which comes as weights without a graph: four dense blocks of separable
 * convolutions, an average over the picture and one fully connected layer.
 *
 * @see <a href="https://github.com/justadudewhohacks/face-api.js">face-api.js, faceExpressionNet and
 *     faceFeatureExtractor</a>
 */
public final class FaceApiExpressionNetwork {
    private static final float[] MEAN = {122.782f, 117.001f, 104.298f};
    private static final int BLOCKS = 4;

    private final GraphBuilder graph = new GraphBuilder();
    private final Map<String, TfjsWeight> weights;

    private FaceApiExpressionNetwork(Map<String, TfjsWeight> weights) {
        this.weights = weights;
    }

    /**
     * Builds the network. Its input is {@code input} of shape (N, 112, 112, 3), red, green and blue from 0 to 255. Its
     * outputs are {@code features} (N, 256), {@code logits} (N, 7) and {@code probs} (N, 7), in the order neutral, happy,
     * sad, angry, fearful, disgusted, surprised.
     *
     * @param manifest {@code face_expression_model-weights_manifest.json} with its weight file beside it
     * @throws OnnxException if the files are damaged or of another network
     */
    public static OnnxModel convert(Path manifest) {
        TfjsFolder folder = TfjsFolder.of(manifest);
        return new FaceApiExpressionNetwork(TfjsWeights.read(folder.json(), folder)).build();
    }

    private OnnxModel build() {
        graph.input("input", ElementType.FLOAT, Shape.of("N", "112", "112", "3"));
        String pixels = graph.node("Transpose", List.of("input"), Attribute.ofInts("perm", 0, 3, 1, 2));
        String centred = graph.node("Sub", List.of(pixels, graph.constant("mean", Tensor.of(MEAN, 3, 1, 1))));
        String x = graph.node("Mul", List.of(centred, graph.scalar(1 / 255f)));
        for (int block = 0; block < BLOCKS; block++) {
            x = block(x, "dense" + block, block == 0);
        }
        x = graph.node("AveragePool", List.of(x), Attribute.ofInts("kernel_shape", 7, 7));
        String features = graph.nodeAs("features", "Flatten", List.of(x));
        String product = graph.node("MatMul", List.of(features, write("fc/weights", weight("fc/weights"))));
        String logits = graph.nodeAs("logits", "Add", List.of(product, write("fc/bias", weight("fc/bias"))));
        String probs = graph.nodeAs("probs", "Softmax", List.of(logits), Attribute.of("axis", -1));
        graph.output(features, features, ElementType.FLOAT, Shape.of("N", "256"));
        graph.output(logits, logits, ElementType.FLOAT, Shape.of("N", "7"));
        graph.output(probs, probs, ElementType.FLOAT, Shape.of("N", "7"));
        return graph.build();
    }

    /** Each convolution of a block sees the sum of all before it. */
    private String block(String x, String name, boolean full) {
        String first = full ? convolution(x, name + "/conv0", 2) : separable(x, name + "/conv0", 2);
        String sum = relu(first);
        String in = sum;
        for (int i = 1; i < BLOCKS; i++) {
            sum = graph.node("Add", List.of(sum, separable(in, name + "/conv" + i, 1)));
            in = relu(sum);
        }
        return in;
    }

    private String relu(String x) {
        return graph.node("Relu", List.of(x));
    }

    private String convolution(String x, String name, int stride) {
        TfjsWeight filter = weight(name + "/filters").transposed(3, 2, 0, 1);
        return graph.node(
                "Conv",
                List.of(x, write(name + "/filters", filter), write(name + "/bias", weight(name + "/bias"))),
                window(3, stride, 1));
    }

    private String separable(String x, String name, int stride) {
        TfjsWeight depthwise = weight(name + "/depthwise_filter").transposed(2, 3, 0, 1);
        TfjsWeight pointwise = weight(name + "/pointwise_filter").transposed(3, 2, 0, 1);
        String spread = graph.node(
                "Conv",
                List.of(x, write(name + "/depthwise_filter", depthwise)),
                window(3, stride, depthwise.tensor().extent(0)));
        return graph.node(
                "Conv",
                List.of(
                        spread,
                        write(name + "/pointwise_filter", pointwise),
                        write(name + "/bias", weight(name + "/bias"))),
                window(1, 1, 1));
    }

    private static Attribute[] window(int size, int stride, long group) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.ofInts("kernel_shape", size, size));
        attributes.add(Attribute.ofInts("strides", stride, stride));
        attributes.add(Attribute.of("auto_pad", "SAME_UPPER"));
        attributes.add(Attribute.of("group", group));
        return attributes.toArray(Attribute[]::new);
    }

    private TfjsWeight weight(String name) {
        TfjsWeight weight = weights.get(name);
        int rank = name.endsWith("bias") ? 1 : name.startsWith("fc") ? 2 : 4;
        if (weight == null || weight.tensor().rank() != rank || !weight.tensor().isFloat()) {
            throw new OnnxException("The weights hold no '" + name + "' with " + rank
                    + " dimensions; give face-api's face_expression_model-weights_manifest.json.");
        }
        return weight;
    }

    private String write(String name, TfjsWeight weight) {
        return weight.write(graph, name);
    }
}
