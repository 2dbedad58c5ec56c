package org.insula.signal.audio;

import org.insula.signal.SignalException;

/**
 * Powers as decibels, {@code 10 · log10(power / reference)}, limited below: {@code librosa.power_to_db}.
 *
 * @param reference the power that is 0 dB; {@link #PEAK} takes the largest of the spectrogram
 * @param least smaller powers are raised to this one first, positive (librosa's {@code amin})
 * @param range how far below the largest value the others may lie in dB; infinite for no limit (librosa's
 *     {@code top_db})
 */
public record Decibels(double reference, double least, double range) {
    /** A reference: the largest power of the spectrogram itself. */
    public static final double PEAK = 0;

    /** @throws SignalException if a number is outside its range */
    public Decibels {
        if (!(reference >= 0 && Double.isFinite(reference)) || !(least > 0) || !(range >= 0)) {
            throw new SignalException("Decibels over " + reference + " with a least power of " + least
                    + " and a range of " + range + " dB are asked for; give a reference and a range of at least 0 and"
                    + " a positive least power.");
        }
    }

    /** The defaults of {@code librosa.power_to_db}: over 1, powers from 10⁻¹⁰, 80 dB below the loudest. */
    public static Decibels overOne() {
        return new Decibels(1, 1e-10, 80);
    }

    /** 0 dB is the loudest cell, -80 dB the least. */
    public static Decibels belowPeak() {
        return new Decibels(PEAK, 1e-10, 80);
    }

    /** Decibels of powers. */
    public Spectrogram apply(Spectrogram powers) {
        float[] in = powers.values();
        float[] out = new float[in.length];
        double shift = Math.log10(Math.max(reference == PEAK ? largest(in) : reference, least));
        float top = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < in.length; i++) {
            out[i] = (float) (10 * (Math.log10(Math.max(in[i], least)) - shift));
            top = Math.max(top, out[i]);
        }
        float floor = (float) (top - range);
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.max(out[i], floor);
        }
        return powers.with(out, powers.bins());
    }

    private static double largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }
}
