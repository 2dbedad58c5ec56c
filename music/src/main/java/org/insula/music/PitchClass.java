package org.insula.music;

/** The twelve pitch classes of equal temperament, from C upwards; the ordinal is the number of semitones above C. */
public enum PitchClass {
    C("C"),
    D_FLAT("Db"),
    D("D"),
    E_FLAT("Eb"),
    E("E"),
    F("F"),
    G_FLAT("Gb"),
    G("G"),
    A_FLAT("Ab"),
    A("A"),
    B_FLAT("Bb"),
    B("B");

    private static final PitchClass[] ALL = values();

    private final String symbol;

    PitchClass(String symbol) {
        this.symbol = symbol;
    }

    /** The pitch class of any number of semitones above or below C. */
    public static PitchClass of(int semitones) {
        return ALL[Math.floorMod(semitones, 12)];
    }

    /** As in Harte's chord syntax: a letter, and {@code b} for flat. */
    public String symbol() {
        return symbol;
    }
}
