package org.insula.perception;

import java.util.Arrays;
import org.insula.signal.audio.MelFilterBank;
import org.insula.signal.audio.MelScale;
import org.insula.signal.audio.MelSpectrogram;
import org.insula.signal.audio.Spectrogram;

/**
 * Logarithmic power in mel bands (HTK's scale, the mean over each band's bins), relative to the loud frames of the same
 * recording: its level drops out, and so does what lies far below it.
 */
final class LogMel {
    private static final double LOUD_SHARE = 0.95;
    private static final double SMALLEST_POWER = 1e-12;

    private final MelSpectrogram mel;
    private final double[] weights;

    /**
     * @param lowest the lower end of the first band in hertz
     * @param highest the upper end of the last band in hertz
     */
    LogMel(int bands, double lowest, double highest) {
        MelFilterBank bank = new MelFilterBank(
                SoundFeatures.SAMPLE_RATE,
                SoundFeatures.STFT.fftLength(),
                bands,
                lowest,
                highest,
                MelScale.HTK,
                MelFilterBank.Norm.PEAK);
        this.mel = new MelSpectrogram(SoundFeatures.STFT, bank, MelSpectrogram.Of.POWER);
        this.weights = new double[bands];
        for (int band = 0; band < bands; band++) {
            for (int bin = 0; bin < SoundFeatures.STFT.bins(); bin++) {
                weights[band] += bank.weight(band, bin);
            }
        }
    }

    int bands() {
        return weights.length;
    }

    /**
     * The mean power in each band, shape (frames, bands).
     *
     * @param sizes powers by {@link SoundFeatures#STFT}
     */
    float[] powers(Spectrogram sizes) {
        float[] powers = mel.apply(sizes).toArray();
        for (int i = 0; i < powers.length; i++) {
            powers[i] /= (float) weights[i % weights.length];
        }
        return powers;
    }

    /**
     * The natural logarithm of powers relative to the mean band of a loud frame.
     *
     * @param powers shape (frames, bands)
     * @param floor what is added to each relative power
     */
    float[] relative(float[] powers, double floor) {
        int bands = bands();
        double[] sums = new double[powers.length / bands];
        for (int i = 0; i < powers.length; i++) {
            sums[i / bands] += powers[i];
        }
        Arrays.sort(sums);
        double reference = sums[(int) (LOUD_SHARE * (sums.length - 1))] / bands + SMALLEST_POWER;
        float[] logs = new float[powers.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.log(powers[i] / reference + floor);
        }
        return logs;
    }
}
