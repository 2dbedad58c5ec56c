package org.insula.music;

import java.util.Optional;

/**
 * A chord, or the absence of one.
 *
 * @param root empty where there is no chord
 * @param quality of the chord on {@code root}
 * @see <a href="https://ismir2005.ismir.net/proceedings/1080.pdf">Harte et al. 2005, the syntax of the names</a>
 */
public record Chord(Optional<PitchClass> root, Quality quality) {
    /** Nothing harmonic sounds. */
    public static final Chord NONE = new Chord(Optional.empty(), Quality.MAJOR);

    public static Chord of(PitchClass root, Quality quality) {
        return new Chord(Optional.of(root), quality);
    }

    /** In Harte's syntax: {@code C:maj}, {@code A:min7}, {@code N}. */
    public String name() {
        return root.map(pitchClass -> pitchClass.symbol() + ":" + quality.symbol())
                .orElse("N");
    }

    /** The kinds of chord that are told apart. */
    public enum Quality {
        MAJOR("maj", 0, 4, 7),
        MINOR("min", 0, 3, 7),
        DOMINANT_SEVENTH("7", 0, 4, 7, 10),
        MAJOR_SEVENTH("maj7", 0, 4, 7, 11),
        MINOR_SEVENTH("min7", 0, 3, 7, 10);

        private final String symbol;
        private final int[] semitones;

        Quality(String symbol, int... semitones) {
            this.symbol = symbol;
            this.semitones = semitones;
        }

        /** The shorthand of Harte's syntax. */
        public String symbol() {
            return symbol;
        }

        /** The chord's notes in semitones above its root, ascending. */
        public int[] semitones() {
            return semitones.clone();
        }
    }
}
