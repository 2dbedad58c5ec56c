package org.insula.signal.audio;

import org.insula.signal.SignalException;

/**
 * Triangular filters whose corners lie evenly on a mel scale, as {@code librosa.filters.mel} builds them: the triangles
 * are drawn over hertz, not over mel, and each reaches from its neighbour's peak to the other neighbour's.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class MelFilterBank {
    static final int MAX_BANDS = 4096;

    /** How tall a triangle is. */
    public enum Norm {
        /** Each has area 1 over hertz, 2 / width: Slaney 1998, the default of librosa. */
        SLANEY,
        /** Each has a peak of 1: HTK, and librosa's {@code norm=None}. */
        PEAK
    }

    private final int fftLength;
    private final int sampleRate;
    private final double[] corners;
    private final FilterBank bank;

    /**
     * @param sampleRate of the sound in hertz, positive
     * @param fftLength points of the transform whose bins it takes
     * @param bands how many, 1 to 4096
     * @param lowest the lower corner of the first band in hertz, at least 0
     * @param highest the upper corner of the last band in hertz, above {@code lowest}; above half the sample rate there is
     *     nothing to filter
     * @param scale on which the corners lie evenly
     * @param norm how tall the triangles are
     * @throws SignalException if a number is outside its range
     */
    public MelFilterBank(
            int sampleRate, int fftLength, int bands, double lowest, double highest, MelScale scale, Norm norm) {
        RealFft.requireLength(fftLength);
        if (sampleRate < 1 || bands < 1 || bands > MAX_BANDS) {
            throw new SignalException("A mel filter bank of " + bands + " bands at " + sampleRate
                    + " Hz is asked for; give 1 to " + MAX_BANDS + " bands and a positive sample rate.");
        }
        if (!(lowest >= 0 && lowest < highest && Double.isFinite(highest))) {
            throw new SignalException("The mel bands are to reach from " + lowest + " to " + highest
                    + " Hz; give a lower end of at least 0 and a higher upper end.");
        }
        this.fftLength = fftLength;
        this.sampleRate = sampleRate;
        this.corners = corners(bands, lowest, highest, scale);
        this.bank = FilterBank.of(triangles(corners, fftLength / 2 + 1, (double) sampleRate / fftLength, norm));
    }

    /** From 0 Hz to half the sample rate with Slaney's scale and norm: the defaults of {@code librosa.filters.mel}. */
    public static MelFilterBank slaney(int sampleRate, int fftLength, int bands) {
        return new MelFilterBank(sampleRate, fftLength, bands, 0, sampleRate / 2.0, MelScale.SLANEY, Norm.SLANEY);
    }

    private static double[] corners(int bands, double lowest, double highest, MelScale scale) {
        double from = scale.mel(lowest);
        double step = (scale.mel(highest) - from) / (bands + 1);
        double[] corners = new double[bands + 2];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = scale.hertz(from + i * step);
        }
        return corners;
    }

    /** Triangles between three neighbouring corners each; shape (bands, bins). */
    static float[][] triangles(double[] corners, int bins, double binHertz, Norm norm) {
        float[][] weights = new float[corners.length - 2][bins];
        for (int band = 0; band < weights.length; band++) {
            double left = corners[band];
            double peak = corners[band + 1];
            double right = corners[band + 2];
            double height = norm == Norm.SLANEY ? 2 / (right - left) : 1;
            for (int bin = 0; bin < bins; bin++) {
                double hertz = bin * binHertz;
                double weight = Math.min((hertz - left) / (peak - left), (right - hertz) / (right - peak));
                weights[band][bin] = (float) (height * Math.max(0, weight));
            }
        }
        return weights;
    }

    public int bands() {
        return bank.bands();
    }

    FilterBank bank() {
        return bank;
    }

    public int fftLength() {
        return fftLength;
    }

    public int sampleRate() {
        return sampleRate;
    }

    /** Where the triangle of a band has its peak, in hertz. */
    public double frequency(int band) {
        return corners[band + 1];
    }

    /** How much of a bin goes into a band. */
    public float weight(int band, int bin) {
        return bank.weight(band, bin);
    }

    /** Whether a band is so narrow that no bin falls into it and it always answers 0. */
    public boolean isEmpty(int band) {
        return bank.isEmpty(band);
    }

    /**
     * Adds up the bins of one frame.
     *
     * @param bins fftLength / 2 + 1 magnitudes or powers from {@code at} on
     * @param target receives {@link #bands} numbers from {@code offset} on
     */
    public void apply(float[] bins, int at, float[] target, int offset) {
        bank.apply(bins, at, target, offset);
    }
}
