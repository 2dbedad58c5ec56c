package org.insula.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.insula.onnx.ElementType;
import org.insula.onnx.Network;
import org.insula.onnx.OnnxException;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.Tensor;
import org.insula.onnx.ValueInfo;

/**
 * A network in memory, warmed up, with how many callers it is worth computing at once: found by timing it, so that a
 * network that gains nothing from batches is not given any.
 *
 * @param network stays with whoever opened it
 * @param port what it takes and gives
 * @param mostAtOnce 1 if batches change its answers or gain nothing
 */
record OpenNetwork(Network network, TensorPort port, int mostAtOnce) {
    private static final int MOST = 32;
    private static final double WORTH_IT = 0.93;
    private static final double SAME = 1e-4;
    private static final long BUDGET_NANOS = 150_000_000;
    private static final int BYTES_PER_MODEL = 300_000;

    /**
     * Opens the bytes of an {@code .onnx} file.
     *
     * @throws OnnxException if they are none that can be run
     */
    static Residency.Opened<OpenNetwork> open(byte[] onnx) {
        OnnxModel model = OnnxModel.parse(onnx);
        Network network = Network.load(onnx);
        try {
            TensorPort port = new TensorPort(network.inputs(), network.outputs(), model.metadata());
            OpenNetwork open = new OpenNetwork(network, port, worthAtOnce(network));
            return new Residency.Opened<>(open, 2L * onnx.length + BYTES_PER_MODEL);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** The largest batch that is still computed faster, for each of its rows, than one of half the size. */
    private static int worthAtOnce(Network network) {
        if (!takesBatches(network)) {
            return 1;
        }
        try {
            if (!answersAlike(network)) {
                return 1;
            }
            long start = System.nanoTime();
            int best = 1;
            double each = timed(network, 1);
            for (int rows = 2; rows <= MOST && System.nanoTime() - start < BUDGET_NANOS; rows *= 2) {
                double now = timed(network, rows) / rows;
                if (now > WORTH_IT * each) {
                    break;
                }
                each = now;
                best = rows;
            }
            return best;
        } catch (OnnxException e) {
            return 1; // it does not take the made-up numbers; it may well take the callers'
        }
    }

    /** Whether the first extent of everything is one and the same open one, and all others are fixed. */
    private static boolean takesBatches(Network network) {
        List<ValueInfo> all = new ArrayList<>(network.inputs());
        all.addAll(network.outputs());
        return network.inputs().stream().allMatch(OpenNetwork::isBatch)
                && network.outputs().stream()
                        .allMatch(value ->
                                value.shape().rank() > 0 && value.shape().extent(0) < 0)
                && all.stream()
                                .map(value -> value.shape().dimensions().getFirst())
                                .distinct()
                                .count()
                        == 1;
    }

    private static boolean isBatch(ValueInfo input) {
        for (int i = 1; i < input.shape().rank(); i++) {
            if (input.shape().extent(i) < 0) {
                return false;
            }
        }
        return input.shape().rank() > 0
                && input.shape().extent(0) < 0
                && (input.type() == ElementType.FLOAT || input.type() == ElementType.INT64);
    }

    private static boolean answersAlike(Network network) {
        Map<String, Tensor> one = made(network, 1, 1);
        Map<String, Tensor> two = made(network, 2, 2);
        List<Map<String, Tensor>> together =
                Batches.split(network.run(Batches.join(List.of(one, two))), new long[] {1, 2});
        return alike(network.run(one), together.getFirst()) && alike(network.run(two), together.getLast());
    }

    private static boolean alike(Map<String, Tensor> alone, Map<String, Tensor> together) {
        for (Map.Entry<String, Tensor> output : alone.entrySet()) {
            Tensor a = output.getValue();
            Tensor b = together.get(output.getKey());
            if (!a.isFloat()) {
                if (!a.equals(b)) {
                    return false;
                }
                continue;
            }
            for (int i = 0; i < a.size(); i++) {
                double x = a.floats()[i];
                if (Math.abs(x - b.floats()[i]) > SAME * Math.max(1, Math.abs(x))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The shortest of three runs, in nanoseconds. */
    private static double timed(Network network, int rows) {
        Map<String, Tensor> input = made(network, rows, 3);
        network.run(input);
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            network.run(input);
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        return shortest;
    }

    private static Map<String, Tensor> made(Network network, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> made = new LinkedHashMap<>();
        for (ValueInfo input : network.inputs()) {
            long[] shape = new long[input.shape().rank()];
            shape[0] = rows;
            long size = rows;
            for (int i = 1; i < shape.length; i++) {
                shape[i] = input.shape().extent(i);
                size = Math.multiplyExact(size, shape[i]);
            }
            made.put(input.name(), made(input.type(), Math.toIntExact(size), shape, random));
        }
        return made;
    }

    private static Tensor made(ElementType type, int size, long[] shape, SplittableRandom random) {
        if (type == ElementType.FLOAT) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) random.nextDouble();
            }
            return Tensor.wrap(values, shape);
        }
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(2);
        }
        return Tensor.wrap(values, shape);
    }
}
