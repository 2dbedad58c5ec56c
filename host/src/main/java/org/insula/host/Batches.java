package org.insula.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.insula.onnx.Tensor;

/** Joining tensors along their first dimension, and taking them apart again. */
final class Batches {
    private Batches() {}

    /** Whether both have the same inputs, which differ in their first extent at most. */
    static boolean fit(Map<String, Tensor> first, Map<String, Tensor> next) {
        return first.keySet().equals(next.keySet())
                && first.entrySet().stream().allMatch(entry -> fit(entry.getValue(), next.get(entry.getKey())));
    }

    private static boolean fit(Tensor first, Tensor next) {
        if (first.isFloat() != next.isFloat() || first.rank() != next.rank() || first.rank() == 0) {
            return false;
        }
        for (int i = 1; i < first.rank(); i++) {
            if (first.extent(i) != next.extent(i)) {
                return false;
            }
        }
        return true;
    }

    static long rows(Map<String, Tensor> input) {
        return input.values().iterator().next().extent(0);
    }

    static Map<String, Tensor> join(List<Map<String, Tensor>> inputs) {
        Map<String, Tensor> joined = new LinkedHashMap<>();
        for (String name : inputs.getFirst().keySet()) {
            joined.put(
                    name,
                    concatenated(inputs.stream().map(input -> input.get(name)).toList()));
        }
        return joined;
    }

    private static Tensor concatenated(List<Tensor> parts) {
        long[] shape = parts.getFirst().shape();
        shape[0] = parts.stream().mapToLong(part -> part.extent(0)).sum();
        int size = parts.stream().mapToInt(Tensor::size).sum();
        int at = 0;
        if (parts.getFirst().isFloat()) {
            float[] all = new float[size];
            for (Tensor part : parts) {
                System.arraycopy(part.floats(), 0, all, at, part.size());
                at += part.size();
            }
            return Tensor.wrap(all, shape);
        }
        long[] all = new long[size];
        for (Tensor part : parts) {
            System.arraycopy(part.longs(), 0, all, at, part.size());
            at += part.size();
        }
        return Tensor.wrap(all, shape);
    }

    static List<Map<String, Tensor>> split(Map<String, Tensor> outputs, long[] rows) {
        List<Map<String, Tensor>> parts = new ArrayList<>();
        long from = 0;
        for (long count : rows) {
            Map<String, Tensor> part = new LinkedHashMap<>();
            for (Map.Entry<String, Tensor> output : outputs.entrySet()) {
                part.put(output.getKey(), slice(output.getValue(), from, count));
            }
            parts.add(part);
            from += count;
        }
        return parts;
    }

    private static Tensor slice(Tensor whole, long from, long count) {
        long[] shape = whole.shape();
        int row = Math.toIntExact(whole.size() / Math.max(1, shape[0]));
        shape[0] = count;
        int start = Math.toIntExact(from * row);
        int end = Math.toIntExact((from + count) * row);
        return whole.isFloat()
                ? Tensor.wrap(Arrays.copyOfRange(whole.floats(), start, end), shape)
                : Tensor.wrap(Arrays.copyOfRange(whole.longs(), start, end), shape);
    }
}
