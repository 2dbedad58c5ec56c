package org.insula.movement;

import java.util.Arrays;

/**
 * A time series of one or more channels: what a sensor, a tracked hand or a spectrogram gives.
 *
 * <p>Immutable and safe to share between threads. Every value is finite.
 */
public final class Series {
    private final int channels;
    private final int length;
    private final float[] values;

    private Series(int channels, int length, float[] values) {
        if (channels < 1 || length < 1 || values.length != (long) channels * length) {
            throw new MovementException("A series of " + channels + " channels and " + length + " steps came with "
                    + values.length + " values; give channels × steps of them, and at least one.");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new MovementException("Channel " + i / length + " of the series is " + values[i] + " at step "
                        + i % length + "; every value must be a finite number.");
            }
        }
        this.channels = channels;
        this.length = length;
        this.values = values;
    }

    /**
     * A copy of the values as a series.
     *
     * @param values shape (channels, length), channel after channel, finite
     * @throws MovementException if the sizes do not agree or a value is not finite
     */
    public static Series of(int channels, int length, float... values) {
        return new Series(channels, length, values.clone());
    }

    /** A series around these values, which nobody else may write to. */
    static Series wrap(int channels, int length, float[] values) {
        return new Series(channels, length, values);
    }

    public int channels() {
        return channels;
    }

    /** How many steps each channel has. */
    public int length() {
        return length;
    }

    public float at(int channel, int step) {
        return values[channel * length + step];
    }

    /** A copy of one channel, shape (length,). */
    public float[] channel(int channel) {
        return Arrays.copyOfRange(values, channel * length, (channel + 1) * length);
    }

    /** The steps from {@code from} up to but not {@code to}. */
    Series slice(int from, int to) {
        int steps = to - from;
        float[] part = new float[channels * steps];
        for (int channel = 0; channel < channels; channel++) {
            System.arraycopy(values, channel * length + from, part, channel * steps, steps);
        }
        return new Series(channels, steps, part);
    }

    /** The array itself, shape (channels, length), for the transforms of this package, which only read it. */
    float[] values() {
        return values;
    }

    @Override
    public String toString() {
        return "Series[" + channels + " channels, " + length + " steps]";
    }
}
