package org.insula.movement;

import java.util.Arrays;

/**
 * One series made ready for MiniRocket's convolutions at one dilation after another: since a kernel's weights are −1 and
 * 2, its output is a sum that all kernels share (alpha, all weights −1) and three shifted copies of the series tripled
 * (gamma). Scratch of one thread.
 */
final class DilatedSeries {
    private final Convolution convolution;
    private final PaddedSeries series;
    private final int alphaStride;
    private final float[] tripled;
    private final float[] alpha;
    private final boolean[] alphaKnown;
    private int dilation = 1;

    /** Ready for dilations up to {@code maxDilation}. */
    DilatedSeries(Convolution convolution, Series source, int maxDilation) {
        this.convolution = convolution;
        series = PaddedSeries.of(source, MiniRocketKernels.LENGTH / 2 * maxDilation);
        alphaStride = source.length() + Convolution.SLACK;
        tripled = series.values().clone();
        for (int i = 0; i < tripled.length; i++) {
            tripled[i] *= 3;
        }
        alpha = new float[Math.multiplyExact(source.channels(), alphaStride)];
        alphaKnown = new boolean[source.channels()];
    }

    /** Goes to a dilation; alphas are made when a channel is first asked for. */
    void dilate(int steps) {
        dilation = steps;
        Arrays.fill(alphaKnown, false);
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
            convolution.row(
                    alpha(channel),
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

    private float[] alpha(int channel) {
        if (!alphaKnown[channel]) {
            convolution.alpha(
                    series.values(), series.start(channel), dilation, series.length(), alpha, channel * alphaStride);
            alphaKnown[channel] = true;
        }
        return alpha;
    }
}
