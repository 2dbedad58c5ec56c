package org.insula.movement;

import java.util.Arrays;

/**
 * One series made ready for MiniRocket's convolutions at one dilation after another: since a kernel's weights are −1 and
 * 2, its output is a sum that all kernels share (alpha, all weights −1) and three shifted copies of the series tripled
 * (gamma). Scratch of one thread.
 */
final class DilatedSeries {
    private static final int MAX_VALUES = 1 << 30;

    private final Convolution convolution;
    private final int channels;
    private final int length;
    private final int margin;
    private final int stride;
    private final int alphaStride;
    private final float[] x;
    private final float[] tripled;
    private final float[] alpha;
    private final boolean[] alphaKnown;
    private int dilation = 1;

    /** The series with zeros to both sides, for dilations up to {@code maxDilation}. */
    DilatedSeries(Convolution convolution, Series series, int maxDilation) {
        this.convolution = convolution;
        channels = series.channels();
        length = series.length();
        margin = MiniRocketKernels.LENGTH / 2 * maxDilation;
        stride = length + 2 * margin;
        alphaStride = length + Convolution.SLACK;
        if ((long) channels * stride > MAX_VALUES) {
            throw new MovementException("The series has " + channels + " channels of " + length
                    + " steps, more than can be transformed at once; cut it into windows.");
        }
        x = new float[channels * stride + Convolution.SLACK];
        tripled = new float[x.length];
        alpha = new float[channels * alphaStride];
        alphaKnown = new boolean[channels];
        for (int channel = 0; channel < channels; channel++) {
            System.arraycopy(series.values(), channel * length, x, channel * stride + margin, length);
        }
        for (int i = 0; i < x.length; i++) {
            tripled[i] = 3 * x[i];
        }
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
            int start = channel * stride + margin + from;
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
            convolution.alpha(x, channel * stride + margin, dilation, length, alpha, channel * alphaStride);
            alphaKnown[channel] = true;
        }
        return alpha;
    }
}
