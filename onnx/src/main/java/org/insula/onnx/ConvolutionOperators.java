package org.insula.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Convolutions, with the bias and activation that TensorFlow.js fuses into them, and products of matrices. */
final class ConvolutionOperators {
    private ConvolutionOperators() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Conv2D", (node, to) -> convolve(node, to, false));
        table.put("_FusedConv2D", (node, to) -> convolve(node, to, false));
        table.put("DepthwiseConv2dNative", (node, to) -> convolve(node, to, true));
        table.put("FusedDepthwiseConv2dNative", (node, to) -> convolve(node, to, true));
        table.put("Conv2DBackpropInput", ConvolutionOperators::transposedConvolution);
        table.put("MatMul", (node, to) -> multiply(node, to, "transpose_a", "transpose_b"));
        table.put("_FusedMatMul", (node, to) -> multiply(node, to, "transpose_a", "transpose_b"));
        table.put("BatchMatMul", (node, to) -> multiply(node, to, "adj_x", "adj_y"));
        table.put("BatchMatMulV2", (node, to) -> multiply(node, to, "adj_x", "adj_y"));
    }

    private static void convolve(TfjsNode node, Translation to, boolean depthwise) {
        TfjsWeight filter = filter(node, to, 1);
        Tensor shape = filter.tensor();
        long group = depthwise ? shape.extent(2) : 1;
        TfjsWeight laidOut = depthwise // (H, W, C, M) to (C * M, 1, H, W), or (H, W, I, O) to (O, I, H, W)
                ? filter.transposed(2, 3, 0, 1)
                        .reshaped(shape.extent(2) * shape.extent(3), 1, shape.extent(0), shape.extent(1))
                : filter.transposed(3, 2, 0, 1);
        List<Attribute> attributes = new ArrayList<>(
                Window.of(node, shape.extent(0), shape.extent(1)).attributes());
        attributes.add(Attribute.of("group", group));

        List<String> fused = node.texts("fused_ops");
        List<String> inputs = new ArrayList<>();
        inputs.add(to.channelsFirst(node.input(0)));
        inputs.add(to.constant(node, "filter", laidOut));
        int next = 2;
        if (fused.contains("BiasAdd")) {
            TfjsWeight bias = to.required(node, next++);
            inputs.add(to.constant(node, "bias", bias.reshaped(bias.tensor().size())));
        }
        String y = to.node("Conv", inputs, attributes.toArray(Attribute[]::new));
        for (String activation : fused) {
            y = activation.equals("BiasAdd") ? y : activate(node, to, activation, y, next);
        }
        to.defineChannelsFirst(node, y);
    }

    private static TfjsWeight filter(TfjsNode node, Translation to, int index) {
        TfjsWeight filter = to.required(node, index);
        if (!node.text("data_format", "NHWC").equals("NHWC")) {
            throw node.refused("keeps pictures in the layout " + node.text("data_format", ""));
        }
        if (filter.tensor().rank() != 4 || !filter.tensor().isFloat()) {
            throw node.refused("has the filter " + filter.tensor() + " in place of one with four dimensions");
        }
        return filter;
    }

    private static String activate(TfjsNode node, Translation to, String activation, String x, int next) {
        return switch (activation) {
            case "Relu", "Elu", "Sigmoid", "Tanh" -> to.node(activation, List.of(x));
            case "Relu6" -> ElementwiseOperators.relu6(to, x);
            case "LeakyRelu" -> ElementwiseOperators.leakyRelu(to, x, node.number("leakyrelu_alpha", 0.2f));
            case "Prelu" -> {
                TfjsWeight slopes = ElementwiseOperators.perChannel(to.required(node, next));
                if (slopes == null) {
                    throw node.refused("has a slope for each place in the picture");
                }
                yield to.node("PRelu", List.of(x, to.constant(node, "slope", slopes)));
            }
            default -> throw node.refused("is fused with " + activation);
        };
    }

    private static void transposedConvolution(TfjsNode node, Translation to) {
        TfjsWeight filter = filter(node, to, 1);
        long[] strides = Window.inner(node, "strides");
        long[] pads = new long[4];
        long[] extra = new long[2];
        for (int i = 0; i < 2; i++) {
            long overlap = filter.tensor().extent(i) - strides[i];
            if (!node.text("padding", "VALID").equals("SAME")) {
                continue;
            }
            pads[i] = Math.max(0, overlap) / 2;
            pads[i + 2] = Math.max(0, overlap) - pads[i];
            extra[i] = Math.max(0, -overlap);
        }
        String laidOut = to.constant(node, "filter", filter.transposed(3, 2, 0, 1)); // (H, W, O, I) to (I, O, H, W)
        to.defineChannelsFirst(
                node,
                to.node(
                        "ConvTranspose",
                        List.of(to.channelsFirst(node.input(2)), laidOut),
                        Attribute.ofInts("strides", strides),
                        Attribute.ofInts("pads", pads),
                        Attribute.ofInts("output_padding", extra)));
    }

    private static void multiply(TfjsNode node, Translation to, String transposeA, String transposeB) {
        String a = node.flag(transposeA) ? turned(to, to.input(node, 0)) : to.input(node, 0);
        String b = node.flag(transposeB) ? turned(to, to.input(node, 1)) : to.input(node, 1);
        String y = to.node("MatMul", List.of(a, b));
        int next = 2;
        for (String fused : node.texts("fused_ops")) {
            y = fused.equals("BiasAdd")
                    ? to.node("Add", List.of(y, to.input(node, next++)))
                    : activate(node, to, fused, y, next);
        }
        to.define(node.name(), y);
    }

    private static String turned(Translation to, String x) {
        return to.node("Einsum", List.of(x), Attribute.of("equation", "...ij->...ji"));
    }
}
