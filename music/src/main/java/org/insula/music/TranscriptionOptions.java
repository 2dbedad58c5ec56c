package org.insula.music;

/**
 * What counts as a note.
 *
 * @param onsetThreshold how likely a key must be struck for a note to begin, 0 to 1
 * @param frameThreshold how likely a key must sound for a note to last, 0 to 1
 * @param minimumFrames a note lasts longer than this many frames of 11.6 ms
 * @param energyTolerance how many frames below {@code frameThreshold} in a row end a note
 * @param inferOnsets whether a sudden rise of a key's likelihood is an onset too
 * @param melodia whether what still sounds when all onsets are used up becomes notes as well, loudest first
 * @param lowestMidi notes below are left out
 * @param highestMidi notes above are left out
 */
public record TranscriptionOptions(
        double onsetThreshold,
        double frameThreshold,
        int minimumFrames,
        int energyTolerance,
        boolean inferOnsets,
        boolean melodia,
        int lowestMidi,
        int highestMidi) {
    public TranscriptionOptions {
        if (!(onsetThreshold >= 0 && onsetThreshold <= 1 && frameThreshold >= 0 && frameThreshold <= 1)) {
            throw new MusicException("The thresholds for onsets and frames are " + onsetThreshold + " and "
                    + frameThreshold + "; give numbers from 0 to 1.");
        }
        if (minimumFrames < 0 || energyTolerance < 1) {
            throw new MusicException("The shortest note is " + minimumFrames + " frames and the tolerance "
                    + energyTolerance + "; give at least 0 and 1.");
        }
    }

    /** As Basic Pitch publishes them: 0.5, 0.3, 11 frames (127.7 ms), the whole keyboard. */
    public static TranscriptionOptions published() {
        return new TranscriptionOptions(0.5, 0.3, 11, 11, true, true, 21, 108);
    }

    /** Only notes from one MIDI number to another, both included. */
    public TranscriptionOptions within(int lowestMidi, int highestMidi) {
        return new TranscriptionOptions(
                onsetThreshold,
                frameThreshold,
                minimumFrames,
                energyTolerance,
                inferOnsets,
                melodia,
                lowestMidi,
                highestMidi);
    }
}
