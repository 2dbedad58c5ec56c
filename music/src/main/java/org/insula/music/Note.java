package org.insula.music;

import java.util.List;

/**
 * A note.
 *
 * @param start in seconds
 * @param end in seconds, after {@code start}
 * @param midi MIDI note number, 60 being middle C
 * @param amplitude how clearly it sounds, 0 to 1
 * @param bends deviation from {@code midi} in thirds of a semitone, one for each frame of the network; empty where not
 *     looked for
 */
public record Note(double start, double end, int midi, double amplitude, List<Integer> bends) {
    public Note {
        bends = List.copyOf(bends);
    }

    /** The amplitude as a MIDI velocity, 1 to 127. */
    public int velocity() {
        return Math.clamp(Math.round(127 * amplitude), 1, 127);
    }
}
