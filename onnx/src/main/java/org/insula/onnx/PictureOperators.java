package org.insula.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators on pictures other than convolutions: pooling, resizing, padding, normalising. */
final class PictureOperators {
    private PictureOperators() {}

    static void addTo(Map<String, Operator> table) {
        table.put("MaxPool", (node, to) -> pool(node, to, "MaxPool"));
        table.put("AvgPool", (node, to) -> pool(node, to, "AveragePool"));
        table.put("ResizeBilinear", (node, to) -> resize(node, to, "linear"));
        table.put("ResizeNearestNeighbor", (node, to) -> resize(node, to, "nearest"));
        table.put("Pad", PictureOperators::pad);
        table.put("PadV2", PictureOperators::pad);
        table.put("MirrorPad", PictureOperators::pad);
        table.put("DepthToSpace", PictureOperators::depthToSpace);
        table.put("FusedBatchNorm", PictureOperators::normalise);
        table.put("FusedBatchNormV2", PictureOperators::normalise);
        table.put("FusedBatchNormV3", PictureOperators::normalise);
    }

    private static void pool(TfjsNode node, Translation to, String operator) {
        long[] size = Window.inner(node, "ksize");
        List<Attribute> attributes = Window.of(node, size[0], size[1]).attributes();
        String y = to.node(operator, List.of(to.channelsFirst(node.input(0))), attributes.toArray(Attribute[]::new));
        to.defineChannelsFirst(node, y);
    }

    /** Says all four sizes: ONNX Runtime 1.29 fails to move a Transpose past a Resize that names its axes. */
    private static void resize(TfjsNode node, Translation to, String mode) {
        String coordinates = node.flag("align_corners")
                ? "align_corners"
                : node.flag("half_pixel_centers") ? "half_pixel" : "asymmetric";
        String rounding = node.flag("align_corners") ? "round_prefer_ceil" : "floor";
        String x = to.channelsFirst(node.input(0));
        String outer = to.node("Shape", List.of(x), Attribute.of("start", 0), Attribute.of("end", 2));
        String sizes = to.node("Concat", List.of(outer, to.input(node, 1)), Attribute.of("axis", 0));
        String y = to.node(
                "Resize",
                List.of(x, "", "", sizes),
                Attribute.of("mode", mode),
                Attribute.of("coordinate_transformation_mode", coordinates),
                Attribute.of("nearest_mode", rounding));
        to.defineChannelsFirst(node, y);
    }

    private static void pad(TfjsNode node, Translation to) {
        boolean mirror = node.operator().equals("MirrorPad");
        if (mirror && !node.text("mode", "REFLECT").equals("REFLECT")) {
            throw node.refused("has the mode " + node.text("mode", ""));
        }
        Attribute mode = Attribute.of("mode", mirror ? "reflect" : "constant");
        TfjsWeight pads = to.constant(node, 1);
        boolean picture = pads != null && to.isChannelsFirst(node.input(0));
        List<String> inputs = new ArrayList<>();
        inputs.add(picture ? to.channelsFirst(node.input(0)) : to.input(node, 0));
        inputs.add(pads == null ? computedPads(node, to) : to.builder().ints(pads(node, pads.tensor(), picture)));
        if (node.operator().equals("PadV2")) {
            inputs.add(to.input(node, 2));
        }
        if (picture) {
            to.defineChannelsFirst(node, to.node("Pad", inputs, mode));
        } else {
            to.define(node, "Pad", inputs, mode);
        }
    }

    /** From pairs (before, after) for each dimension to all before and then all after. */
    private static long[] pads(TfjsNode node, Tensor pairs, boolean picture) {
        int rank = pairs.size() / 2;
        if (pairs.rank() != 2 || pairs.extent(1) != 2 || (picture && rank != 4)) {
            throw node.refused("has the paddings " + pairs);
        }
        int[] order = {0, 3, 1, 2};
        long[] pads = new long[2 * rank];
        for (int i = 0; i < rank; i++) {
            int from = picture ? order[i] : i;
            pads[i] = pairs.longs()[2 * from];
            pads[rank + i] = pairs.longs()[2 * from + 1];
        }
        return pads;
    }

    private static String computedPads(TfjsNode node, Translation to) {
        String columns = to.node("Transpose", List.of(to.input(node, 1)), Attribute.ofInts("perm", 1, 0));
        return to.node("Reshape", List.of(columns, to.builder().ints(-1)));
    }

    private static void depthToSpace(TfjsNode node, Translation to) {
        String y = to.node(
                "DepthToSpace",
                List.of(to.channelsFirst(node.input(0))),
                Attribute.of("blocksize", node.integer("block_size", 2)),
                Attribute.of("mode", "DCR"));
        to.defineChannelsFirst(node, y);
    }

    private static void normalise(TfjsNode node, Translation to) {
        if (!node.text("data_format", "NHWC").equals("NHWC")) {
            throw node.refused("keeps pictures in the layout " + node.text("data_format", ""));
        }
        List<String> inputs = new ArrayList<>();
        inputs.add(to.channelsFirst(node.input(0)));
        for (int i = 1; i <= 4; i++) {
            inputs.add(to.input(node, i));
        }
        Attribute epsilon = Attribute.of("epsilon", node.number("epsilon", 1e-3f));
        to.defineChannelsFirst(node, to.node("BatchNormalization", inputs, epsilon));
    }
}
