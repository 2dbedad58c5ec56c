package org.insula.movement;

import java.util.Arrays;

/**
 * One series made ready for MiniRocket's convolutions at one dilation after another: since a kernel's weights are −1 and
 * 2, its output is a sum that all kernels share (alpha, all weights −1) and three shifted copies of the series tripled
 * (gamma). Scratch of one thread.
 *
 * <p>A scaled series has each channel's mean taken off first, and at each dilation is divided by the root mean square
 * that the output of a kernel then has, over all 84 kernels and all whole windows. That needs no kernel: the mean square
 * over the kernels of one window is 20.25 times the variance of the nine values that it sees, since of nine values three
 * are drawn in every way.
 */
final class DilatedSeries {
    static final float KERNELS_OVER_VALUES = 20.25f;

    /** The least scale, as a share of the channel's deviation: below it there is only the noise of rounding. */
    static final double LEAST_SHARE = 0.01;

    /** A channel that deviates less than this share of its mean does not change. */
    static final double ROUNDING = 1e-6;

    private final Convolution convolution;
    private final boolean scaled;
    private final PaddedSeries series;
    private final double[] leastScale;
    private final int alphaStride;
    private final float[] tripled;
    private final float[] alpha;
    private final float[] spread;
    private final boolean[] ready;
    private int dilation = 1;

    /** Ready for dilations up to {@code maxDilation}. */
    DilatedSeries(Convolution convolution, Series source, int maxDilation, boolean scaled) {
        this.convolution = convolution;
        this.scaled = scaled;
        series = PaddedSeries.of(source, MiniRocketKernels.LENGTH / 2 * maxDilation);
        alphaStride = source.length() + Convolution.SLACK;
        leastScale = new double[source.channels()];
        for (int channel = 0; scaled && channel < source.channels(); channel++) {
            leastScale[channel] = centre(channel);
        }
        tripled = series.values().clone();
        for (int i = 0; i < tripled.length; i++) {
            tripled[i] *= 3;
        }
        alpha = new float[Math.multiplyExact(source.channels(), alphaStride)];
        spread = new float[scaled ? source.length() : 0];
        ready = new boolean[source.channels()];
    }

    /** Takes off the mean; returns the least scale of the channel, infinite for one that does not change. */
    private double centre(int channel) {
        float[] x = series.values();
        int from = series.start(channel);
        int to = from + series.length();
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i];
        }
        double mean = sum / series.length();
        double squares = 0;
        for (int i = from; i < to; i++) {
            x[i] = (float) (x[i] - mean);
            squares += (double) x[i] * x[i];
        }
        double deviation = Math.sqrt(squares / series.length());
        return deviation <= ROUNDING * Math.abs(mean) ? Double.POSITIVE_INFINITY : LEAST_SHARE * deviation;
    }

    /** Goes to a dilation; channels are made ready when they are first asked for. */
    void dilate(int steps) {
        dilation = steps;
        Arrays.fill(ready, false);
    }

    /**
     * The output of one kernel at this dilation, added up over channels, for the steps from {@code from} to before
     * {@code to}; beyond its ends the series is 0.
     *
     * @param c receives step {@code from} at 0, with {@link Convolution#SLACK} behind the last
     */
    void convolve(int kernel, int[] channelIndices, int at, int count, int from, int to, float[] c) {
        for (int i = 0; i < count; i++) {
            int channel = channelIndices[at + i];
            int start = series.start(channel) + from;
            if (!ready[channel]) {
                prepare(channel);
            }
            convolution.row(
                    alpha,
                    channel * alphaStride + from,
                    tripled,
                    start + MiniRocketKernels.offset(kernel, 0) * dilation,
                    start + MiniRocketKernels.offset(kernel, 1) * dilation,
                    start + MiniRocketKernels.offset(kernel, 2) * dilation,
                    to - from,
                    c,
                    i > 0);
        }
    }

    private void prepare(int channel) {
        int start = series.start(channel);
        int alphaAt = channel * alphaStride;
        convolution.alpha(series.values(), start, dilation, series.length(), alpha, alphaAt);
        if (scaled) {
            float factor = (float) (1 / scale(channel));
            for (int t = 0; t < series.length(); t++) {
                tripled[start + t] = 3 * (series.values()[start + t] * factor);
                alpha[alphaAt + t] *= factor;
            }
        }
        ready[channel] = true;
    }

    /** The root of the mean over whole windows; mean first, then deviations from it, so that nothing cancels. */
    private double scale(int channel) {
        int margin = MiniRocketKernels.LENGTH / 2 * dilation;
        int windows = series.length() - 2 * margin;
        int alphaAt = channel * alphaStride + margin;
        Arrays.fill(spread, 0, windows, 0);
        float[] x = series.values();
        for (int j = 0; j < MiniRocketKernels.LENGTH; j++) {
            int from = series.start(channel) + j * dilation;
            for (int t = 0; t < windows; t++) {
                float off = x[from + t] + alpha[alphaAt + t] / MiniRocketKernels.LENGTH;
                spread[t] += off * off;
            }
        }
        double sum = 0;
        for (int t = 0; t < windows; t++) {
            sum += spread[t];
        }
        double meanSquare = KERNELS_OVER_VALUES * sum / MiniRocketKernels.LENGTH / windows;
        return Math.max(leastScale[channel], Math.sqrt(meanSquare));
    }
}
