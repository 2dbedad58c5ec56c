package org.insula.movement;

/**
 * Where and how strongly a series moves: what {@link MiniRocket#frozen} leaves out. A sensor at rest is told from one
 * that shakes, and one that lies from one that stands.
 */
public final class Levels {
    /** How many numbers each channel gives. */
    public static final int PER_CHANNEL = 3;

    /** Below this, strengths are not told apart, so that the logarithm of a still channel is bounded. */
    static final double STILL = 1e-4;

    private Levels() {}

    /**
     * Three numbers of each channel.
     *
     * @return shape (channels × 3,): of each channel the mean in its own unit, the natural logarithm of its deviation
     *     plus 0.0001, and that of the root mean square of its differences from step to step plus 0.0001
     */
    public static float[] of(Series series) {
        float[] levels = new float[series.channels() * PER_CHANNEL];
        for (int channel = 0; channel < series.channels(); channel++) {
            double sum = 0;
            for (int t = 0; t < series.length(); t++) {
                sum += series.at(channel, t);
            }
            double mean = sum / series.length();
            double squares = 0;
            double steps = 0;
            for (int t = 0; t < series.length(); t++) {
                double off = series.at(channel, t) - mean;
                double step = t == 0 ? 0 : (double) series.at(channel, t) - series.at(channel, t - 1);
                squares += off * off;
                steps += step * step;
            }
            int at = channel * PER_CHANNEL;
            levels[at] = (float) mean;
            levels[at + 1] = (float) Math.log(Math.sqrt(squares / series.length()) + STILL);
            levels[at + 2] = (float) Math.log(Math.sqrt(steps / Math.max(1, series.length() - 1)) + STILL);
        }
        return levels;
    }
}
