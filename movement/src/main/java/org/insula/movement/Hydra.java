package org.insula.movement;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Hydra, groups of random kernels that compete at every step of a series: for each kernel, the sum of its outputs where
 * it is the largest of its group, and the number of steps where it is the smallest. Half the groups see the series, half
 * its differences. Beyond its ends a series is 0. Of several channels each group adds up a random few.
 *
 * <p>It needs no examples, so it is the same for all of one shape. Negative sums are taken as 0 and the square root of
 * each feature is given, which is the part of the paper's sparse scaling that needs no examples;
 * {@link SparseScaler} is the rest.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @see <a href="https://arxiv.org/abs/2203.13652">Dempster, Schmidt, Webb 2023, Hydra</a>; for several channels, the
 *     authors' published extension
 */
public final class Hydra {
    static final int LENGTH = 9;
    static final int KERNELS = 8;
    private static final int MOST_CHANNELS_TOGETHER = 8;

    private final Convolution convolution;
    private final HydraParameters parameters;
    private final int[] dilations;
    private final int[] channelIndices;
    private final float[] weights;

    Hydra(Convolution convolution, HydraParameters parameters) {
        this.convolution = convolution;
        this.parameters = parameters;
        dilations = parameters.dilations();
        channelIndices = parameters.channelIndices();
        weights = parameters.weights();
    }

    /** The transform that these parameters describe. */
    public static Hydra of(HydraParameters parameters) {
        return new Hydra(Convolution.best(), parameters);
    }

    /**
     * The transform of the paper for series of one shape, with dilations 1, 2, 4 … as far as the length allows.
     *
     * @param channels 1 to 10,000
     * @param length in steps, at least 9
     * @throws MovementException if the shape is out of range
     */
    public static Hydra of(int channels, int length, HydraOptions options) {
        if (channels < 1 || channels > MiniRocketParameters.MAX_CHANNELS || length < LENGTH) {
            throw new MovementException("Hydra was asked for series of " + channels + " channels and " + length
                    + " steps; give 1 to " + MiniRocketParameters.MAX_CHANNELS + " channels and at least " + LENGTH
                    + " steps.");
        }
        int[] dilations = IntStream.iterate(1, d -> d <= (length - 1) / (LENGTH - 1), d -> 2 * d)
                .toArray();
        int perGroup = channels == 1 ? 1 : Math.clamp(channels / 2, 2, MOST_CHANNELS_TOGETHER);
        int groups = dilations.length * options.groups();
        Random random = new Random(options.seed());
        float[] weights = weights(groups, random);
        int[] indices = random.ints((long) groups * perGroup, 0, channels).toArray();
        return of(new HydraParameters(channels, dilations, options.groups(), perGroup, indices, weights));
    }

    /** Drawn from a normal distribution; of each kernel, the mean is taken off and the sum of sizes made 1. */
    private static float[] weights(int groups, Random random) {
        float[] weights = new float[groups * LENGTH * KERNELS];
        for (int kernel = 0; kernel < groups * KERNELS; kernel++) {
            double[] drawn = new double[LENGTH];
            Arrays.setAll(drawn, j -> random.nextGaussian());
            double mean = Arrays.stream(drawn).average().orElseThrow();
            double size = Arrays.stream(drawn).map(w -> Math.abs(w - mean)).sum();
            int at = kernel / KERNELS * LENGTH * KERNELS + kernel % KERNELS;
            for (int j = 0; j < LENGTH; j++) {
                weights[at + j * KERNELS] = (float) ((drawn[j] - mean) / size);
            }
        }
        return weights;
    }

    /** What a model file has to hold to make this transform again. */
    public HydraParameters parameters() {
        return parameters;
    }

    /** How many numbers {@link #transform} gives. */
    public int features() {
        return dilations.length * parameters.groups() * KERNELS * 2;
    }

    /** How many channels a series must have. */
    public int channels() {
        return parameters.channels();
    }

    /** The fewest steps that a series must have; longer ones are taken too, but their sums grow with their length. */
    public int minLength() {
        return (LENGTH - 1) * dilations[dilations.length - 1] + 1;
    }

    /**
     * The features of one series.
     *
     * @return shape (features,): for each dilation, for the series and for its differences, the sums of all groups'
     *     kernels and then the counts, square roots of each, none negative
     * @throws MovementException if the series has other channels or is shorter than {@link #minLength}
     */
    public float[] transform(Series series) {
        Shapes.check(series, channels(), minLength());
        PaddedSeries values = PaddedSeries.of(series, 4 * dilations[dilations.length - 1]);
        PaddedSeries differences = PaddedSeries.differences(series, 4 * dilations[dilations.length - 1]);
        float[] features = new float[features()];
        float[] sum = new float[values.stride() + Convolution.SLACK];
        int half = parameters.groups() / 2;
        int group = 0;
        for (int at = 0; at < features.length; at += 2 * half * KERNELS) {
            PaddedSeries side = at / (2 * half * KERNELS) % 2 == 0 ? values : differences;
            int dilation = dilations[at / (4 * half * KERNELS)];
            for (int g = 0; g < half; g++, group++) {
                float[] x = sum(side, group, sum);
                int maxima = at + g * KERNELS;
                convolution.compete(
                        x,
                        side.margin(),
                        dilation,
                        side.length(),
                        weights,
                        group * LENGTH * KERNELS,
                        features,
                        maxima,
                        maxima + half * KERNELS);
            }
        }
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) Math.sqrt(Math.max(0, features[i]));
        }
        return features;
    }

    /** The channels of one group added up, with the margins. */
    private float[] sum(PaddedSeries side, int group, float[] sum) {
        int perGroup = parameters.channelsPerGroup();
        side.copy(channelIndices[group * perGroup], sum);
        for (int i = 1; i < perGroup; i++) {
            side.add(channelIndices[group * perGroup + i], sum);
        }
        return sum;
    }

    @Override
    public String toString() {
        return "Hydra[" + channels() + " channels, " + Arrays.toString(dilations) + ", " + features() + " features]";
    }
}
