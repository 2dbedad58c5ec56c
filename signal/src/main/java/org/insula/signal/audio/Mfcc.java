package org.insula.signal.audio;

import org.insula.signal.SignalException;

/**
 * Mel-frequency cepstral coefficients: the first numbers of the orthonormal discrete cosine transform (type 2) of a mel
 * spectrogram in decibels, as {@code librosa.feature.mfcc} computes them with its defaults. Coefficient 0, the loudness,
 * is kept.
 *
 * @param mel the powers in mel bands
 * @param decibels how they are made logarithmic
 * @param coefficients how many to keep, 1 to the number of bands
 */
public record Mfcc(MelSpectrogram mel, Decibels decibels, int coefficients) {
    /** @throws SignalException if there are more coefficients than bands, or none */
    public Mfcc {
        if (coefficients < 1 || coefficients > mel.bank().bands()) {
            throw new SignalException(coefficients + " coefficients are asked for of "
                    + mel.bank().bands() + " mel bands; give 1 to as many as there are bands.");
        }
    }

    /** 20 coefficients of 128 mel bands, 2048 points every 512 samples: librosa's defaults. */
    public static Mfcc music(int sampleRate) {
        return new Mfcc(MelSpectrogram.power(Stft.music(), sampleRate, 128), Decibels.overOne(), 20);
    }

    /** The coefficients of a sound, shape (frames, coefficients). */
    public Spectrogram apply(Waveform sound) {
        return ofDecibels(decibels.apply(mel.apply(sound)), coefficients);
    }

    /**
     * The coefficients of a mel spectrogram that is in decibels already.
     *
     * @throws SignalException if there are more coefficients than bands, or none
     */
    public static Spectrogram ofDecibels(Spectrogram decibels, int coefficients) {
        int bands = decibels.bins();
        if (coefficients < 1 || coefficients > bands) {
            throw new SignalException(coefficients + " coefficients are asked for of " + bands
                    + " mel bands; give 1 to as many as there are bands.");
        }
        float[][] basis = cosines(coefficients, bands);
        float[] out = Spectrogram.allocate(decibels.frames(), coefficients);
        for (int t = 0; t < decibels.frames(); t++) {
            for (int k = 0; k < coefficients; k++) {
                out[t * coefficients + k] = dot(basis[k], decibels.values(), t * bands);
            }
        }
        return decibels.with(out, coefficients);
    }

    private static float[][] cosines(int coefficients, int bands) {
        float[][] basis = new float[coefficients][bands];
        for (int k = 0; k < coefficients; k++) {
            double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / bands);
            for (int n = 0; n < bands; n++) {
                basis[k][n] = (float) (scale * Math.cos(Math.PI * k * (2 * n + 1) / (2 * bands)));
            }
        }
        return basis;
    }

    private static float dot(float[] a, float[] b, int at) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[at + i];
        }
        return (float) sum;
    }
}
