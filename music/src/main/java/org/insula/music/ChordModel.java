package org.insula.music;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How well each chord explains what sounds: a chord's notes are likely there and others are not, each on its own; and the
 * bass is likely the root, less likely another note of the chord, and hardly ever anything else.
 */
final class ChordModel {
    /** Chances that the root, third, fifth and seventh of a chord sound during it, and that any other note does. */
    private static final double[] SOUNDS = {0.85, 0.80, 0.75, 0.60};

    private static final double FOREIGN = 0.13;
    /** Chances that they are the bass, and any one other note. */
    private static final double[] LOWEST = {0.70, 0.10, 0.10, 0.03};

    private static final double FOREIGN_BASS = 0.015;
    private static final double BASS_WEIGHT = 2;
    /** Plain triads are commoner than sevenths. */
    private static final double SEVENTH = Math.log(0.35);

    /** Without a chord any note may sound now and then. */
    private static final double SILENT = 0.2;

    private static final double NONE = Math.log(0.05);

    /** Notes that sound for a part of the time only, as broken chords do, count for more than that part. */
    private static final double PRESENCE = 0.6;

    private static final double CLASS_WEIGHT = 1.5;

    private final List<Chord> chords = new ArrayList<>();

    ChordModel() {
        for (Chord.Quality quality : Chord.Quality.values()) {
            for (PitchClass root : PitchClass.values()) {
                chords.add(Chord.of(root, quality));
            }
        }
        chords.add(Chord.NONE);
    }

    List<Chord> chords() {
        return chords;
    }

    /** The logarithm of how likely each of {@link #chords} makes what sounds, up to a constant. */
    double[] likelihoods(double[] all, double[] bass) {
        double[] likelihoods = new double[chords.size()];
        for (int c = 0; c < likelihoods.length; c++) {
            likelihoods[c] = likelihood(chords.get(c), all, bass);
        }
        return likelihoods;
    }

    private static double likelihood(Chord chord, double[] all, double[] bass) {
        Optional<PitchClass> root = chord.root();
        double[] sounds = new double[12];
        double[] lowest = new double[12];
        Arrays.fill(sounds, root.isEmpty() ? SILENT : FOREIGN);
        Arrays.fill(lowest, root.isEmpty() ? 1.0 / 12 : FOREIGN_BASS);
        double sum = root.isEmpty() ? NONE : 0;
        if (root.isPresent()) {
            int[] tones = chord.quality().semitones();
            for (int i = 0; i < tones.length; i++) {
                int pc = (root.get().ordinal() + tones[i]) % 12;
                sounds[pc] = SOUNDS[i];
                lowest[pc] = LOWEST[i];
            }
            sum += tones.length > 3 ? SEVENTH : 0;
        }
        for (int pc = 0; pc < 12; pc++) {
            double present = Math.pow(all[pc], PRESENCE);
            sum += CLASS_WEIGHT * Math.log(present * sounds[pc] + (1 - present) * (1 - sounds[pc]));
            sum += BASS_WEIGHT * bass[pc] * Math.log(lowest[pc] * 12);
        }
        return sum;
    }
}
