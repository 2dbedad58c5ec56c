package org.insula.onnx;

import java.util.List;
import java.util.Map;

/** Operators that look along axes: sums, extremes, orders, softmax. */
final class ReductionOperators {
    private ReductionOperators() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Mean", (node, to) -> reduce(node, to, "ReduceMean"));
        table.put("Sum", (node, to) -> reduce(node, to, "ReduceSum"));
        table.put("Max", (node, to) -> reduce(node, to, "ReduceMax"));
        table.put("Min", (node, to) -> reduce(node, to, "ReduceMin"));
        table.put("Prod", (node, to) -> reduce(node, to, "ReduceProd"));
        table.put("ArgMax", (node, to) -> extreme(node, to, "ArgMax"));
        table.put("ArgMin", (node, to) -> extreme(node, to, "ArgMin"));
        table.put("Softmax", (node, to) -> to.define(node, "Softmax", to.inputs(node), Attribute.of("axis", -1)));
        table.put("LogSoftmax", (node, to) -> to.define(node, "LogSoftmax", to.inputs(node), Attribute.of("axis", -1)));
        table.put("TopKV2", ReductionOperators::largest);
    }

    private static void reduce(TfjsNode node, Translation to, String operator) {
        long[] axes = to.integers(node, 1);
        boolean keep = node.flag("keep_dims");
        Attribute keepDims = Attribute.of("keepdims", keep ? 1 : 0);
        if (to.isChannelsFirst(node.input(0)) && isHeightAndWidth(axes)) {
            List<String> inputs =
                    List.of(to.channelsFirst(node.input(0)), to.builder().ints(2, 3));
            if (keep) {
                to.defineChannelsFirst(node, to.node(operator, inputs, keepDims));
            } else {
                to.define(node, operator, inputs, keepDims);
            }
        } else {
            to.define(node, operator, List.of(to.input(node, 0), to.builder().ints(axes)), keepDims);
        }
    }

    private static boolean isHeightAndWidth(long[] axes) {
        return axes.length == 2 && Math.min(axes[0], axes[1]) == 1 && Math.max(axes[0], axes[1]) == 2;
    }

    private static void extreme(TfjsNode node, Translation to, String operator) {
        List<String> inputs = List.of(to.input(node, 0));
        to.define(node, operator, inputs, Attribute.of("axis", to.integer(node, 1)), Attribute.of("keepdims", 0));
    }

    private static void largest(TfjsNode node, Translation to) {
        List<String> names = List.of(node.name(), to.builder().fresh(node.name()));
        List<String> inputs = List.of(to.input(node, 0), to.builder().ints(to.integer(node, 1)));
        to.builder().nodes(names, "TopK", inputs, Attribute.of("axis", -1));
        to.define(node.output(0), names.get(0));
        to.define(node.output(1), names.get(1));
    }
}
