package org.insula.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators that treat each element by itself; they keep the layout that their inputs are in. */
final class ElementwiseOperators {
    private ElementwiseOperators() {}

    static void addTo(Map<String, Operator> table) {
        for (String same : List.of(
                "Relu",
                "Sigmoid",
                "Tanh",
                "Abs",
                "Neg",
                "Exp",
                "Log",
                "Sqrt",
                "Sin",
                "Cos",
                "Floor",
                "Ceil",
                "Reciprocal",
                "Elu",
                "Round",
                "Sign",
                "Softplus",
                "Erf",
                "Selu",
                "Identity")) {
            table.put(same, (node, to) -> map(node, to, x -> to.node(same, List.of(x))));
        }
        table.put("Relu6", (node, to) -> map(node, to, x -> relu6(to, x)));
        table.put("LeakyRelu", (node, to) -> map(node, to, x -> leakyRelu(to, x, node.number("alpha", 0.2f))));
        table.put("Square", (node, to) -> map(node, to, x -> to.node("Mul", List.of(x, x))));
        table.put(
                "Rsqrt", (node, to) -> map(node, to, x -> to.node("Reciprocal", List.of(to.node("Sqrt", List.of(x))))));
        table.put("ZerosLike", (node, to) -> map(node, to, x -> to.node("Sub", List.of(x, x))));
        table.put("LogicalNot", (node, to) -> to.define(node, "Not", to.inputs(node)));
        table.put(
                "Cast",
                (node, to) -> map(node, to, x -> to.node("Cast", List.of(x), TfjsWeight.to(node.type("DstT")))));
        table.put("Prelu", ElementwiseOperators::prelu);

        Map<String, String> binary = Map.ofEntries(
                Map.entry("Add", "Add"),
                Map.entry("AddV2", "Add"),
                Map.entry("BiasAdd", "Add"),
                Map.entry("AddN", "Sum"),
                Map.entry("Sub", "Sub"),
                Map.entry("Mul", "Mul"),
                Map.entry("Maximum", "Max"),
                Map.entry("Minimum", "Min"),
                Map.entry("Pow", "Pow"),
                Map.entry("Less", "Less"),
                Map.entry("LessEqual", "LessOrEqual"),
                Map.entry("Greater", "Greater"),
                Map.entry("GreaterEqual", "GreaterOrEqual"),
                Map.entry("Equal", "Equal"),
                Map.entry("LogicalAnd", "And"),
                Map.entry("LogicalOr", "Or"));
        binary.forEach((from, operator) -> table.put(from, (node, to) -> combine(node, to, operator)));
        table.put("RealDiv", (node, to) -> combine(node, to, "Div"));
        table.put("Div", (node, to) -> combine(node, to, "Div"));
        table.put("FloorDiv", ElementwiseOperators::floorDiv);
        table.put("FloorMod", ElementwiseOperators::floorMod);
        table.put("DivNoNan", ElementwiseOperators::divNoNan);
        table.put("SquaredDifference", ElementwiseOperators::squaredDifference);
        table.put("Atan2", ElementwiseOperators::atan2);
        table.put("NotEqual", (node, to) -> to.define(node, "Not", List.of(to.node("Equal", to.inputs(node)))));
        table.put("Select", (node, to) -> to.define(node, "Where", to.inputs(node)));
        table.put("SelectV2", (node, to) -> to.define(node, "Where", to.inputs(node)));
    }

    /** A function of one value that is the same in any layout. */
    interface Function {
        String apply(String x);
    }

    static void map(TfjsNode node, Translation to, Function function) {
        if (to.isChannelsFirst(node.input(0))) {
            to.defineChannelsFirst(node, function.apply(to.channelsFirst(node.input(0))));
        } else {
            to.define(node.name(), function.apply(to.input(node, 0)));
        }
    }

    private static void combine(TfjsNode node, Translation to, String operator) {
        List<String> pictures = pictures(node, to);
        if (pictures.isEmpty()) {
            to.define(node, operator, to.inputs(node));
        } else {
            to.defineChannelsFirst(node, to.node(operator, pictures));
        }
    }

    /** The inputs as (N, C, H, W) or as what broadcasts with it; empty if one of them is neither. */
    private static List<String> pictures(TfjsNode node, Translation to) {
        boolean any = false;
        for (int i = 0; i < node.inputs().size(); i++) {
            boolean picture = to.isChannelsFirst(node.input(i));
            any |= picture;
            if (!picture && perChannel(to.constant(node, i)) == null) {
                return List.of();
            }
        }
        if (!any) {
            return List.of();
        }
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            boolean picture = to.isChannelsFirst(node.input(i));
            inputs.add(
                    picture
                            ? to.channelsFirst(node.input(i))
                            : to.constant(node, "channels", perChannel(to.constant(node, i))));
        }
        return inputs;
    }

    /** A constant with one number for each channel, or one for all, as (C, 1, 1); null if it is none. */
    static TfjsWeight perChannel(TfjsWeight weight) {
        if (weight == null || weight.tensor().rank() > 4) {
            return null;
        }
        Tensor tensor = weight.tensor();
        boolean last = tensor.rank() == 0 || tensor.extent(-1) == tensor.size();
        return last ? weight.reshaped(tensor.size(), 1, 1) : null;
    }

    static String relu6(Translation to, String x) {
        return to.node("Clip", List.of(x, to.builder().scalar(0), to.builder().scalar(6)));
    }

    static String leakyRelu(Translation to, String x, float alpha) {
        return to.node("LeakyRelu", List.of(x), Attribute.of("alpha", alpha));
    }

    private static void prelu(TfjsNode node, Translation to) {
        TfjsWeight slopes = perChannel(to.constant(node, 1));
        if (slopes != null && to.isChannelsFirst(node.input(0))) {
            String slope = to.constant(node, "slope", slopes);
            to.defineChannelsFirst(node, to.node("PRelu", List.of(to.channelsFirst(node.input(0)), slope)));
        } else {
            to.define(node, "PRelu", to.inputs(node));
        }
    }

    private static void floorDiv(TfjsNode node, Translation to) {
        List<String> inputs = to.inputs(node);
        if (node.type("T") == ElementType.FLOAT) {
            to.define(node, "Floor", List.of(to.node("Div", inputs)));
        } else {
            String whole = to.node("Sub", List.of(inputs.get(0), to.node("Mod", inputs)));
            to.define(node, "Div", List.of(whole, inputs.get(1)));
        }
    }

    private static void floorMod(TfjsNode node, Translation to) {
        List<String> inputs = to.inputs(node);
        if (node.type("T") == ElementType.FLOAT) {
            String floor = to.node("Floor", List.of(to.node("Div", inputs)));
            to.define(node, "Sub", List.of(inputs.get(0), to.node("Mul", List.of(floor, inputs.get(1)))));
        } else {
            to.define(node, "Mod", inputs);
        }
    }

    private static void divNoNan(TfjsNode node, Translation to) {
        List<String> inputs = to.inputs(node);
        String zero = to.builder().scalar(0);
        String isZero = to.node("Equal", List.of(inputs.get(1), zero));
        String divisor = to.node("Where", List.of(isZero, to.builder().scalar(1), inputs.get(1)));
        to.define(node, "Where", List.of(isZero, zero, to.node("Div", List.of(inputs.get(0), divisor))));
    }

    private static void squaredDifference(TfjsNode node, Translation to) {
        String difference = to.node("Sub", to.inputs(node));
        to.define(node, "Mul", List.of(difference, difference));
    }

    /** The angle of (x, y): atan(y / x), turned by half a circle where x is negative. */
    private static void atan2(TfjsNode node, Translation to) {
        GraphBuilder graph = to.builder();
        String y = to.input(node, 0);
        String x = to.input(node, 1);
        String zero = graph.scalar(0);
        String tiny = graph.scalar(1e-30f);
        String divisor = to.node("Where", List.of(to.node("Equal", List.of(x, zero)), tiny, x));
        String angle = to.node("Atan", List.of(to.node("Div", List.of(y, divisor))));
        String pi = graph.scalar((float) Math.PI);
        String halfTurn =
                to.node("Where", List.of(to.node("Less", List.of(y, zero)), graph.scalar((float) -Math.PI), pi));
        String turn = to.node("Where", List.of(to.node("Less", List.of(x, zero)), halfTurn, zero));
        to.define(node, "Add", List.of(angle, turn));
    }
}
