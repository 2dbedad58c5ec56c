package org.insula.signal.audio;

import java.util.Arrays;
import org.insula.signal.SignalException;

/**
 * How strongly something begins at each frame: the rise of a spectrogram over {@code lag} frames, falls counting as
 * nothing, brought together over its bins. This is the spectral flux of {@code librosa.onset.onset_strength}; with
 * {@code maximumOver} above 1 the earlier frame is first widened by a maximum over neighbouring bins, so that vibrato
 * does not look like onsets (SuperFlux, Böck and Widmer 2013).
 *
 * @param lag frames from the earlier to the later spectrum, positive
 * @param maximumOver how many neighbouring bins the maximum is over, positive; 1 for none. An even number reaches one
 *     bin further down than up
 * @param aggregate how the rises of the bins become one number
 * @param detrend whether the slow part is taken off by the filter (1 - z⁻¹) / (1 - 0.99 z⁻¹)
 * @param shift frames by which the answer is moved later, beside {@code lag}, so that a rise stands where the sound
 *     rises and not where its frame first reaches it; librosa's {@code center=True} means fftLength / (2 · hop)
 */
public record OnsetStrength(int lag, int maximumOver, Aggregate aggregate, boolean detrend, int shift) {
    /** How the rises of the bins become one number. */
    public enum Aggregate {
        MEAN,
        /** For an even number of bins the mean of the two middle ones. */
        MEDIAN,
        SUM
    }

    /** @throws SignalException if a number is outside its range */
    public OnsetStrength {
        if (lag < 1 || maximumOver < 1 || shift < 0) {
            throw new SignalException(
                    "Onset strength with lag " + lag + ", a maximum over " + maximumOver + " bins and a shift of "
                            + shift + " is asked for; give positive numbers and a shift of at least 0.");
        }
    }

    /** The defaults of librosa for spectrograms of this transform: lag 1, no maximum, mean, centred. */
    public static OnsetStrength flux(Stft stft) {
        return new OnsetStrength(1, 1, Aggregate.MEAN, false, stft.fftLength() / (2 * stft.hop()));
    }

    /** The same with the median, which librosa's beat tracker uses. */
    public static OnsetStrength medianFlux(Stft stft) {
        return new OnsetStrength(1, 1, Aggregate.MEDIAN, false, stft.fftLength() / (2 * stft.hop()));
    }

    /**
     * The strength at each frame; 0 where there is no earlier frame to compare with.
     *
     * @param spectrogram logarithmic, such as mel bands in {@link Decibels}
     * @return shape (frames,)
     */
    public float[] apply(Spectrogram spectrogram) {
        float[] strength = new float[spectrogram.frames()];
        float[] rises = new float[spectrogram.bins()];
        float[] earlier = new float[spectrogram.bins()];
        for (int t = lag; t < strength.length - shift; t++) {
            widened(spectrogram, t - lag, earlier);
            for (int k = 0; k < rises.length; k++) {
                rises[k] = Math.max(0, spectrogram.at(t, k) - earlier[k]);
            }
            strength[t + shift] = together(rises);
        }
        if (detrend) {
            detrend(strength);
        }
        return strength;
    }

    private void widened(Spectrogram spectrogram, int frame, float[] target) {
        int bins = target.length;
        for (int k = 0; k < bins; k++) {
            float largest = spectrogram.at(frame, k);
            int from = Math.max(0, k - maximumOver / 2);
            int to = Math.min(bins - 1, k + (maximumOver - 1) / 2);
            for (int j = from; j <= to; j++) {
                largest = Math.max(largest, spectrogram.at(frame, j));
            }
            target[k] = largest;
        }
    }

    private float together(float[] rises) {
        if (aggregate == Aggregate.MEDIAN) {
            Arrays.sort(rises);
            int middle = rises.length / 2;
            return rises.length % 2 == 1 ? rises[middle] : 0.5f * (rises[middle - 1] + rises[middle]);
        }
        double sum = 0;
        for (float rise : rises) {
            sum += rise;
        }
        return (float) (aggregate == Aggregate.SUM ? sum : sum / rises.length);
    }

    private static void detrend(float[] strength) {
        double before = 0;
        double out = 0;
        for (int t = 0; t < strength.length; t++) {
            double now = strength[t];
            out = now - before + 0.99 * out;
            before = now;
            strength[t] = (float) out;
        }
    }
}
