package org.insula.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators that move, join, split, repeat and gather elements without changing them. */
final class ShapeOperators {
    private ShapeOperators() {}

    static void addTo(Map<String, Operator> table) {
        for (String same : List.of("Shape", "Size", "Tile", "Range", "Reshape")) {
            table.put(same, (node, to) -> to.define(node, same, to.inputs(node)));
        }
        table.put("GatherNd", (node, to) -> to.define(node, "GatherND", to.inputs(node)));
        table.put("BroadcastTo", (node, to) -> to.define(node, "Expand", to.inputs(node)));
        table.put("Fill", (node, to) -> to.define(node, "Expand", List.of(to.input(node, 1), to.input(node, 0))));
        table.put("Transpose", ShapeOperators::transpose);
        table.put("ExpandDims", ShapeOperators::expand);
        table.put("Squeeze", ShapeOperators::squeeze);
        table.put("ConcatV2", ShapeOperators::join);
        table.put("Pack", ShapeOperators::pack);
        table.put("Unpack", ShapeOperators::unpack);
        table.put("Split", ShapeOperators::split);
        table.put("SplitV", ShapeOperators::splitUnevenly);
        table.put("GatherV2", ShapeOperators::gather);
    }

    private static void transpose(TfjsNode node, Translation to) {
        to.define(node, "Transpose", List.of(to.input(node, 0)), Attribute.ofInts("perm", to.integers(node, 1)));
    }

    private static void expand(TfjsNode node, Translation to) {
        to.define(node, "Unsqueeze", List.of(to.input(node, 0), to.builder().ints(to.integers(node, 1))));
    }

    private static void squeeze(TfjsNode node, Translation to) {
        long[] axes = node.integers("squeeze_dims").length > 0 ? node.integers("squeeze_dims") : node.integers("axis");
        List<String> inputs = axes.length == 0
                ? List.of(to.input(node, 0))
                : List.of(to.input(node, 0), to.builder().ints(axes));
        to.define(node, "Squeeze", inputs);
    }

    private static void join(TfjsNode node, Translation to) {
        List<String> parts = node.inputs().subList(0, node.inputs().size() - 1);
        long axis = to.integer(node, parts.size());
        if ((axis == 3 || axis == -1) && parts.stream().allMatch(to::isChannelsFirst)) {
            List<String> pictures = parts.stream().map(to::channelsFirst).toList();
            to.defineChannelsFirst(node, to.node("Concat", pictures, Attribute.of("axis", 1)));
        } else {
            List<String> values = parts.stream().map(to::value).toList();
            to.define(node, "Concat", values, Attribute.of("axis", axis));
        }
    }

    private static void pack(TfjsNode node, Translation to) {
        long axis = node.integer("axis", 0);
        String axes = to.builder().ints(axis);
        List<String> parts = new ArrayList<>();
        for (String input : to.inputs(node)) {
            parts.add(to.node("Unsqueeze", List.of(input, axes)));
        }
        to.define(node, "Concat", parts, Attribute.of("axis", axis));
    }

    private static void unpack(TfjsNode node, Translation to) {
        long axis = node.integer("axis", 0);
        List<String> parts = equalParts(node, to, to.input(node, 0), axis, node.integer("num", 1));
        for (int i = 0; i < parts.size(); i++) {
            String part = to.node("Squeeze", List.of(parts.get(i), to.builder().ints(axis)));
            to.define(node.output(i), part);
        }
    }

    private static void split(TfjsNode node, Translation to) {
        List<String> parts = equalParts(node, to, to.input(node, 1), to.integer(node, 0), node.integer("num_split", 1));
        for (int i = 0; i < parts.size(); i++) {
            to.define(node.output(i), parts.get(i));
        }
    }

    private static List<String> equalParts(TfjsNode node, Translation to, String x, long axis, long count) {
        List<String> names = names(node, to, count);
        return to.builder()
                .nodes(names, "Split", List.of(x), Attribute.of("axis", axis), Attribute.of("num_outputs", count));
    }

    private static void splitUnevenly(TfjsNode node, Translation to) {
        long[] sizes = to.integers(node, 1);
        List<String> names = names(node, to, sizes.length);
        to.builder()
                .nodes(
                        names,
                        "Split",
                        List.of(to.input(node, 0), to.builder().ints(sizes)),
                        Attribute.of("axis", to.integer(node, 2)));
        for (int i = 0; i < names.size(); i++) {
            to.define(node.output(i), names.get(i));
        }
    }

    private static List<String> names(TfjsNode node, Translation to, long count) {
        if (count < 1 || count > 10_000) {
            throw node.refused("splits into " + count + " parts");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(to.builder().fresh(node.name()));
        }
        return names;
    }

    private static void gather(TfjsNode node, Translation to) {
        if (node.integer("batch_dims", 0) != 0) {
            throw node.refused("gathers separately for each example");
        }
        List<String> inputs = List.of(to.input(node, 0), to.input(node, 1));
        to.define(node, "Gather", inputs, Attribute.of("axis", to.integer(node, 2)));
    }
}
