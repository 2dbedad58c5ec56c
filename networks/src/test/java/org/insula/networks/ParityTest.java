package org.insula.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.insula.onnx.Network;
import org.insula.onnx.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each converted network against TensorFlow.js running the original; {@code golden/golden.mjs} made the numbers. */
class ParityTest {
    /** Of the largest magnitude of an output; the worst seen was a fifth of this. */
    private static final double TOLERANCE = 2e-5;

    /** Below this an output counts as zero: ONNX Runtime's sigmoid gives 0 where the original gives 3e-9. */
    private static final double SMALLEST_SCALE = 1e-3;

    private static Iterable<String> networks() {
        return Networks.names();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aConvertedNetworkGivesTheNumbersOfTheOriginal(String name) throws IOException {
        JsonNode golden =
                new ObjectMapper().readTree(Path.of("golden", name + ".json").toFile());
        try (Network network = Networks.open(name)) {
            Map<String, Tensor> outputs = network.run(GoldenInput.make(golden.path("input")));
            golden.path("outputs").properties().forEach(entry -> {
                assertTrue(outputs.containsKey(entry.getKey()), name + " gives " + outputs.keySet());
                check(name + "/" + entry.getKey(), entry.getValue(), outputs.get(entry.getKey()));
            });
            assertEquals(golden.path("outputs").size(), outputs.size(), name);
        }
    }

    private static void check(String output, JsonNode golden, Tensor tensor) {
        assertArrayEquals(longs(golden.path("shape")), tensor.shape(), output);
        float[] values = tensor.floats();
        double scale = Math.max(SMALLEST_SCALE, golden.path("max").asDouble());
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double allowed = TOLERANCE * scale;
        assertEquals(golden.path("mean").asDouble(), sum / values.length, allowed, output + " mean");
        assertEquals(golden.path("rms").asDouble(), Math.sqrt(squares / values.length), allowed, output + " rms");
        int stride = golden.path("stride").asInt();
        JsonNode samples = golden.path("samples");
        double worst = 0;
        for (int i = 0; i < samples.size(); i++) {
            worst = Math.max(worst, Math.abs(samples.get(i).asDouble() - values[i * stride]));
        }
        assertTrue(worst <= allowed, output + " is off by " + worst + " at a scale of " + scale);
    }

    private static long[] longs(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }
}
