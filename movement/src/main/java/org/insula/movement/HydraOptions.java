package org.insula.movement;

/**
 * How a {@link Hydra} is made. Start from {@link #standard()}.
 *
 * @param groups of eight kernels at each dilation, 2 to 1,024 and even: half see the series, half its differences
 * @param seed draws the weights and the channels of each group
 */
public record HydraOptions(int groups, long seed) {
    public HydraOptions {
        if (groups < 2 || groups > 1_024 || groups % 2 != 0) {
            throw new MovementException(
                    "Hydra was asked for " + groups + " groups of kernels; give an even number from 2 to 1,024.");
        }
    }

    /** The constants of the paper: 64 groups. */
    public static HydraOptions standard() {
        return new HydraOptions(64, 0);
    }

    public HydraOptions withGroups(int number) {
        return new HydraOptions(number, seed);
    }

    public HydraOptions withSeed(long number) {
        return new HydraOptions(groups, number);
    }
}
