package org.insula.music;

/**
 * How pitches are written in a key: with its sharps or flats, and what lies outside it as its closest neighbours on the
 * circle of fifths.
 */
final class Spelling {
    private static final String LETTERS = "FCGDAEB";

    /** Sharps of the key signature, or flats where negative, -6 to 5. */
    private final int fifths;
    /** The lowest on the line of fifths that is written; F is 0. */
    private final int lowest;

    private Spelling(int fifths, boolean minor) {
        this.fifths = fifths;
        // in C major the A flat, in A minor the G sharp
        this.lowest = fifths + (minor ? -2 : -3);
    }

    /**
     * @param key {@code null} where there is none, which is written as C major
     */
    static Spelling of(Key key) {
        if (key == null) {
            return new Spelling(0, false);
        }
        int major = key.tonic().ordinal() + (key.mode() == Mode.MINOR ? 3 : 0);
        return new Spelling(Math.floorMod(7 * major + 6, 12) - 6, key.mode() == Mode.MINOR);
    }

    /** Sharps of the key signature, or flats where negative, -6 to 5. */
    int fifths() {
        return fifths;
    }

    /** The position on the line of fifths. */
    private int line(int semitone) {
        return lowest + Math.floorMod(7 * (semitone - 5) - lowest, 12);
    }

    /** {@code A} to {@code G}. */
    char step(int semitone) {
        return LETTERS.charAt(Math.floorMod(line(semitone), 7));
    }

    /** Semitones that the step is raised by; negative where it is lowered. */
    int alter(int semitone) {
        return Math.floorDiv(line(semitone), 7);
    }

    /** The octave that the note is written in; that of middle C is 4. A B sharp is written in the octave below. */
    int octave(int midi) {
        return Math.floorDiv(midi - alter(midi), 12) - 1;
    }

    /** With Unicode signs: {@code F♯}. */
    String name(int semitone) {
        int alter = alter(semitone);
        return step(semitone) + (alter > 0 ? "♯" : "♭").repeat(Math.abs(alter));
    }
}
