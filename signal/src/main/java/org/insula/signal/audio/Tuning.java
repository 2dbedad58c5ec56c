package org.insula.signal.audio;

import java.util.Arrays;
import org.insula.signal.SignalException;

/**
 * How far music is tuned from A = 440 Hz, estimated as {@code librosa.estimate_tuning} does: spectral peaks are placed
 * between bins by a parabola through three of them (Smith, Spectral Audio Signal Processing), the louder half is kept,
 * and the fullest cell of a histogram of their distances from the nearest pitch is the answer.
 */
public final class Tuning {
    private static final double LOWEST_HERTZ = 150;
    private static final double HIGHEST_HERTZ = 4000;
    private static final double PEAK_THRESHOLD = 0.1;
    private static final int CELLS = 100;

    private Tuning() {}

    /**
     * The tuning of a sound by its magnitudes in frames of 2048 samples, 512 apart.
     *
     * @param binsPerOctave pitches in an octave, positive; 12 for semitones
     * @return from -0.5 to below 0.5 in steps of 0.01, in fractions of such a pitch step; 0 where there is no peak
     */
    public static double estimate(Waveform sound, int binsPerOctave) {
        return estimate(Stft.music().magnitude(sound), sound.sampleRate(), binsPerOctave);
    }

    /**
     * The tuning of a spectrogram.
     *
     * @param sizes magnitudes or powers of a short-time transform, fftLength / 2 + 1 bins; only peaks from 150 to 4000 Hz
     *     that exceed a tenth of their frame's largest value count
     * @param sampleRate of the sound in hertz
     * @param binsPerOctave pitches in an octave, positive
     * @return from -0.5 to below 0.5 in steps of 0.01, in fractions of a pitch step; 0 where there is no peak
     * @throws SignalException if a number is not positive or the spectrogram has fewer than 3 bins
     */
    public static double estimate(Spectrogram sizes, int sampleRate, int binsPerOctave) {
        if (sampleRate < 1 || sizes.bins() < 3) {
            throw new SignalException("The tuning of " + sizes.bins() + " bins at " + sampleRate
                    + " Hz is asked for; give at least 3 bins and a positive sample rate.");
        }
        Peaks peaks = new Peaks();
        double binHertz = sampleRate / (2.0 * (sizes.bins() - 1));
        for (int t = 0; t < sizes.frames(); t++) {
            collect(sizes.values(), t * sizes.bins(), sizes.bins(), binHertz, peaks);
        }
        return ofPitches(peaks.louderHalf(), binsPerOctave);
    }

    private static void collect(float[] values, int at, int bins, double binHertz, Peaks peaks) {
        float top = 0;
        for (int k = 0; k < bins; k++) {
            top = Math.max(top, values[at + k]);
        }
        float threshold = (float) (PEAK_THRESHOLD * top);
        int from = Math.max(1, (int) Math.ceil(LOWEST_HERTZ / binHertz));
        int to = Math.min(bins - 1, (int) Math.ceil(HIGHEST_HERTZ / binHertz));
        for (int k = from; k < to; k++) {
            float here = values[at + k];
            float left = values[at + k - 1];
            float right = values[at + k + 1];
            if (here > threshold && here > left && here >= right) {
                double slope = 0.5 * (right - left);
                double shift = slope / (2.0 * here - left - right);
                peaks.add((k + shift) * binHertz, here + 0.5 * slope * shift);
            }
        }
    }

    /**
     * The tuning of single pitches: {@code librosa.pitch_tuning}.
     *
     * @param hertz frequencies; those that are not positive are passed over
     * @param binsPerOctave pitches in an octave, positive
     * @return as {@link #estimate}
     */
    public static double ofPitches(double[] hertz, int binsPerOctave) {
        if (binsPerOctave < 1) {
            throw new SignalException(
                    "The tuning over " + binsPerOctave + " pitches in an octave is asked for; give a positive number.");
        }
        int[] counts = new int[CELLS];
        for (double pitch : hertz) {
            if (pitch > 0) {
                double place = binsPerOctave * Math.log(pitch / 27.5) / Math.log(2);
                double rest = place - Math.floor(place);
                counts[cell(rest >= 0.5 ? rest - 1 : rest)]++;
            }
        }
        int fullest = 0;
        boolean any = false;
        for (int i = 0; i < CELLS; i++) {
            fullest = counts[i] > counts[fullest] ? i : fullest;
            any |= counts[i] > 0;
        }
        return any ? edge(fullest) : 0;
    }

    /** Rounds as numpy's histogram does, so that a value on an edge belongs above it. */
    private static int cell(double rest) {
        int i = Math.clamp((int) ((rest + 0.5) * CELLS), 0, CELLS - 1);
        if (rest < edge(i)) {
            return i - 1;
        }
        return i + 1 < CELLS && rest >= edge(i + 1) ? i + 1 : i;
    }

    private static double edge(int cell) {
        return -0.5 + cell * 0.01;
    }

    /** A growing list of peaks. */
    private static final class Peaks {
        private double[] pitch = new double[1024];
        private double[] size = new double[1024];
        private int count;

        void add(double hertz, double magnitude) {
            if (count == pitch.length) {
                pitch = Arrays.copyOf(pitch, 2 * count);
                size = Arrays.copyOf(size, 2 * count);
            }
            pitch[count] = hertz;
            size[count++] = magnitude;
        }

        /** The pitches at least as loud as the median peak. */
        double[] louderHalf() {
            if (count == 0) {
                return new double[0];
            }
            double[] sorted = Arrays.copyOf(size, count);
            Arrays.sort(sorted);
            double median = count % 2 == 1 ? sorted[count / 2] : 0.5 * (sorted[count / 2 - 1] + sorted[count / 2]);
            double[] louder = new double[count];
            int n = 0;
            for (int i = 0; i < count; i++) {
                if (size[i] >= median) {
                    louder[n++] = pitch[i];
                }
            }
            return Arrays.copyOf(louder, n);
        }
    }
}
