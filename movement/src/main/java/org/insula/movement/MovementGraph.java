package org.insula.movement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.insula.onnx.Attribute;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.Shape;
import org.insula.onnx.Tensor;

/**
 * The transforms of a {@link MovementEncoder} as an ONNX graph of standard operators, from a series to its embedding.
 *
 * <p>A step at which a kernel is above its bias, or wins, is counted whole, so sums are added in the order of the Java
 * loops: the shifted copies of a series come from a convolution with weights 0 and 1, which is exact, and all that is
 * added up is added by operators that work number by number.
 */
final class MovementGraph {
    static final String SERIES = "series";
    static final String EMBEDDING = "embedding";

    private static final int TAPS = MiniRocketKernels.LENGTH;
    private static final Attribute KEEP = Attribute.of("keepdims", 1);

    private final GraphBuilder graph = new GraphBuilder();
    private final int channels;
    private final int steps;
    private final String series;

    private MovementGraph(int channels, int steps) {
        this.channels = channels;
        this.steps = steps;
        String input = graph.input(SERIES, ElementType.FLOAT, Shape.of(1, channels, steps));
        series = reshape(input, channels, steps);
    }

    /** The graph whose input {@code series} has shape (1, channels, steps) and whose output is (1, features). */
    static OnnxModel of(MiniRocketParameters miniRocket, HydraParameters hydra, int steps) {
        MovementGraph whole = new MovementGraph(miniRocket.channels(), steps);
        List<String> parts = new ArrayList<>();
        whole.miniRocket(miniRocket, parts);
        whole.hydra(hydra, parts);
        whole.levels(parts);
        String all = whole.concat(0, parts);
        int size = miniRocket.biases().length
                + hydra.dilations().length * hydra.groups() * Hydra.KERNELS * 2
                + Levels.PER_CHANNEL * miniRocket.channels();
        whole.graph.output(EMBEDDING, whole.reshape(all, 1, size), ElementType.FLOAT, Shape.of(1, size));
        return whole.graph.build();
    }

    // --- MiniRocket: at each dilation the output of all kernels, (84, steps), then the share above each bias

    private void miniRocket(MiniRocketParameters p, List<String> parts) {
        String exact = toDouble(series);
        String mean = node("ReduceMean", List.of(exact, graph.ints(1)), KEEP); // (channels, 1)
        String centred = toFloat(node("Sub", List.of(exact, mean)));
        String deviation = node("Sqrt", List.of(meanSquare(centred)));
        String still =
                node("LessOrEqual", List.of(deviation, times(node("Abs", List.of(mean)), DilatedSeries.ROUNDING)));
        String least = times(deviation, DilatedSeries.LEAST_SHARE);
        int[] counts = p.channelCounts();
        int[] starts = starts(counts);
        int biasAt = 0;
        for (int d = 0; d < p.dilations().length; d++) {
            int dilation = p.dilations()[d];
            List<String> taps = taps(centred, channels, steps, dilation); // nine of (channels, steps)
            String alpha = node("Neg", List.of(node("Sum", taps)));
            String factor = factor(taps, alpha, dilation, least, still); // (channels, 1)
            String scaledAlpha = withZeroRow(node("Mul", List.of(alpha, factor)));
            List<String> tripled = taps.stream()
                    .map(tap -> node("Mul", List.of(graph.scalar(3), node("Mul", List.of(tap, factor)))))
                    .toList();
            String gamma = withZeroRow(concat(0, tripled)); // (9 × channels + 1, steps)
            int from = d * MiniRocketKernels.COUNT;
            String outputs = outputs(p, counts, starts, from, scaledAlpha, gamma);
            int features = p.featuresPerDilation()[d];
            float[] biases = Arrays.copyOfRange(p.biases(), biasAt, biasAt + MiniRocketKernels.COUNT * features);
            parts.add(shares(outputs, d, 4 * dilation, features, biases));
            biasAt += biases.length;
        }
    }

    /** One over the root mean square of the kernels' outputs over whole windows; 0 for a channel that is still. */
    private String factor(List<String> taps, String alpha, int dilation, String least, String still) {
        int margin = 4 * dilation;
        String off = node("Div", List.of(alpha, graph.scalar(TAPS)));
        List<String> squares = taps.stream()
                .map(tap -> node("Add", List.of(tap, off)))
                .map(away -> node("Mul", List.of(away, away)))
                .toList();
        String spread = toDouble(slice(node("Sum", squares), margin, steps - margin));
        String mean = node("ReduceMean", List.of(spread, graph.ints(1)), KEEP);
        double kernels = (double) DilatedSeries.KERNELS_OVER_VALUES / TAPS;
        String scale = node("Max", List.of(least, node("Sqrt", List.of(times(mean, kernels)))));
        return toFloat(node("Where", List.of(still, doubled(0), node("Div", List.of(doubled(1), scale)))));
    }

    /** The outputs of the 84 kernels, (84, steps): one round for each channel that a kernel adds up. */
    private String outputs(MiniRocketParameters p, int[] counts, int[] starts, int from, String alpha, String gamma) {
        int rounds = Arrays.stream(counts, from, from + MiniRocketKernels.COUNT)
                .max()
                .orElseThrow();
        String sum = "";
        for (int round = 0; round < rounds; round++) {
            long[] alphaRows = new long[MiniRocketKernels.COUNT];
            long[][] gammaRows = new long[3][MiniRocketKernels.COUNT];
            for (int kernel = 0; kernel < MiniRocketKernels.COUNT; kernel++) {
                boolean more = round < counts[from + kernel];
                int channel = more ? p.channelIndices()[starts[from + kernel] + round] : channels;
                alphaRows[kernel] = channel;
                for (int i = 0; i < 3; i++) {
                    int place = MiniRocketKernels.offset(kernel, i) + TAPS / 2;
                    gammaRows[i][kernel] = more ? (long) place * channels + channel : (long) TAPS * channels;
                }
            }
            String row = rows(alpha, alphaRows);
            for (long[] shifted : gammaRows) {
                row = node("Add", List.of(row, rows(gamma, shifted)));
            }
            sum = sum.isEmpty() ? row : node("Add", List.of(sum, row));
        }
        return sum;
    }

    /** Kernels that see beyond the ends and those that see whole windows alternate. */
    private String shares(String outputs, int d, int margin, int features, float[] biases) {
        int half = MiniRocketKernels.COUNT / 2;
        String all = graph.constant(Tensor.wrap(biases, MiniRocketKernels.COUNT, features, 1));
        List<String> sides = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            long[] kernels = new long[half];
            for (int i = 0; i < half; i++) {
                kernels[i] = 2L * i + (side + d) % 2;
            }
            String c = rows(outputs, kernels);
            String seen = side == 0 ? c : slice(c, margin, steps - margin);
            String above =
                    node("Greater", List.of(node("Unsqueeze", List.of(seen, graph.ints(1))), rows(all, kernels)));
            sides.add(node(
                    "ReduceMean",
                    List.of(toFloat(above), graph.ints(2)),
                    Attribute.of("keepdims", 0))); // (42, features)
        }
        long[] back = new long[MiniRocketKernels.COUNT];
        for (int i = 0; i < half; i++) {
            back[2 * i + d % 2] = i;
            back[2 * i + (1 + d) % 2] = half + i;
        }
        return reshape(rows(concat(0, sides), back), -1);
    }

    // --- Hydra: for each dilation and side, who wins at each step among the eight kernels of a group

    private void hydra(HydraParameters p, List<String> parts) {
        String differences = node("Sub", List.of(slice(series, 1, steps), slice(series, 0, steps - 1)));
        int half = p.groups() / 2;
        for (int block = 0; block < 2 * p.dilations().length; block++) {
            boolean first = block % 2 == 0;
            String summed = summed(first ? series : differences, p, block * half, half);
            compete(p, summed, first ? steps : steps - 1, p.dilations()[block / 2], block * half, half, parts);
        }
    }

    /** Of each group its channels added up, (half, steps). */
    private String summed(String side, HydraParameters p, int from, int half) {
        String sum = "";
        for (int round = 0; round < p.channelsPerGroup(); round++) {
            long[] rows = new long[half];
            for (int group = 0; group < half; group++) {
                rows[group] = p.channelIndices()[(from + group) * p.channelsPerGroup() + round];
            }
            String next = rows(side, rows);
            sum = sum.isEmpty() ? next : node("Add", List.of(sum, next));
        }
        return sum;
    }

    private void compete(
            HydraParameters p, String side, int length, int dilation, int from, int half, List<String> parts) {
        List<String> products = new ArrayList<>();
        List<String> taps = taps(side, half, length, dilation);
        float[] weights = p.weights();
        for (int j = 0; j < Hydra.LENGTH; j++) {
            float[] column = new float[half * Hydra.KERNELS];
            for (int group = 0; group < half; group++) {
                int at = ((from + group) * Hydra.LENGTH + j) * Hydra.KERNELS;
                System.arraycopy(weights, at, column, group * Hydra.KERNELS, Hydra.KERNELS);
            }
            String weight = graph.constant(Tensor.wrap(column, half, Hydra.KERNELS, 1));
            products.add(node("Mul", List.of(weight, node("Unsqueeze", List.of(taps.get(j), graph.ints(1))))));
        }
        String z = node("Sum", products); // (half, 8, length)
        String kernels = graph.constant(Tensor.wrap(new long[] {0, 1, 2, 3, 4, 5, 6, 7}, Hydra.KERNELS, 1));
        String largest = node("ArgMax", List.of(z), Attribute.of("axis", 1), KEEP);
        String smallest = node("ArgMin", List.of(z), Attribute.of("axis", 1), KEEP);
        String won = node("Where", List.of(node("Equal", List.of(largest, kernels)), z, graph.scalar(0)));
        for (String counted : List.of(won, toFloat(node("Equal", List.of(smallest, kernels))))) {
            String sum = node("ReduceSum", List.of(counted, graph.ints(2)), Attribute.of("keepdims", 0));
            parts.add(reshape(node("Sqrt", List.of(node("Max", List.of(sum, graph.scalar(0))))), -1));
        }
    }

    // --- Levels

    private void levels(List<String> parts) {
        String exact = toDouble(series);
        String mean = node("ReduceMean", List.of(exact, graph.ints(1)), KEEP);
        String off = node("Sub", List.of(exact, mean));
        String rises = node("Sub", List.of(slice(exact, 1, steps), slice(exact, 0, steps - 1)));
        List<String> columns = new ArrayList<>(List.of(toFloat(mean)));
        for (String away : List.of(off, rises)) {
            String strength = node("Sqrt", List.of(meanSquare(away)));
            columns.add(toFloat(node("Log", List.of(node("Add", List.of(strength, doubled(Levels.STILL)))))));
        }
        parts.add(reshape(concat(1, columns), -1));
    }

    // --- operators

    /** The rows of (rows, length) shifted by −4 to 4 dilations, nine of the same shape, with 0 beyond the ends. */
    private List<String> taps(String x, int rows, int length, int dilation) {
        float[] identity = new float[TAPS * TAPS];
        for (int j = 0; j < TAPS; j++) {
            identity[j * TAPS + j] = 1;
        }
        String shifted = node(
                "Conv",
                List.of(reshape(x, rows, 1, length), graph.constant(Tensor.wrap(identity, TAPS, 1, TAPS))),
                Attribute.ofInts("dilations", dilation),
                Attribute.ofInts("pads", 4L * dilation, 4L * dilation)); // (rows, 9, length)
        List<String> taps = new ArrayList<>();
        for (int j = 0; j < TAPS; j++) {
            taps.add(
                    node("Gather", List.of(shifted, graph.constant(Tensor.scalar((long) j))), Attribute.of("axis", 1)));
        }
        return taps;
    }

    private String withZeroRow(String x) {
        return concat(0, List.of(x, graph.constant(Tensor.wrap(new float[steps], 1, steps))));
    }

    private String rows(String x, long[] rows) {
        return node("Gather", List.of(x, graph.ints(rows)), Attribute.of("axis", 0));
    }

    private String slice(String x, int from, int to) {
        return node("Slice", List.of(x, graph.ints(from), graph.ints(to), graph.ints(1)));
    }

    private String concat(int axis, List<String> parts) {
        return node("Concat", parts, Attribute.of("axis", axis));
    }

    private String reshape(String x, long... shape) {
        return node("Reshape", List.of(x, graph.ints(shape)));
    }

    private String meanSquare(String x) {
        String exact = toDouble(x);
        return node("ReduceMean", List.of(node("Mul", List.of(exact, exact)), graph.ints(1)), KEEP);
    }

    private String times(String x, double factor) {
        return node("Mul", List.of(x, doubled(factor)));
    }

    /** A double, as the sum of two floats, which holds 48 of its bits. */
    private String doubled(double value) {
        float high = (float) value;
        return node("Add", List.of(toDouble(graph.scalar(high)), toDouble(graph.scalar((float) (value - high)))));
    }

    private String toDouble(String x) {
        return node("Cast", List.of(x), Attribute.of("to", ElementType.DOUBLE.number()));
    }

    private String toFloat(String x) {
        return node("Cast", List.of(x), Attribute.of("to", ElementType.FLOAT.number()));
    }

    private String node(String operator, List<String> inputs, Attribute... attributes) {
        return graph.node(operator, inputs, attributes);
    }

    private static int[] starts(int[] counts) {
        int[] starts = new int[counts.length];
        for (int i = 1; i < counts.length; i++) {
            starts[i] = starts[i - 1] + counts[i - 1];
        }
        return starts;
    }
}
