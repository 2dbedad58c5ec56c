package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.insula.embedding.EncoderGraph;
import org.insula.onnx.Network;
import org.insula.onnx.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exported graph says what Java says, number by number. */
class MovementGraphTest {
    private static final float TOLERANCE = 1e-4f;

    @ParameterizedTest
    @CsvSource({"1, 9", "1, 150", "2, 31", "3, 100", "6, 128", "12, 20"})
    void theGraphGivesWhatJavaGives(int channels, int steps) {
        MovementEncoder encoder = encoder(channels, steps);
        EncoderGraph graph = encoder.graph().orElseThrow();
        try (Network network = Network.load(graph.onnx())) {
            for (Series series : Signals.noise(5, channels, steps, 100L * channels + steps)) {
                assertArrayEquals(encoder.embed(series).toArray(), run(network, series, graph.output()), TOLERANCE);
            }
        }
    }

    @Test
    void aChannelThatIsStillIsStillInTheGraph() {
        MovementEncoder encoder = encoder(2, 40);
        float[] values = Signals.noise(1, 2, 40, 7).getFirst().values().clone();
        Arrays.fill(values, 0, 40, 9.81f);
        EncoderGraph graph = encoder.graph().orElseThrow();
        try (Network network = Network.load(graph.onnx())) {
            for (Series series : List.of(Series.of(2, 40, values), Series.of(2, 40, new float[80]))) {
                assertArrayEquals(encoder.embed(series).toArray(), run(network, series, graph.output()), TOLERANCE);
            }
        }
    }

    @Test
    void itsInputIsDescribedInWords() {
        String table = "time,Ax,Ay\n" + "0.00,1,2\n0.02,2,1\n0.04,1,2\n".repeat(1);
        MovementEncoder encoder =
                new MovementKind().forExamples(Stream.of(table.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        EncoderGraph.Input input = encoder.graph().orElseThrow().inputs().getFirst();
        assertEquals("series", input.name());
        assertEquals(
                "float (1, 2, 9): channels ax, ay in this order, each in the unit in which it was recorded; 50 steps a"
                        + " second, the middle of a longer recording, a shorter one with its ends held",
                input.description());
    }

    private static MovementEncoder encoder(int channels, int steps) {
        return new MovementKind()
                .forIdentity("movement/1/channels=" + channels + ";rate=unknown;steps=" + steps + ";lengths=hold");
    }

    private static float[] run(Network network, Series series, String output) {
        return network.run(Tensor.of(series.values(), 1, series.channels(), series.length()))
                .get(output)
                .floats();
    }
}
