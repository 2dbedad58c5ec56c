package org.insula.signal.audio;

import java.util.ArrayList;
import java.util.List;
import org.insula.signal.SignalException;

/**
 * The constant-Q transform: a spectrum whose bins lie evenly over the logarithm of frequency, each listening through a
 * window of the same number of periods (Brown 1991). Computed octave by octave on a sound whose rate is halved from one
 * to the next lower (Schörkhuber and Klapuri 2010), as {@code librosa.cqt} does.
 *
 * <p>Bin k at frequency f holds {@code √L · |Σ w[n] x[n] e^(-2πi f n / rate)|} with L = Q · rate / f and w a periodic
 * Hann window of about L samples that sums to 1; so a tone of amplitude A reads {@code A √L / 2}. Q =
 * {@code (r² + 1) / (r² - 1)} for r the ratio of neighbouring frequencies. As in librosa the filters are kept in the
 * frequency domain without the smallest numbers that together make 1 % of each. librosa halves the rate with another
 * filter (soxr), which differs only close to half the sample rate of an octave.
 *
 * @param sampleRate of the sound in hertz, positive
 * @param lowest frequency of the first bin in hertz, positive, before {@code tuning}
 * @param bins how many, 1 to 1024
 * @param binsPerOctave 1 to 240
 * @param hop samples from one frame to the next, positive; the rate can be halved as often as it is even
 * @param tuning how far all bins are moved, in fractions of a bin
 */
public record ConstantQ(int sampleRate, double lowest, int bins, int binsPerOctave, int hop, double tuning) {
    /** C1 in hertz, A4 being 440. */
    public static final double C1 = 440 * Math.pow(2, -45 / 12.0);

    private static final int MAX_BINS = 1024;
    private static final int MAX_BINS_PER_OCTAVE = 240;
    /** Equivalent noise bandwidth of the Hann window in bins, as librosa has it. */
    private static final double HANN_BANDWIDTH = 1.50018310546875;

    /** @throws SignalException if a number is outside its range or the highest bin reaches half the sample rate */
    public ConstantQ {
        if (bins < 1 || bins > MAX_BINS || binsPerOctave < 1 || binsPerOctave > MAX_BINS_PER_OCTAVE) {
            throw new SignalException(bins + " bins with " + binsPerOctave + " in an octave are asked for; give 1 to "
                    + MAX_BINS + " bins and 1 to " + MAX_BINS_PER_OCTAVE + " in an octave.");
        }
        if (sampleRate < 1 || hop < 1 || !(lowest > 0) || !(Math.abs(tuning) <= binsPerOctave)) {
            throw new SignalException("A constant-Q transform from " + lowest + " Hz, tuned by " + tuning
                    + " bins, with a hop of " + hop + " at " + sampleRate
                    + " Hz is asked for; give positive numbers and a tuning of at most an octave.");
        }
        double reach = cutoff(lowest, bins, binsPerOctave, tuning);
        if (!(reach <= sampleRate / 2.0)) {
            throw new SignalException("The highest of " + bins + " bins reaches " + Math.round(reach)
                    + " Hz, above half the sample rate of " + sampleRate + " Hz; ask for fewer bins.");
        }
    }

    /** 84 bins from C1, 12 in an octave: librosa's defaults. */
    public static ConstantQ semitones(int sampleRate, int hop) {
        return new ConstantQ(sampleRate, C1, 84, 12, hop, 0);
    }

    /**
     * 252 bins from C1, 36 in an octave, as {@code librosa.feature.chroma_cqt} takes them.
     *
     * @param tuning in fractions of a bin, from {@link Tuning} with 36 bins an octave
     */
    public static ConstantQ chroma(int sampleRate, int hop, double tuning) {
        return new ConstantQ(sampleRate, C1, 252, 36, hop, tuning);
    }

    /** The frequency of a bin in hertz, with tuning. */
    public double frequency(int bin) {
        return frequency(bin, lowest, binsPerOctave, tuning);
    }

    private static double frequency(int bin, double lowest, int binsPerOctave, double tuning) {
        return lowest * Math.pow(2, (bin + tuning) / binsPerOctave);
    }

    private static double relativeBandwidth(int binsPerOctave) {
        double squared = Math.pow(2, 2.0 / binsPerOctave);
        return (squared - 1) / (squared + 1);
    }

    private static double cutoff(double lowest, int bins, int binsPerOctave, double tuning) {
        double top = frequency(bins - 1, lowest, binsPerOctave, tuning);
        return top * (1 + 0.5 * HANN_BANDWIDTH * relativeBandwidth(binsPerOctave));
    }

    /** The length of a bin's window in samples, not rounded. */
    double windowLength(int bin, double rate) {
        return rate / (relativeBandwidth(binsPerOctave) * frequency(bin));
    }

    /**
     * The magnitudes of a sound; frame t stands for sample t · hop, zeros stand outside.
     *
     * @return shape (frames, bins)
     * @throws SignalException if the sound has another sample rate, or a window is longer than 2²² samples
     */
    public Spectrogram magnitude(Waveform sound) {
        if (sound.sampleRate() != sampleRate) {
            throw new SignalException("The sound has " + sound.sampleRate()
                    + " Hz and the constant-Q transform is made for " + sampleRate
                    + "; resample the sound or build the transform for its rate.");
        }
        List<Octave> octaves = octaves();
        int frames = 1 + sound.length() / hop;
        float[] values = Spectrogram.allocate(frames, bins);
        float[] samples = sound.samples();
        int halved = 0;
        for (Octave octave : octaves) {
            for (; halved < octave.halvings(); halved++) {
                samples = HalfBand.halve(samples);
            }
            octave.magnitude(samples, frames, values, bins);
        }
        return Spectrogram.owning(values, bins, (double) sampleRate / hop, 0);
    }

    /** From the highest to the lowest, each with how often the rate is halved for it. */
    private List<Octave> octaves() {
        List<Octave> octaves = new ArrayList<>();
        int count = Math.ceilDiv(bins, binsPerOctave);
        int halvings = earlyHalvings(count);
        for (int i = 0; i < count; i++) {
            int to = bins - i * binsPerOctave;
            octaves.add(new Octave(this, Math.max(0, to - binsPerOctave), to, halvings));
            halvings += (hop >> halvings) % 2 == 0 ? 1 : 0;
        }
        return octaves;
    }

    /** How often librosa halves the rate before the highest octave, where that lies far below it. */
    private int earlyHalvings(int octaves) {
        double ratio = sampleRate / 2.0 / cutoff(lowest, bins, binsPerOctave, tuning);
        int bySound = Math.max(0, (int) Math.ceil(Math.log(ratio) / Math.log(2)) - 2);
        int byHop = Math.max(0, Integer.numberOfTrailingZeros(hop) - octaves + 1);
        return Math.min(bySound, byHop);
    }

    /**
     * The bins of this transform gathered into the twelve pitch classes, C first, not normalised:
     * {@code librosa.filters.cq_to_chroma} applied. Of three bins a semitone the middle one is the pitch itself.
     *
     * @param magnitudes of this transform
     * @return shape (frames, 12)
     * @throws SignalException if an octave has no multiple of 12 bins, or the spectrogram is not of this transform
     */
    public Spectrogram pitchClasses(Spectrogram magnitudes) {
        int classes = ChromaFilterBank.CLASSES;
        if (binsPerOctave % classes != 0 || magnitudes.bins() != bins) {
            throw new SignalException(magnitudes.bins() + " bins of a transform of " + bins + ", " + binsPerOctave
                    + " in an octave, are to become pitch classes; give all bins and 12, 24, 36 … in an octave.");
        }
        int merged = binsPerOctave / classes;
        double lowestPitch = 69 + classes * Math.log(lowest / 440) / Math.log(2);
        int roll = (int) Math.rint(lowestPitch - classes * Math.floor(lowestPitch / classes));
        float[] chroma = Spectrogram.allocate(magnitudes.frames(), classes);
        float[] values = magnitudes.values();
        for (int t = 0; t < magnitudes.frames(); t++) {
            for (int bin = 0; bin < bins; bin++) {
                int pitchClass = ((bin + merged / 2) / merged + roll) % classes;
                chroma[t * classes + pitchClass] += values[t * bins + bin];
            }
        }
        return magnitudes.with(chroma, classes);
    }
}
