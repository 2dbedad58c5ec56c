package org.insula.movement;

import java.util.Arrays;

/**
 * All that a {@link Hydra} knows, as plain numbers for a model file.
 *
 * <p>Groups are ordered by dilation, within it those on the series before those on its differences. Arrays are copied at
 * the border; safe to share between threads.
 *
 * @param channels of the series it transforms, 1 to 10,000
 * @param dilations shape (d,), ascending, from 1
 * @param groups at each dilation, even
 * @param channelsPerGroup how many channels each group adds up, 1 to 8
 * @param channelIndices shape (d, groups, channelsPerGroup): which ones; one may come twice
 * @param weights shape (d, groups, 9, 8), finite: for each place of the kernel the weights of the eight kernels
 */
public record HydraParameters(
        int channels, int[] dilations, int groups, int channelsPerGroup, int[] channelIndices, float[] weights) {
    public HydraParameters {
        dilations = dilations.clone();
        channelIndices = channelIndices.clone();
        weights = weights.clone();
        require(channels >= 1 && channels <= MiniRocketParameters.MAX_CHANNELS, channels + " channels");
        require(MiniRocketParameters.ascending(dilations), "dilations " + Arrays.toString(dilations));
        require(groups >= 2 && groups <= 1_024 && groups % 2 == 0, groups + " groups");
        require(channelsPerGroup >= 1 && channelsPerGroup <= 8, channelsPerGroup + " channels in a group");
        long all = (long) dilations.length * groups;
        require(channelIndices.length == all * channelsPerGroup, channelIndices.length + " channel numbers");
        require(weights.length == all * Hydra.KERNELS * Hydra.LENGTH, weights.length + " weights");
        for (int channel : channelIndices) {
            require(channel >= 0 && channel < channels, "channel number " + channel);
        }
        for (float weight : weights) {
            require(Float.isFinite(weight), "the weight " + weight);
        }
    }

    @Override
    public int[] dilations() {
        return dilations.clone();
    }

    @Override
    public int[] channelIndices() {
        return channelIndices.clone();
    }

    @Override
    public float[] weights() {
        return weights.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HydraParameters that
                && channels == that.channels
                && Arrays.equals(dilations, that.dilations)
                && groups == that.groups
                && channelsPerGroup == that.channelsPerGroup
                && Arrays.equals(channelIndices, that.channelIndices)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(dilations) + Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return "HydraParameters[" + channels + " channels, " + dilations.length + " dilations, " + groups + " groups]";
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new MovementException("The parameters of a Hydra hold " + what
                    + ", which does not fit the rest; give them as they were written.");
        }
    }
}
