package org.insula.movement;

import java.util.Arrays;

/**
 * All that a {@link MiniRocket} knows, as plain numbers for a model file.
 *
 * <p>A <i>combination</i> is one kernel at one dilation; they are ordered by dilation, then by kernel. Arrays are copied
 * at the border; safe to share between threads.
 *
 * @param channels of the series it transforms, 1 to 10,000
 * @param dilations shape (d,), ascending, from 1
 * @param featuresPerDilation shape (d,): how many biases each kernel has at each dilation, at least one
 * @param channelCounts shape (84 · d,): how many channels each combination adds up
 * @param channelIndices shape (sum of channelCounts,): which ones
 * @param biases shape (84 · sum of featuresPerDilation,), finite
 * @param scaled whether the series is brought to one scale at each dilation before it is convolved, see
 *     {@link MiniRocket#frozen}
 */
public record MiniRocketParameters(
        int channels,
        int[] dilations,
        int[] featuresPerDilation,
        int[] channelCounts,
        int[] channelIndices,
        float[] biases,
        boolean scaled) {
    static final int MAX_CHANNELS = 10_000;
    private static final int MAX_DILATION = 1 << 24;

    public MiniRocketParameters {
        dilations = dilations.clone();
        featuresPerDilation = featuresPerDilation.clone();
        channelCounts = channelCounts.clone();
        channelIndices = channelIndices.clone();
        biases = biases.clone();
        require(channels >= 1 && channels <= MAX_CHANNELS, channels + " channels");
        require(ascending(dilations), "dilations " + Arrays.toString(dilations));
        require(featuresPerDilation.length == dilations.length, featuresPerDilation.length + " counts of features");
        require(
                channelCounts.length == (long) MiniRocketKernels.COUNT * dilations.length,
                channelCounts.length + " counts of channels");
        require(total(channelCounts, channels) == channelIndices.length, channelIndices.length + " channel numbers");
        require(
                MiniRocketKernels.COUNT * total(featuresPerDilation, Integer.MAX_VALUE) == biases.length,
                biases.length + " biases");
        for (int channel : channelIndices) {
            require(channel >= 0 && channel < channels, "channel number " + channel);
        }
        for (float bias : biases) {
            require(Float.isFinite(bias), "the bias " + bias);
        }
    }

    @Override
    public int[] dilations() {
        return dilations.clone();
    }

    @Override
    public int[] featuresPerDilation() {
        return featuresPerDilation.clone();
    }

    @Override
    public int[] channelCounts() {
        return channelCounts.clone();
    }

    @Override
    public int[] channelIndices() {
        return channelIndices.clone();
    }

    @Override
    public float[] biases() {
        return biases.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MiniRocketParameters that
                && channels == that.channels
                && Arrays.equals(dilations, that.dilations)
                && Arrays.equals(featuresPerDilation, that.featuresPerDilation)
                && Arrays.equals(channelCounts, that.channelCounts)
                && Arrays.equals(channelIndices, that.channelIndices)
                && Arrays.equals(biases, that.biases)
                && scaled == that.scaled;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(dilations) + Arrays.hashCode(biases);
    }

    @Override
    public String toString() {
        return "MiniRocketParameters[" + channels + " channels, " + dilations.length + " dilations, " + biases.length
                + " features]";
    }

    /** Whether they are one or more, from 1, each larger than the one before. */
    static boolean ascending(int[] dilations) {
        for (int i = 0; i < dilations.length; i++) {
            if (dilations[i] < 1 || dilations[i] > MAX_DILATION || (i > 0 && dilations[i] <= dilations[i - 1])) {
                return false;
            }
        }
        return dilations.length > 0;
    }

    /** The sum, or −1 if a count is not from 1 to {@code most}. */
    private static long total(int[] counts, int most) {
        long sum = 0;
        for (int count : counts) {
            if (count < 1 || count > most) {
                return -1;
            }
            sum += count;
        }
        return sum;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new MovementException("The parameters of a MiniRocket hold " + what
                    + ", which does not fit the rest; give them as they were written.");
        }
    }
}
