package org.insula.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
    private static final Shape ROWS = Shape.of("N", "2");

    private static OnnxModel scaling(int opset, float factor) {
        GraphBuilder graph = new GraphBuilder(opset);
        graph.input("x", ElementType.FLOAT, ROWS);
        graph.constant("factor", Tensor.of(new float[] {factor}, 1));
        graph.nodeAs("y", "Mul", List.of("x", "factor"));
        graph.output("y", "y", ElementType.FLOAT, ROWS);
        return graph.build();
    }

    private static float[] run(OnnxModel model, float... row) {
        try (Network network = Network.load(model)) {
            return network.run(Tensor.of(row, 1, row.length))
                    .values()
                    .iterator()
                    .next()
                    .floats();
        }
    }

    @Test
    void aSplicedPartComputesWhatItDidAlone() {
        GraphBuilder graph = new GraphBuilder();
        graph.input("x", ElementType.FLOAT, ROWS);
        String twice = graph.splice(scaling(18, 2), "a/", Map.of("x", "x")).get("y");
        String sixfold = graph.splice(scaling(18, 3), "b/", Map.of("x", twice)).get("y");
        graph.output("y", sixfold, ElementType.FLOAT, ROWS);
        assertArrayEquals(new float[] {6, 12}, run(graph.build(), 1, 2));
        assertEquals(2f, graph.build().initializer("a/factor").orElseThrow().floats()[0]);
    }

    @Test
    void anOldOperatorSetIsKept() {
        GraphBuilder graph = new GraphBuilder(11);
        graph.input("x", ElementType.FLOAT, ROWS);
        String scaled = graph.splice(scaling(11, 4), "", Map.of("x", "x")).get("y");
        String mean = graph.node("ReduceMean", List.of(scaled), Attribute.ofInts("axes", 1));
        graph.output("mean", mean, ElementType.FLOAT, Shape.of("N", "1"));
        assertEquals(11, graph.build().opset());
        assertArrayEquals(new float[] {6}, run(graph.build(), 1, 2));
    }

    @Test
    void anInputMayPassThroughAPart() {
        GraphBuilder part = new GraphBuilder();
        part.input("x", ElementType.FLOAT, ROWS);
        part.output("x2", "x", ElementType.FLOAT, ROWS);
        GraphBuilder graph = new GraphBuilder();
        graph.input("in", ElementType.FLOAT, ROWS);
        graph.output("y", graph.splice(part.build(), "p/", Map.of("x", "in")).get("x2"), ElementType.FLOAT, ROWS);
        assertArrayEquals(new float[] {7, 8}, run(graph.build(), 7, 8));
    }

    @Test
    void smallConstantsAreStoredOnceAndCompactOnesReadAsFloats() {
        GraphBuilder graph = new GraphBuilder();
        graph.input("x", ElementType.FLOAT, ROWS);
        assertEquals(graph.scalar(1.5f), graph.scalar(1.5f));
        graph.halfConstant("h", Tensor.of(new float[] {0.5f, 1024}, 2));
        graph.byteConstant("b", new byte[] {0, (byte) 255}, 0.5f, -1, 2);
        String sum = graph.node("Add", List.of("x", "h"));
        graph.output("y", graph.node("Add", List.of(sum, "b")), ElementType.FLOAT, ROWS);
        assertArrayEquals(new float[] {0.5f, 1024 + 126.5f + 1}, run(graph.build(), 1, 1));
    }

    @Test
    void severalOutputsOfANodeAreUsable() {
        GraphBuilder graph = new GraphBuilder();
        graph.input("x", ElementType.FLOAT, ROWS);
        graph.nodes(
                List.of("left", "right"),
                "Split",
                List.of("x"),
                Attribute.of("axis", 1),
                Attribute.of("num_outputs", 2));
        graph.output("y", graph.node("Sub", List.of("right", "left")), ElementType.FLOAT, Shape.of("N", "1"));
        assertArrayEquals(new float[] {5}, run(graph.build(), 2, 7));
    }

    @Test
    void theSameCallsGiveTheSameBytes() {
        assertArrayEquals(scaling(18, 2).toBytes(), scaling(18, 2).toBytes());
    }

    @Test
    void mistakesAreNamed() {
        GraphBuilder graph = new GraphBuilder();
        graph.input("x", ElementType.FLOAT, ROWS);
        refused(
                "The graph has no value 'z', which node 'y' (Neg) uses; add inputs, constants and nodes before what "
                        + "uses them.",
                () -> graph.nodeAs("y", "Neg", List.of("z")));
        refused(
                "The graph already has a value 'x'; give each value a name of its own.",
                () -> graph.input("x", ElementType.FLOAT, ROWS));
        refused("The graph has no output; name at least one value as output.", graph::build);
        refused(
                "The part is written in operator set 11 and the graph in 18; start the graph with "
                        + "new GraphBuilder(11).",
                () -> graph.splice(scaling(11, 1), "p/", Map.of("x", "x")));
        refused(
                "The part's input 'x' (N, 2) is not fed; say which value it takes.",
                () -> graph.splice(scaling(18, 1), "p/", Map.of()));
        refused(
                "The part has no input 'w'; its inputs are ['x' (N, 2)].",
                () -> graph.splice(scaling(18, 1), "p/", Map.of("x", "x", "w", "x")));
        refused(
                "Operator set 3 was asked for; this library writes 7 to 21, so convert the model to one of these.",
                () -> new GraphBuilder(3));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(message, assertThrows(OnnxException.class, action).getMessage());
    }

    @Test
    void freshNamesStartWithTheirHint() {
        GraphBuilder graph = new GraphBuilder();
        assertTrue(graph.fresh("softmax").startsWith("softmax"));
    }
}
