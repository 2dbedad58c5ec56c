package org.insula.movement;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Chooses dilations, channels and biases. */
final class MiniRocketFit {
    private static final double GOLDEN_RATIO = (Math.sqrt(5) + 1) / 2;
    private static final int REFERENCES = 64;
    private static final int MOST_CHANNELS_TOGETHER = 9;

    private MiniRocketFit() {}

    static MiniRocket fit(Convolution convolution, List<Series> series, MiniRocketOptions options) {
        sameShape(series);
        return fit(convolution, series, options, new Random(options.seed()), false);
    }

    static MiniRocket frozen(Convolution convolution, int channels, int length, MiniRocketOptions options) {
        checkShape(channels, length);
        Random random = new Random(options.seed());
        List<Series> series = ReferenceSeries.of(REFERENCES, channels, length, random);
        return fit(convolution, series, options, random, true);
    }

    private static MiniRocket fit(
            Convolution convolution, List<Series> series, MiniRocketOptions options, Random random, boolean scaled) {
        int channels = series.getFirst().channels();
        Dilations dilations = Dilations.of(series.getFirst().length(), options);
        int[] counts = channelCounts(channels, MiniRocketKernels.COUNT * dilations.steps.length, random);
        int[] indices = channelIndices(channels, counts, random);
        float[] biases = biases(convolution, series, dilations, counts, indices, random, scaled);
        return new MiniRocket(
                convolution,
                new MiniRocketParameters(
                        channels, dilations.steps, dilations.features, counts, indices, biases, scaled));
    }

    private static void sameShape(List<Series> series) {
        if (series.isEmpty()) {
            throw new MovementException("MiniRocket was given no series to fit; give at least one.");
        }
        Series first = series.getFirst();
        for (Series s : series) {
            if (s.channels() != first.channels() || s.length() != first.length()) {
                throw new MovementException("A series of " + s.channels() + " channels and " + s.length()
                        + " steps came among ones of " + first.channels() + " and " + first.length()
                        + "; bring all to one shape first.");
            }
        }
        checkShape(first.channels(), first.length());
    }

    private static void checkShape(int channels, int length) {
        if (length < MiniRocketKernels.LENGTH) {
            throw new MovementException("The series have " + length + " steps, MiniRocket needs at least "
                    + MiniRocketKernels.LENGTH + "; record longer or at a higher rate.");
        }
        if (channels < 1 || channels > MiniRocketParameters.MAX_CHANNELS) {
            throw new MovementException("The series have " + channels + " channels, 1 to "
                    + MiniRocketParameters.MAX_CHANNELS + " are taken; choose some of them.");
        }
    }

    /** 2^U of them, U uniform from 0 to log2(min(channels, 9) + 1). */
    private static int[] channelCounts(int channels, int combinations, Random random) {
        int most = Math.min(channels, MOST_CHANNELS_TOGETHER);
        double exponent = StrictMath.log(most + 1) / StrictMath.log(2);
        int[] counts = new int[combinations];
        for (int i = 0; i < combinations; i++) {
            counts[i] = Math.clamp((int) StrictMath.pow(2, exponent * random.nextDouble()), 1, most);
        }
        return counts;
    }

    /** For each combination that many different channels. */
    private static int[] channelIndices(int channels, int[] counts, Random random) {
        int[] indices = new int[Arrays.stream(counts).sum()];
        int[] all = new int[channels];
        Arrays.setAll(all, i -> i);
        int at = 0;
        for (int count : counts) {
            for (int i = 0; i < count; i++) {
                int other = i + random.nextInt(channels - i);
                int chosen = all[other];
                all[other] = all[i];
                all[i] = chosen;
                indices[at++] = chosen;
            }
        }
        return indices;
    }

    private static float[] biases(
            Convolution convolution,
            List<Series> series,
            Dilations dilations,
            int[] counts,
            int[] indices,
            Random random,
            boolean scaled) {
        int length = series.getFirst().length();
        int most = dilations.steps[dilations.steps.length - 1];
        float[] biases = new float
                [MiniRocketKernels.COUNT * Arrays.stream(dilations.features).sum()];
        float[] c = new float[length + Convolution.SLACK];
        int combination = 0;
        int channelsAt = 0;
        int at = 0;
        for (int d = 0; d < dilations.steps.length; d++) {
            for (int kernel = 0; kernel < MiniRocketKernels.COUNT; kernel++) {
                int count = counts[combination++];
                DilatedSeries example =
                        new DilatedSeries(convolution, series.get(random.nextInt(series.size())), most, scaled);
                example.dilate(dilations.steps[d]);
                example.convolve(kernel, indices, channelsAt, count, 0, length, c);
                Arrays.sort(c, 0, length);
                for (int i = 0; i < dilations.features[d]; i++) {
                    biases[at] = quantile(c, length, (at + 1) * GOLDEN_RATIO % 1);
                    at++;
                }
                channelsAt += count;
            }
        }
        return biases;
    }

    /** The quantile q of ascending values, by linear interpolation between neighbours. */
    static float quantile(float[] sorted, int length, double q) {
        double place = q * (length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, length - 1);
        return (float) (sorted[below] + (place - below) * ((double) sorted[above] - sorted[below]));
    }

    /** Dilations and how many features each kernel has at them. */
    record Dilations(int[] steps, int[] features) {
        /** ⌊2^x⌋ for x evenly spaced from 0 to log2((length − 1) / 8); equal ones share their features. */
        static Dilations of(int length, MiniRocketOptions options) {
            int perKernel = options.features() / MiniRocketKernels.COUNT;
            int points = Math.min(perKernel, options.maxDilations());
            double exponent = StrictMath.log((length - 1) / 8.0) / StrictMath.log(2);
            int[] raw = new int[points];
            for (int i = 0; i < points; i++) {
                double x = points == 1 ? 0 : exponent * i / (points - 1);
                raw[i] = (int) Math.floor(StrictMath.pow(2, x) + 1e-9);
            }
            int[] steps = Arrays.stream(raw).distinct().toArray();
            int[] features = new int[steps.length];
            for (int i = 0; i < steps.length; i++) {
                int step = steps[i];
                features[i] = (int) (Arrays.stream(raw).filter(r -> r == step).count() * (long) perKernel / points);
            }
            int left = perKernel - Arrays.stream(features).sum();
            for (int i = 0; left > 0; i = (i + 1) % features.length, left--) {
                features[i]++;
            }
            return new Dilations(steps, features);
        }
    }
}
