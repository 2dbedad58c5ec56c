package org.insula.signal.audio;

import org.insula.signal.SignalException;

/**
 * Running medians of a spectrogram's absolute values over an odd number of frames or bins; outside the edge the values
 * are mirrored with the edge itself repeated (scipy's mode {@code reflect}).
 */
final class MedianFilter {
    static final int MAX_LENGTH = 255;

    /** How many neighbouring series are filtered at once; eight times this holds the 1025 bins of 2048 points. */
    private static final int LANES = 129;

    private MedianFilter() {}

    static void requireLength(int length) {
        if (length < 1 || length > MAX_LENGTH || length % 2 == 0) {
            throw new SignalException("A median over " + length + " values is asked for; give an odd number from 1 to "
                    + MAX_LENGTH + ".");
        }
    }

    /** Medians along time; shape (frames, bins). */
    static float[] overFrames(Spectrogram spectrogram, int length) {
        return filter(spectrogram.values(), spectrogram.frames(), spectrogram.bins(), 1, spectrogram.bins(), length);
    }

    /** Medians along frequency; shape (frames, bins). */
    static float[] overBins(Spectrogram spectrogram, int length) {
        return filter(spectrogram.values(), spectrogram.bins(), 1, spectrogram.bins(), spectrogram.frames(), length);
    }

    /** Filters {@code series} series, of which value i of series s is {@code values[i * step + s * apart]}. */
    private static float[] filter(float[] values, int count, int step, int apart, int series, int length) {
        float[] out = new float[values.length];
        if (values.length == 0) {
            return out;
        }
        int[][] block = new int[count][LANES];
        int[][] medians = new int[count][LANES];
        RunningMedian running = new RunningMedian(length, LANES);
        for (int first = 0; first < series; first += LANES) {
            int lanes = Math.min(LANES, series - first);
            for (int i = 0; i < count; i++) {
                int at = i * step + first * apart;
                for (int lane = 0; lane < lanes; lane++) {
                    block[i][lane] = Float.floatToRawIntBits(values[at + lane * apart]) & Integer.MAX_VALUE;
                }
            }
            running.filter(block, medians);
            for (int i = 0; i < count; i++) {
                int at = i * step + first * apart;
                for (int lane = 0; lane < lanes; lane++) {
                    out[at + lane * apart] = Float.intBitsToFloat(medians[i][lane]);
                }
            }
        }
        return out;
    }
}
