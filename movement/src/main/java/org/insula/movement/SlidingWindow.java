package org.insula.movement;

import java.util.Arrays;

/**
 * The latest stretch of a stream of samples, again and again: a window of {@code steps} that closes every {@code hop}
 * steps, the first one when it is full. Samples lie in a ring, so nothing is allocated but the series that is given.
 *
 * <p>For use by one thread.
 */
public final class SlidingWindow {
    private final int channels;
    private final int steps;
    private final int hop;
    private final float[] ring;
    private long taken;
    private long closesAt;

    /**
     * @param channels of each sample, from 1
     * @param steps how long a window is, from 1
     * @param hop steps from the end of one window to that of the next, from 1
     * @throws MovementException if a number is out of range
     */
    public SlidingWindow(int channels, int steps, int hop) {
        if (channels < 1 || steps < 1 || hop < 1 || (long) channels * steps > MovementShape.MAX_VALUES) {
            throw new MovementException("A window of " + channels + " channels and " + steps + " steps every " + hop
                    + " was asked for; give at least 1 of each and at most " + MovementShape.MAX_VALUES
                    + " values in all.");
        }
        this.channels = channels;
        this.steps = steps;
        this.hop = hop;
        ring = new float[channels * steps];
        closesAt = steps;
    }

    /**
     * Takes the next sample.
     *
     * @param sample shape (channels,), finite; not kept
     * @return whether a window closed with it, which {@link #series} then gives
     * @throws MovementException if it has other channels or a value is not finite; then it was not taken
     */
    public boolean add(float... sample) {
        if (sample.length != channels) {
            throw new MovementException("A sample of " + sample.length + " values came where " + channels
                    + " are expected; give one for each channel.");
        }
        for (float value : sample) {
            if (!Float.isFinite(value)) {
                throw new MovementException(
                        "A sample holds " + value + "; give finite numbers, such as the last one again for a gap.");
            }
        }
        int at = (int) (taken % steps);
        for (int channel = 0; channel < channels; channel++) {
            ring[channel * steps + at] = sample[channel];
        }
        taken++;
        boolean closed = taken == closesAt;
        closesAt += closed ? hop : 0;
        return closed;
    }

    /**
     * The last {@code steps} samples, the oldest first.
     *
     * @throws MovementException if there were not so many yet
     */
    public Series series() {
        if (taken < steps) {
            throw new MovementException(
                    "The window has " + taken + " of " + steps + " steps; add samples until it closes.");
        }
        int oldest = (int) (taken % steps);
        float[] values = new float[ring.length];
        for (int channel = 0; channel < channels; channel++) {
            int from = channel * steps;
            System.arraycopy(ring, from + oldest, values, from, steps - oldest);
            System.arraycopy(ring, from, values, from + steps - oldest, oldest);
        }
        return Series.wrap(channels, steps, values);
    }

    /** Forgets all samples, for a stream that was interrupted. */
    public void clear() {
        taken = 0;
        closesAt = steps;
        Arrays.fill(ring, 0);
    }
}
