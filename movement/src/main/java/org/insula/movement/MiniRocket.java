package org.insula.movement;

import java.util.Arrays;
import java.util.List;

/**
 * MiniRocket, a fixed set of small convolutions over a series whose features, taken to a linear classifier, recognise
 * movements about as well as far larger methods and far faster.
 *
 * <p>Each feature is the share of steps at which one kernel's output, at one dilation, is above one bias. Kernels have
 * length 9 and weights −1 and 2; every other combination of kernel and dilation sees zeros beyond the ends of the series,
 * the rest only whole windows. Of several channels each combination adds up a random few.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @see <a href="https://arxiv.org/abs/2012.08791">Dempster, Schmidt, Webb 2021, MiniRocket</a>
 */
public final class MiniRocket {
    private final Convolution convolution;
    private final MiniRocketParameters parameters;
    private final int[] dilations;
    private final int[] featuresPerDilation;
    private final int[] channelCounts;
    private final int[] channelIndices;
    private final float[] biases;

    MiniRocket(Convolution convolution, MiniRocketParameters parameters) {
        this.convolution = convolution;
        this.parameters = parameters;
        dilations = parameters.dilations();
        featuresPerDilation = parameters.featuresPerDilation();
        channelCounts = parameters.channelCounts();
        channelIndices = parameters.channelIndices();
        biases = parameters.biases();
    }

    /** The transform that these parameters describe. */
    public static MiniRocket of(MiniRocketParameters parameters) {
        return new MiniRocket(Convolution.best(), parameters);
    }

    /**
     * The transform of the paper: each bias is a quantile of a kernel's output on one of these series, drawn at random.
     *
     * @param series at least one, all of one number of channels and one length of at least 9 steps
     * @throws MovementException if there is no series, one is too short or they differ in shape
     */
    public static MiniRocket fit(List<Series> series, MiniRocketOptions options) {
        return MiniRocketFit.fit(Convolution.best(), series, options);
    }

    /**
     * A transform that depends on no example, so that what it gives can be kept while a model learns more. Biases are
     * quantiles of the kernels' outputs on made-up series, and each series is brought to the scale of those: the mean of
     * each channel is taken off, and at each dilation it is divided by the root mean square of the kernels' outputs. So
     * features say nothing of level and strength, which {@link Levels} gives.
     *
     * @param channels 1 to 10,000
     * @param length in steps, at least 9
     * @throws MovementException if the shape is out of range
     */
    public static MiniRocket frozen(int channels, int length, MiniRocketOptions options) {
        return MiniRocketFit.frozen(Convolution.best(), channels, length, options);
    }

    /** What a model file has to hold to make this transform again. */
    public MiniRocketParameters parameters() {
        return parameters;
    }

    /** How many numbers {@link #transform} gives. */
    public int features() {
        return biases.length;
    }

    /** How many channels a series must have. */
    public int channels() {
        return parameters.channels();
    }

    /** The fewest steps that a series must have; longer ones are taken too. */
    public int minLength() {
        return (MiniRocketKernels.LENGTH - 1) * dilations[dilations.length - 1] + 1;
    }

    /**
     * The features of one series.
     *
     * @return shape (features,), each in [0, 1]
     * @throws MovementException if the series has other channels or is shorter than {@link #minLength}
     */
    public float[] transform(Series series) {
        Shapes.check(series, channels(), minLength());
        DilatedSeries dilated =
                new DilatedSeries(convolution, series, dilations[dilations.length - 1], parameters.scaled());
        float[] c = new float[series.length() + Convolution.SLACK];
        float[] features = new float[biases.length];
        int combination = 0;
        int channelsAt = 0;
        int at = 0;
        for (int d = 0; d < dilations.length; d++) {
            dilated.dilate(dilations[d]);
            int margin = MiniRocketKernels.LENGTH / 2 * dilations[d];
            for (int kernel = 0; kernel < MiniRocketKernels.COUNT; kernel++) {
                int count = channelCounts[combination++];
                int cut = (d + kernel) % 2 == 0 ? 0 : margin;
                int to = series.length() - cut;
                dilated.convolve(kernel, channelIndices, channelsAt, count, cut, to, c);
                convolution.positives(c, to - cut, biases, at, featuresPerDilation[d], features);
                channelsAt += count;
                at += featuresPerDilation[d];
            }
        }
        return features;
    }

    @Override
    public String toString() {
        return "MiniRocket[" + channels() + " channels, " + Arrays.toString(dilations) + ", " + features()
                + " features]";
    }
}
