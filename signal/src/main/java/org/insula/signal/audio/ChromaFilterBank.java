package org.insula.signal.audio;

import org.insula.signal.SignalException;

/**
 * Sorts the bins of a spectrum into the twelve pitch classes, C first, as {@code librosa.filters.chroma} does (after
 * Ellis's {@code fft2chromamx}, 2007): every bin is spread over the classes by a Gaussian as wide as the bin, but at
 * least half a semitone, with Euclidean norm 1; then weighted by a second Gaussian over octaves, whose middle is octave 5
 * above 27.5 Hz (880 Hz) and whose half width is 2 octaves.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class ChromaFilterBank {
    static final int CLASSES = 12;
    private static final double CENTRE_OCTAVE = 5;
    private static final double OCTAVE_WIDTH = 2;

    private final int bins;
    private final FilterBank bank;

    /**
     * @param sampleRate in hertz, positive
     * @param fftLength points of the transform whose bins it takes
     * @param tuning how far the music is tuned above A = 440 Hz, in semitones, from -0.5 to 0.5
     * @throws SignalException if a number is outside its range
     */
    public ChromaFilterBank(int sampleRate, int fftLength, double tuning) {
        RealFft.requireLength(fftLength);
        if (sampleRate < 1 || !(Math.abs(tuning) <= 0.5)) {
            throw new SignalException("Pitch classes at " + sampleRate + " Hz, tuned by " + tuning
                    + " semitones, are asked for; give a positive sample rate and a tuning from -0.5 to 0.5.");
        }
        this.bins = fftLength / 2 + 1;
        this.bank = FilterBank.of(weights(sampleRate, fftLength, tuning));
    }

    private static float[][] weights(int sampleRate, int fftLength, double tuning) {
        int bins = fftLength / 2 + 1;
        double[] place = places(sampleRate, fftLength, tuning);
        float[][] weights = new float[CLASSES][bins];
        double[] column = new double[CLASSES];
        for (int bin = 0; bin < bins; bin++) {
            double width = Math.max(place[bin + 1] - place[bin], 1);
            double energy = 0;
            for (int c = 0; c < CLASSES; c++) {
                double away = place[bin] - c + CLASSES / 2;
                away -= CLASSES * Math.floor(away / CLASSES) + CLASSES / 2;
                column[c] = Math.exp(-0.5 * Math.pow(2 * away / width, 2));
                energy += column[c] * column[c];
            }
            double octave = (place[bin] / CLASSES - CENTRE_OCTAVE) / OCTAVE_WIDTH;
            double scale = Math.exp(-0.5 * octave * octave) / Math.sqrt(energy);
            for (int c = 0; c < CLASSES; c++) {
                // Places count from A; C is three semitones above.
                weights[(c + 9) % CLASSES][bin] = (float) (scale * column[c]);
            }
        }
        return weights;
    }

    /** Semitones above the A of 27.5 Hz; bin 0 is put one and a half octaves below bin 1. */
    private static double[] places(int sampleRate, int fftLength, double tuning) {
        double[] place = new double[fftLength / 2 + 2];
        double a0 = 27.5 * Math.pow(2, tuning / CLASSES);
        for (int bin = 1; bin < place.length; bin++) {
            place[bin] = CLASSES * Math.log((double) bin * sampleRate / fftLength / a0) / Math.log(2);
        }
        place[0] = place[1] - 1.5 * CLASSES;
        return place;
    }

    /** How much of a bin goes into a pitch class, 0 being C. */
    public float weight(int pitchClass, int bin) {
        return bank.weight(pitchClass, bin);
    }

    /**
     * The energy of the twelve pitch classes over time, not normalised.
     *
     * @param sizes powers (librosa's default) or magnitudes of the transform
     * @return shape (frames, 12)
     * @throws SignalException if the spectrogram comes from another transform length
     */
    public Spectrogram apply(Spectrogram sizes) {
        if (sizes.bins() != bins) {
            throw new SignalException("The spectrogram has " + sizes.bins() + " bins and the pitch classes take " + bins
                    + "; give one of a transform of the same length.");
        }
        return bank.apply(sizes);
    }
}
