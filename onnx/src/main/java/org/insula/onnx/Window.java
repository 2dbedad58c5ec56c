package org.insula.onnx;

import java.util.ArrayList;
import java.util.List;

/** How a filter or a pool moves over a picture, as a TensorFlow node says it and as ONNX wants it. */
record Window(long[] kernel, long[] strides, long[] dilations, List<Attribute> padding) {
    static Window of(TfjsNode node, long height, long width) {
        long[] kernel = {height, width};
        long[] strides = inner(node, "strides");
        long[] dilations = inner(node, "dilations");
        return new Window(kernel, strides, dilations, padding(node, kernel, strides, dilations));
    }

    /** The attributes of a convolution. */
    List<Attribute> attributes() {
        List<Attribute> attributes = new ArrayList<>(padding);
        attributes.add(Attribute.ofInts("kernel_shape", kernel));
        attributes.add(Attribute.ofInts("strides", strides));
        if (dilations[0] != 1 || dilations[1] != 1) {
            attributes.add(Attribute.ofInts("dilations", dilations));
        }
        return attributes;
    }

    /** Height and width out of a list for all four dimensions; 1 where there is none. */
    static long[] inner(TfjsNode node, String key) {
        long[] all = node.integers(key);
        if (all.length == 0) {
            return new long[] {1, 1};
        }
        if (all.length != 4 || all[1] < 1 || all[2] < 1) {
            throw node.refused("has the " + key + " " + Shape.describe(all));
        }
        return new long[] {all[1], all[2]};
    }

    /** With stride 1 the padding does not depend on the picture's size, so it is written out. */
    private static List<Attribute> padding(TfjsNode node, long[] kernel, long[] strides, long[] dilations) {
        switch (node.text("padding", "VALID")) {
            case "VALID":
                return List.of();
            case "SAME":
                if (strides[0] != 1 || strides[1] != 1) {
                    return List.of(Attribute.of("auto_pad", "SAME_UPPER"));
                }
                long vertical = (kernel[0] - 1) * dilations[0];
                long horizontal = (kernel[1] - 1) * dilations[1];
                return List.of(Attribute.ofInts(
                        "pads", vertical / 2, horizontal / 2, vertical - vertical / 2, horizontal - horizontal / 2));
            case "EXPLICIT":
                long[] pads = node.integers("explicit_paddings");
                if (pads.length == 8) {
                    return List.of(Attribute.ofInts("pads", pads[2], pads[4], pads[3], pads[5]));
                }
                throw node.refused("has the explicit_paddings " + Shape.describe(pads));
            default:
                throw node.refused("has the padding " + node.text("padding", ""));
        }
    }
}
