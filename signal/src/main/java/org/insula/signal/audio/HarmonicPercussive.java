package org.insula.signal.audio;

import org.insula.signal.SignalException;

/**
 * Parts a sound into what lasts (horizontal lines of its spectrogram) and what strikes (vertical ones) by median filters
 * along time and along frequency (Fitzgerald 2010; margins: Driedger, Müller and Disch 2014):
 * {@code librosa.decompose.hpss}.
 *
 * @param frames length of the median over time, odd, 1 to 255
 * @param bins length of the median over frequency, odd, 1 to 255
 * @param power exponent of the soft masks, positive; infinite for hard ones
 * @param harmonicMargin how many times larger than the percussive the harmonic median has to be, at least 1
 * @param percussiveMargin the same the other way round; with both at 1 the two parts add up to the whole
 */
public record HarmonicPercussive(int frames, int bins, double power, double harmonicMargin, double percussiveMargin) {
    /** Magnitudes below this count as silence. */
    private static final double NOTHING = Float.MIN_NORMAL;

    /** @throws SignalException if a number is outside its range */
    public HarmonicPercussive {
        MedianFilter.requireLength(frames);
        MedianFilter.requireLength(bins);
        if (!(power > 0) || !isMargin(harmonicMargin) || !isMargin(percussiveMargin)) {
            throw new SignalException("Masks of power " + power + " with margins of " + harmonicMargin + " and "
                    + percussiveMargin + " are asked for; give a positive power and margins of at least 1.");
        }
    }

    private static boolean isMargin(double margin) {
        return margin >= 1 && Double.isFinite(margin);
    }

    /** The defaults of librosa: medians over 31, power 2, margins 1. */
    public static HarmonicPercussive music() {
        return new HarmonicPercussive(31, 31, 2, 1, 1);
    }

    /**
     * Two spectrograms, or the masks that make them.
     *
     * @param harmonic what lasts
     * @param percussive what strikes
     */
    public record Parts(Spectrogram harmonic, Spectrogram percussive) {}

    /**
     * Two sounds.
     *
     * @param harmonic what lasts
     * @param percussive what strikes
     */
    public record Sounds(Waveform harmonic, Waveform percussive) {}

    /**
     * The masks, 0 to 1.
     *
     * @param magnitudes shape (frames, bins); of a negative number the absolute value counts
     */
    public Parts masks(Spectrogram magnitudes) {
        float[] lasting = MedianFilter.overFrames(magnitudes, frames);
        float[] striking = MedianFilter.overBins(magnitudes, bins);
        float[] harmonic = new float[lasting.length];
        float neither = harmonicMargin == 1 && percussiveMargin == 1 ? 0.5f : 0;
        softMask(lasting, striking, harmonicMargin, neither, harmonic);
        // The second mask may take the place of the median that only it still needs.
        softMask(striking, lasting, percussiveMargin, neither, striking);
        return new Parts(magnitudes.with(harmonic, magnitudes.bins()), magnitudes.with(striking, magnitudes.bins()));
    }

    /** The magnitudes of the parts: masks times magnitudes. */
    public Parts split(Spectrogram magnitudes) {
        Parts masks = masks(magnitudes);
        return new Parts(product(masks.harmonic(), magnitudes), product(masks.percussive(), magnitudes));
    }

    /** The parts of a sound, through the given transform and back. */
    public Sounds split(Waveform sound, Stft stft) {
        ComplexSpectrogram transform = stft.transform(sound);
        Parts masks = masks(transform.magnitude());
        return new Sounds(
                transform.masked(masks.harmonic()).inverse(),
                transform.masked(masks.percussive()).inverse());
    }

    private static Spectrogram product(Spectrogram mask, Spectrogram magnitudes) {
        float[] a = mask.values();
        float[] b = magnitudes.values();
        float[] product = new float[a.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = a[i] * b[i];
        }
        return magnitudes.with(product, magnitudes.bins());
    }

    /** {@code x^p / (x^p + (margin · reference)^p)}; {@code neither} where both are nothing. */
    private void softMask(float[] x, float[] reference, double margin, float neither, float[] mask) {
        if (power == 2) {
            for (int i = 0; i < mask.length; i++) {
                double a = x[i];
                double b = margin * reference[i];
                double sum = a * a + b * b;
                mask[i] = sum < NOTHING * NOTHING ? neither : (float) (a * a / sum);
            }
            return;
        }
        for (int i = 0; i < mask.length; i++) {
            mask[i] = share(x[i], margin * reference[i], neither);
        }
    }

    private float share(double x, double r, float neither) {
        if (Double.isInfinite(power)) {
            return x > r ? 1 : 0;
        }
        double larger = Math.max(x, r);
        if (larger < NOTHING) {
            return neither;
        }
        double a = Math.pow(x / larger, power);
        return (float) (a / (a + Math.pow(r / larger, power)));
    }
}
