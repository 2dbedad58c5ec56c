package org.insula.perception;

import java.util.Arrays;
import org.insula.signal.audio.Waveform;

/**
 * Where in a recording its sound is: from the first to the last of the short frames whose level stands out, of the peak
 * and of the background. Two takes that are cut alike can be compared moment by moment.
 */
final class SoundCore {
    private static final double FRAME_SECONDS = 0.02;
    private static final double HOP_SECONDS = 0.01;
    private static final double MARGIN_SECONDS = 0.01;
    private static final double ABOVE_BACKGROUND_DB = 6;
    private static final double BELOW_PEAK_DB = 10;
    private static final double SMALLEST_POWER = 1e-12;

    private final int from;
    private final int to;

    private SoundCore(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Finds the sound.
     *
     * @param samples at least one frame of 20 ms
     * @param rangeDb how far below the loudest frame it may fall
     */
    static SoundCore of(Waveform samples, double rangeDb) {
        int rate = samples.sampleRate();
        int hop = (int) (HOP_SECONDS * rate);
        int frame = (int) (FRAME_SECONDS * rate);
        double[] levels = levels(samples, frame, hop);
        double threshold = threshold(levels, rangeDb);
        int first = 0;
        while (levels[first] < threshold) {
            first++;
        }
        int last = levels.length - 1;
        while (levels[last] < threshold) {
            last--;
        }
        int margin = (int) (MARGIN_SECONDS * rate);
        return new SoundCore(
                Math.max(0, first * hop - margin), Math.min(samples.length(), last * hop + frame + margin));
    }

    /** The first sample of the sound. */
    int from() {
        return from;
    }

    /** The sample after its last. */
    int to() {
        return to;
    }

    /** The power of each frame in decibels, shape (frames,). */
    private static double[] levels(Waveform samples, int frame, int hop) {
        double[] levels = new double[1 + Math.max(0, samples.length() - frame) / hop];
        for (int t = 0; t < levels.length; t++) {
            double square = 0;
            int end = Math.min(samples.length(), t * hop + frame);
            for (int i = t * hop; i < end; i++) {
                square += (double) samples.at(i) * samples.at(i);
            }
            levels[t] = 10 * Math.log10(square / frame + SMALLEST_POWER);
        }
        return levels;
    }

    private static double threshold(double[] levels, double rangeDb) {
        double[] sorted = levels.clone();
        Arrays.sort(sorted);
        double background = sorted[(int) (0.1 * (sorted.length - 1))];
        double peak = sorted[sorted.length - 1];
        double clear = background + ABOVE_BACKGROUND_DB + 0.1 * (peak - background);
        return Math.max(peak - rangeDb, Math.min(clear, peak - BELOW_PEAK_DB));
    }
}
