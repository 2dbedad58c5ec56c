package org.insula.movement;

/**
 * How a {@link MiniRocket} is made. Start from {@link #standard()}.
 *
 * @param features how many numbers to aim for, 84 to 1,000,000; rounded down to a multiple of 84, so that 10,000 gives
 *     the 9,996 of the paper
 * @param maxDilations the most dilations of one kernel, 1 to 1,000
 * @param seed draws the channels of each kernel and the examples whose outputs give the biases
 */
public record MiniRocketOptions(int features, int maxDilations, long seed) {
    private static final int MAX_FEATURES = 1_000_000;

    public MiniRocketOptions {
        if (features < MiniRocketKernels.COUNT || features > MAX_FEATURES) {
            throw new MovementException("MiniRocket was asked for " + features + " features; give "
                    + MiniRocketKernels.COUNT + " to " + MAX_FEATURES + ".");
        }
        if (maxDilations < 1 || maxDilations > 1_000) {
            throw new MovementException(
                    "MiniRocket was asked for " + maxDilations + " dilations of each kernel; give 1 to 1,000.");
        }
    }

    /** The constants of the paper: 9,996 features, at most 32 dilations. */
    public static MiniRocketOptions standard() {
        return new MiniRocketOptions(10_000, 32, 0);
    }

    public MiniRocketOptions withFeatures(int number) {
        return new MiniRocketOptions(number, maxDilations, seed);
    }

    public MiniRocketOptions withSeed(long number) {
        return new MiniRocketOptions(features, maxDilations, number);
    }
}
