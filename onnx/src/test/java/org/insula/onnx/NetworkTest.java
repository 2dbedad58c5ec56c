package org.insula.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkTest {
    /** y = x W + b and s = sum of y, over any number of rows. */
    private static OnnxModel dense() {
        GraphBuilder graph = new GraphBuilder();
        graph.input("x", ElementType.FLOAT, Shape.of("N", "3"));
        graph.constant("weights", Tensor.of(new float[] {1, 0, 0, 1, 1, 1}, 3, 2));
        graph.constant("bias", Tensor.of(new float[] {10, 20}, 2));
        String product = graph.node("MatMul", List.of("x", "weights"));
        graph.nodeAs("y", "Add", List.of(product, "bias"));
        graph.output("y", "y", ElementType.FLOAT, Shape.of("N", "2"));
        String sum = graph.node("ReduceSum", List.of("y", graph.ints(1)), Attribute.of("keepdims", 0));
        graph.output("s", sum, ElementType.FLOAT, Shape.of("N"));
        return graph.build();
    }

    @Test
    void aDenseLayerGivesTheNumbersWorkedOutByHand() {
        try (Network network = Network.load(dense())) {
            Map<String, Tensor> outputs = network.run(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
            assertEquals(List.of("y", "s"), new ArrayList<>(outputs.keySet()));
            assertArrayEquals(new float[] {14, 25, 20, 31}, outputs.get("y").floats());
            assertArrayEquals(new long[] {2, 2}, outputs.get("y").shape());
            assertArrayEquals(new float[] {39, 51}, outputs.get("s").floats());
        }
    }

    @Test
    void onlyTheWantedOutputsAreFetched() {
        try (Network network = Network.load(dense())) {
            Map<String, Tensor> outputs = network.run(Map.of("x", Tensor.of(new float[] {0, 0, 0}, 1, 3)), Set.of("s"));
            assertEquals(Set.of("s"), outputs.keySet());
            assertArrayEquals(new float[] {30}, outputs.get("s").floats());
        }
    }

    /** A stack that overflows there ends the process. */
    @Test
    void aDeepNetworkIsLoadedForAThreadWithLittleStack() throws Exception {
        GraphBuilder graph = new GraphBuilder();
        String last = graph.input("x", ElementType.FLOAT, Shape.of(1));
        for (int i = 0; i < 4_000; i++) {
            last = graph.node("Sin", List.of(last));
        }
        graph.output("y", graph.node("Cos", List.of(last)), ElementType.FLOAT, Shape.of(1));
        OnnxModel deep = graph.build();
        AtomicReference<float[]> answer = new AtomicReference<>();
        Thread small = new Thread(
                null,
                () -> {
                    try (Network network = Network.load(deep)) {
                        answer.set(network.run(Tensor.of(new float[] {0}, 1))
                                .get("y")
                                .floats());
                    }
                },
                "small",
                512L << 10);
        small.start();
        small.join();
        assertArrayEquals(new float[] {1}, answer.get());
    }

    @Test
    void manyThreadsGetTheSameAnswers() {
        try (Network network = Network.load(dense())) {
            boolean same = IntStream.range(0, 400)
                    .parallel()
                    .mapToObj(i -> network.run(Tensor.of(new float[] {i, 0, 0}, 1, 3))
                                    .get("y")
                                    .floats()[0]
                            == 10 + i)
                    .allMatch(Boolean::booleanValue);
            assertEquals(true, same);
        }
    }

    @Test
    void inputsAndOutputsAreDescribed() {
        try (Network network = Network.load(dense())) {
            assertEquals(List.of(new ValueInfo("x", ElementType.FLOAT, Shape.of("N", "3"))), network.inputs());
            assertEquals("'y' (N, 2)", network.outputs().get(0).toString());
        }
    }

    @Test
    void eachTypeIsNarrowedOnTheWayInAndWidenedOnTheWayOut() {
        for (ElementType type :
                List.of(ElementType.INT64, ElementType.INT32, ElementType.UINT8, ElementType.INT8, ElementType.BOOL)) {
            try (Network network = Network.load(identity(type))) {
                Tensor given = Tensor.of(new long[] {0, 1, 1}, 3);
                assertEquals(given, network.run(given).get("y"), type.name());
            }
        }
        for (ElementType type : List.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.FLOAT16)) {
            try (Network network = Network.load(identity(type))) {
                Tensor given = Tensor.of(new float[] {0, 1.5f, -2}, 3);
                assertEquals(given, network.run(given).get("y"), type.name());
            }
        }
    }

    @Test
    void aNumberOutsideTheTypeIsRefused() {
        try (Network network = Network.load(identity(ElementType.UINT8))) {
            assertMessage(
                    "The input 'x' holds 256 and the network takes 0 to 255; give numbers in that range.",
                    () -> network.run(Tensor.of(new long[] {256, 0, 0}, 3)));
        }
    }

    @Test
    void wrongInputsAreNamed() {
        try (Network network = Network.load(dense())) {
            assertMessage(
                    "The input 'x' has shape (2, 4) and the network takes (N, 3); resize or regroup it first.",
                    () -> network.run(Tensor.of(new float[8], 2, 4)));
            assertMessage(
                    "The network has no input 'image'; it takes ['x' (N, 3)].",
                    () -> network.run(Map.of("image", Tensor.of(new float[3], 1, 3))));
            assertMessage(
                    "The network got the inputs [] and takes ['x' (N, 3)]; give them all.",
                    () -> network.run(Map.of()));
            assertMessage(
                    "The input 'x' came with integers and the network takes FLOAT; give the other kind of tensor.",
                    () -> network.run(Tensor.of(new long[3], 1, 3)));
            assertMessage(
                    "The outputs [z] were asked for and the network gives ['y' (N, 2), 's' (N)]; "
                            + "ask for some of these.",
                    () -> network.run(Map.of("x", Tensor.of(new float[3], 1, 3)), Set.of("z")));
        }
    }

    @Test
    void aClosedNetworkSaysSo() {
        Network network = Network.load(dense());
        network.close();
        network.close();
        assertMessage(
                "The network was run after it had been closed; load it again.",
                () -> network.run(Tensor.of(new float[3], 1, 3)));
    }

    @Test
    void noiseIsNotANetwork() {
        OnnxException refused = assertThrows(OnnxException.class, () -> Network.load(new byte[] {1, 2, 3}));
        assertEquals(true, refused.getMessage().startsWith("These 3 bytes are not a network"), refused.getMessage());
    }

    private static OnnxModel identity(ElementType type) {
        GraphBuilder graph = new GraphBuilder();
        graph.input("x", type, Shape.of(3));
        graph.output("y", "x", type, Shape.of(3));
        return graph.build();
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(message, assertThrows(OnnxException.class, action).getMessage());
    }
}
