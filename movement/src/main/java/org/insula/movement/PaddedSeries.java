package org.insula.movement;

/** A series with {@code margin} zeros before and behind each channel. Scratch of one thread. */
final class PaddedSeries {
    private static final int MAX_VALUES = 1 << 30;

    private final float[] values;
    private final int length;
    private final int margin;

    private PaddedSeries(int channels, int length, int margin) {
        long size = channels * (length + 2L * margin) + Convolution.SLACK;
        if (size > MAX_VALUES) {
            throw new MovementException("The series has " + channels + " channels of " + length
                    + " steps, more than can be transformed at once; cut it into windows.");
        }
        values = new float[(int) size];
        this.length = length;
        this.margin = margin;
    }

    static PaddedSeries of(Series series, int margin) {
        PaddedSeries padded = new PaddedSeries(series.channels(), series.length(), margin);
        for (int channel = 0; channel < series.channels(); channel++) {
            System.arraycopy(
                    series.values(), channel * series.length(), padded.values, padded.start(channel), series.length());
        }
        return padded;
    }

    /** What each step adds to the one before, one step shorter than the series. */
    static PaddedSeries differences(Series series, int margin) {
        PaddedSeries padded = new PaddedSeries(series.channels(), series.length() - 1, margin);
        for (int channel = 0; channel < series.channels(); channel++) {
            int to = padded.start(channel);
            for (int t = 0; t < padded.length; t++) {
                padded.values[to + t] = series.at(channel, t + 1) - series.at(channel, t);
            }
        }
        return padded;
    }

    /** Of each channel; shorter by one for differences. */
    int length() {
        return length;
    }

    int margin() {
        return margin;
    }

    /** How far one channel lies behind the one before, margins included. */
    int stride() {
        return length + 2 * margin;
    }

    /** Where step 0 of a channel lies in {@link #values}. */
    int start(int channel) {
        return channel * stride() + margin;
    }

    /** All channels with their margins, and {@link Convolution#SLACK} behind. */
    float[] values() {
        return values;
    }

    /** Copies one channel with its margins. */
    void copy(int channel, float[] target) {
        System.arraycopy(values, channel * stride(), target, 0, stride());
    }

    /** Adds one channel with its margins. */
    void add(int channel, float[] target) {
        int from = channel * stride();
        for (int i = 0; i < stride(); i++) {
            target[i] += values[from + i];
        }
    }
}
