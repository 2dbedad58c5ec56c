package org.insula.networks;

import com.fasterxml.jackson.databind.JsonNode;
import org.insula.onnx.Tensor;

/** The inputs of the golden numbers, made as {@code golden/golden.mjs} makes them. */
final class GoldenInput {
    private static final long SEED = 12345;

    private long state = SEED;

    private GoldenInput() {}

    static Tensor make(JsonNode input) {
        GoldenInput generator = new GoldenInput();
        JsonNode extents = input.path("shape");
        long[] shape = new long[extents.size()];
        int size = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = extents.get(i).asLong();
            size *= (int) shape[i];
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) generator.value(input.path("kind").asText(), i);
        }
        return Tensor.wrap(values, shape);
    }

    private double value(String kind, int i) {
        state = (1664525 * state + 1013904223) & 0xffffffffL;
        double uniform = state / 4294967296.0;
        return switch (kind) {
            case "unit" -> uniform;
            case "signed" -> 2 * uniform - 1;
            case "bytes" -> Math.floor(256 * uniform);
            case "tones" ->
                0.3 * Math.sin((2 * Math.PI * 440 * i) / 22050)
                        + 0.2 * Math.sin((2 * Math.PI * 660 * i) / 22050)
                        + 0.02 * (uniform - 0.5);
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
