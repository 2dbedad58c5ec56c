package org.insula.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackedConvolutionsTest {
    private static Tensor noise(SplittableRandom random, long... shape) {
        float[] values = new float[(int) Tensor.size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return Tensor.wrap(values, shape);
    }

    /** A convolution of some shape, with or without bias, and something after it. */
    private static OnnxModel model(SplittableRandom random, long channels, long inputs, long height, long width) {
        GraphBuilder graph = new GraphBuilder();
        graph.input("x", ElementType.FLOAT, Shape.of(1, inputs, height, width));
        long kh = random.nextInt(1, 5);
        long kw = random.nextInt(1, 8);
        List<String> in = new ArrayList<>(List.of("x", graph.constant("w", noise(random, channels, inputs, kh, kw))));
        if (random.nextBoolean()) {
            in.add(graph.constant("b", noise(random, channels)));
        }
        String y = graph.node(
                "Conv",
                in,
                Attribute.ofInts("strides", random.nextInt(1, 4), random.nextInt(1, 4)),
                Attribute.ofInts("pads", random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3)));
        String last = random.nextBoolean() ? graph.node("Sigmoid", List.of(y)) : y;
        boolean twice = random.nextBoolean();
        String after = twice ? graph.node("Add", List.of(last, y)) : last;
        return Inference.complete(graph, Map.of("y", after), false);
    }

    @Test
    void aPackedConvolutionComputesTheSame() {
        for (long seed = 0; seed < 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long inputs = random.nextInt(1, 5);
            long height = random.nextInt(4, 20);
            long width = random.nextInt(8, 40);
            OnnxModel plain = model(random, random.nextInt(1, 9), inputs, height, width);
            OnnxModel packed = PackedConvolutions.in(plain);
            Tensor x = noise(random, 1, inputs, height, width);
            try (Network one = Network.load(plain);
                    Network other = Network.load(packed)) {
                assertEquals(one.outputs(), other.outputs(), "seed " + seed);
                assertArrayEquals(
                        one.run(x).get("y").floats(), other.run(x).get("y").floats(), 2e-5f, "seed " + seed);
            }
            assertNotEquals(plain.initializerNames(), packed.initializerNames(), "seed " + seed);
        }
    }

    @Test
    void aConvolutionOfManyChannelsStaysAsItIs() {
        OnnxModel plain = model(new SplittableRandom(1), 9, 2, 10, 10);
        assertArrayEquals(plain.toBytes(), PackedConvolutions.in(plain).toBytes());
    }

    @Test
    void aConvolutionForAnyNumberOfExamplesStaysAsItIs() {
        GraphBuilder graph = new GraphBuilder();
        graph.input("x", ElementType.FLOAT, Shape.of(-1, 1, 8, 8));
        String weights = graph.constant("w", noise(new SplittableRandom(1), 1, 1, 3, 3));
        OnnxModel plain = Inference.complete(graph, Map.of("y", graph.node("Conv", List.of("x", weights))), true);
        assertArrayEquals(plain.toBytes(), PackedConvolutions.in(plain).toBytes());
    }
}
