package org.insula.music;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What was read in one recording.
 *
 * @param durationSeconds of the recording
 * @param beats when to tap, in seconds, ascending
 * @param downbeats those of {@code beats} that begin a bar
 * @param meter beats in a bar
 * @param chords from the beginning to the end without gaps
 * @param notes by start, then pitch
 * @param sections from the beginning to the end without gaps
 * @param integratedLufs loudness after EBU R128; empty where all of it is below the absolute gate
 */
public record Reading(
        double durationSeconds,
        Tempo tempo,
        List<Double> beats,
        List<Double> downbeats,
        int meter,
        Key key,
        List<ChordSpan> chords,
        List<Note> notes,
        List<Section> sections,
        OptionalDouble integratedLufs) {
    public Reading {
        beats = List.copyOf(beats);
        downbeats = List.copyOf(downbeats);
        chords = List.copyOf(chords);
        notes = List.copyOf(notes);
        sections = List.copyOf(sections);
    }

    /** The same with a loudness measured elsewhere, such as on all channels of the file. */
    public Reading withLoudness(OptionalDouble lufs) {
        return new Reading(durationSeconds, tempo, beats, downbeats, meter, key, chords, notes, sections, lufs);
    }
}
