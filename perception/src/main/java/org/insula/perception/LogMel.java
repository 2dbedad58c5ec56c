package org.insula.perception;

import java.util.Arrays;
import java.util.stream.IntStream;
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
    private final int heard;

    /**
     * @param lowest the lower end of the first band in hertz
     * @param highest the upper end of the last band in hertz
     */
    LogMel(int bands, double lowest, double highest) {
        this(bands, lowest, highest, highest);
    }

    /** @param limit bands that reach beyond this count as silent, in hertz */
    LogMel(int bands, double lowest, double highest, double limit) {
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
        this.heard = (int) IntStream.range(0, bands)
                .filter(band -> end(bank, band) <= limit)
                .count();
    }

    /** The frequency of the highest bin that counts in a band. */
    private static double end(MelFilterBank bank, int band) {
        int bin = SoundFeatures.STFT.bins() - 1;
        while (bin > 0 && bank.weight(band, bin) == 0) {
            bin--;
        }
        return (double) bin * SoundFeatures.SAMPLE_RATE / SoundFeatures.STFT.fftLength();
    }

    int bands() {
        return weights.length;
    }

    /**
     * The mean power in each band, shape (frames, bands), 0 in one that is not heard.
     *
     * @param sizes powers by {@link SoundFeatures#STFT}
     */
    float[] powers(Spectrogram sizes) {
        float[] powers = mel.apply(sizes).toArray();
        for (int i = 0; i < powers.length; i++) {
            int band = i % weights.length;
            powers[i] = band < heard ? powers[i] / (float) weights[band] : 0;
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
