package org.insula.music;

/**
 * The key of a piece.
 *
 * @param confidence 0 to 1
 */
public record Key(PitchClass tonic, Mode mode, double confidence) {
    /** The position on the Camelot wheel, as disc jockeys write it: {@code 8B} is C major, {@code 8A} A minor. */
    public String camelot() {
        int major = mode == Mode.MAJOR ? tonic.ordinal() : tonic.ordinal() + 3;
        int hour = Math.floorMod(7 * major + 7, 12) + 1;
        return hour + (mode == Mode.MAJOR ? "B" : "A");
    }
}
