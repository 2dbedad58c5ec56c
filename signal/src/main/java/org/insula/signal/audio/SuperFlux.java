package org.insula.signal.audio;

import java.util.Arrays;
import org.insula.signal.SignalException;

/**
 * Onset strength after Böck and Widmer, “Maximum filter vibrato suppression for onset detection” (DAFx 2013): magnitudes
 * gathered into triangular bands a quarter tone apart, their logarithm {@code log₁₀(1 + x)}, and the summed rise of each
 * band over the largest of it and its two neighbours some frames before.
 *
 * <p>The paper's settings are 44,100 Hz, windows of 2048 samples 200 times a second, bands from 30 to 17,000 Hz, and the
 * earlier frame as far back as the window needs to fall to half its height, {@link #lag}.
 *
 * @param stft how frames are cut and transformed
 * @param bandsPerOctave 1 to 96
 * @param lowest bands have their middles from here on, in hertz, positive
 * @param highest to here, in hertz, or to half the sample rate if that is less
 */
public record SuperFlux(Stft stft, int bandsPerOctave, double lowest, double highest) {
    private static final int MAXIMUM_OVER = 3;
    private static final double HALF_HEIGHT = 0.5;

    /** @throws SignalException if a number is outside its range */
    public SuperFlux {
        if (bandsPerOctave < 1 || bandsPerOctave > 96 || !(lowest >= 1e-3 && lowest < highest && highest < 1e9)) {
            throw new SignalException("SuperFlux with " + bandsPerOctave + " bands an octave from " + lowest + " to "
                    + highest + " Hz is asked for; give 1 to 96 bands and a rising range of positive frequencies.");
        }
    }

    /**
     * The paper's settings at another sample rate: 24 bands an octave from 30 to 17,000 Hz, windows of the power of two
     * next to 46 ms, a hop of a two-hundredth of a second.
     */
    public static SuperFlux at(int sampleRate) {
        int window =
                Math.max(4, Integer.highestOneBit((int) Math.max(4, sampleRate * (2048 / 44_100.0) * Math.sqrt(2))));
        return new SuperFlux(
                new Stft(window, window, Math.max(1, Math.round(sampleRate / 200f)), Centring.ZEROS), 24, 30, 17_000);
    }

    /** How many frames back the earlier frame is: where a window is at half its height, at least 1. */
    public int lag() {
        int window = stft.windowLength();
        int rising = 0;
        while (rising < window / 2 && 0.5 - 0.5 * Math.cos(2 * Math.PI * rising / window) <= HALF_HEIGHT) {
            rising++;
        }
        return Math.max(1, (int) Math.rint((window / 2.0 - rising) / stft.hop()));
    }

    /**
     * The bands, logarithmic; shape (frames, bands).
     *
     * @throws SignalException if no band fits below half the sample rate
     */
    public Spectrogram bands(Waveform sound) {
        FilterBank bank = bank(sound.sampleRate());
        int count = stft.frames(sound.length());
        float[] values = Spectrogram.allocate(count, bank.bands());
        Frames frames = new Frames(stft);
        for (int t = 0; t < count; t += frames.atOnce()) {
            int some = Math.min(frames.atOnce(), count - t);
            frames.transform(sound.samples(), t, some);
            frames.bands(bank, Frames.Kind.MAGNITUDE, some, values, t * bank.bands());
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.log10(1 + values[i]);
        }
        return stft.spectrogram(values, bank.bands(), sound.sampleRate());
    }

    /** The strength at each frame, shape (frames,); 0 in the first {@link #lag} frames. */
    public float[] strength(Waveform sound) {
        return new OnsetStrength(lag(), MAXIMUM_OVER, OnsetStrength.Aggregate.SUM, false, 0).apply(bands(sound));
    }

    /** Triangles with their corners on bins; frequencies that fall on the same bin are one corner. */
    private FilterBank bank(int sampleRate) {
        int bins = stft.fftLength() / 2;
        double binHertz = (double) sampleRate / stft.fftLength();
        int[] corners = corners(binHertz, bins);
        if (corners.length < 3) {
            throw new SignalException("No band from " + lowest + " to " + highest + " Hz fits below half of "
                    + sampleRate + " Hz; give a longer window or a wider range.");
        }
        float[][] weights = new float[corners.length - 2][bins + 1];
        for (int band = 0; band < weights.length; band++) {
            int left = corners[band];
            int peak = corners[band + 1];
            int right = corners[band + 2];
            for (int bin = left; bin < right; bin++) {
                weights[band][bin] =
                        bin < peak ? (float) (bin - left) / (peak - left) : (float) (right - bin) / (right - peak);
            }
        }
        return FilterBank.of(weights);
    }

    /**
     * Steps counted from A = 440 Hz, one more at either end for the outer corners, on their nearest bins, each bin once.
     */
    private int[] corners(double binHertz, int bins) {
        int from = (int) Math.ceil(steps(lowest)) - 1;
        int to = (int) Math.floor(steps(Math.min(highest, bins * binHertz))) + 1;
        int[] corners = new int[Math.max(0, to - from + 1)];
        int count = 0;
        for (int i = from; i <= to; i++) {
            int bin = (int) Math.rint(440 * Math.pow(2, (double) i / bandsPerOctave) / binHertz);
            if (bin < bins && (count == 0 || corners[count - 1] < bin)) {
                corners[count++] = bin;
            }
        }
        return Arrays.copyOf(corners, count);
    }

    private double steps(double hertz) {
        return bandsPerOctave * Math.log(hertz / 440) / Math.log(2);
    }
}
