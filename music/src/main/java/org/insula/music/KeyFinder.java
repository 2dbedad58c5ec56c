package org.insula.music;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the key that explains both how much each pitch class sounds, by correlation with a profile, and which chords are
 * played for how long.
 *
 * @see <a href="https://doi.org/10.1525/mp.2013.31.1.59">Albrecht and Shanahan 2013, the profiles</a>
 * @see <a href="https://doi.org/10.1017/S026114301000067X">de Clercq and Temperley 2011, how often rock songs play each
 *     degree</a>
 */
final class KeyFinder {
    private static final int CLASSES = 12;
    private static final double[] MAJOR_PROFILE = {
        0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081
    };
    private static final double[] MINOR_PROFILE = {
        0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052
    };
    /**
     * How much of the time each chord sounds in a major key: major triads above the tonic, then minor ones. Rounded from
     * the degrees of the rock corpus, with its mixture of modes thinned out.
     */
    private static final double[][] MAJOR_CHORDS = {
        {0.300, 0.005, 0.020, 0.015, 0.020, 0.190, 0.003, 0.170, 0.015, 0.010, 0.040, 0.003},
        {0.010, 0.002, 0.060, 0.002, 0.040, 0.012, 0.003, 0.010, 0.002, 0.100, 0.002, 0.005}
    };

    private static final double[][] MINOR_CHORDS = {
        {0.010, 0.010, 0.006, 0.100, 0.003, 0.040, 0.002, 0.080, 0.130, 0.003, 0.110, 0.003},
        {0.300, 0.002, 0.008, 0.004, 0.003, 0.110, 0.003, 0.060, 0.004, 0.002, 0.012, 0.002}
    };
    private static final double PROFILE_WEIGHT = 8;
    private static final double CHORD_WEIGHT = 6;

    private KeyFinder() {}

    /**
     * @param sounding how much each pitch class sounds, not negative
     * @param chords what was played
     * @return C major with confidence 0 where nothing sounds
     */
    static Key find(double[] sounding, List<ChordSpan> chords) {
        if (Arrays.stream(sounding).sum() == 0) {
            return new Key(PitchClass.C, Mode.MAJOR, 0);
        }
        double[] score = new double[2 * CLASSES];
        double[][] shares = shares(chords);
        for (int k = 0; k < score.length; k++) {
            int tonic = k % CLASSES;
            boolean major = k < CLASSES;
            score[k] = PROFILE_WEIGHT * correlation(sounding, major ? MAJOR_PROFILE : MINOR_PROFILE, tonic)
                    + CHORD_WEIGHT * expectation(shares, major ? MAJOR_CHORDS : MINOR_CHORDS, tonic);
        }
        int best = 0;
        for (int k = 1; k < score.length; k++) {
            best = score[k] > score[best] ? k : best;
        }
        double sum = 0;
        for (double s : score) {
            sum += Math.exp(s - score[best]);
        }
        return new Key(PitchClass.of(best % CLASSES), best < CLASSES ? Mode.MAJOR : Mode.MINOR, 1 / sum);
    }

    /** The part of the time of each chord, major then minor, out of the time in which there is a chord. */
    private static double[][] shares(List<ChordSpan> chords) {
        double[][] shares = new double[2][CLASSES];
        double total = 1e-9;
        for (ChordSpan span : chords) {
            Optional<PitchClass> root = span.chord().root();
            if (root.isPresent()) {
                boolean minor = span.chord().quality().semitones()[1] == 3;
                shares[minor ? 1 : 0][root.get().ordinal()] += span.end() - span.start();
                total += span.end() - span.start();
            }
        }
        for (double[] row : shares) {
            for (int c = 0; c < CLASSES; c++) {
                row[c] /= total;
            }
        }
        return shares;
    }

    private static double expectation(double[][] shares, double[][] usual, int tonic) {
        double sum = 0;
        for (int kind = 0; kind < 2; kind++) {
            for (int c = 0; c < CLASSES; c++) {
                sum += shares[kind][(c + tonic) % CLASSES] * Math.log(usual[kind][c]);
            }
        }
        return sum;
    }

    private static double correlation(double[] sounding, double[] profile, int tonic) {
        double mean = 0;
        double profileMean = 0;
        for (int c = 0; c < CLASSES; c++) {
            mean += sounding[c] / CLASSES;
            profileMean += profile[c] / CLASSES;
        }
        double product = 0;
        double power = 1e-12;
        double profilePower = 1e-12;
        for (int c = 0; c < CLASSES; c++) {
            double x = sounding[(c + tonic) % CLASSES] - mean;
            double y = profile[c] - profileMean;
            product += x * y;
            power += x * x;
            profilePower += y * y;
        }
        return product / Math.sqrt(power * profilePower);
    }
}
