package org.insula.benchmarks;

import java.util.List;
import javax.sound.midi.Sequence;
import org.insula.music.Mode;
import org.insula.music.PitchClass;

/**
 * Music with known answers.
 *
 * @param name to print
 * @param beats in seconds, ascending
 * @param downbeats those of {@code beats} that begin a bar
 * @param bpm the usual number of beats a minute
 * @param meter beats in a bar
 * @param sections where parts begin, in seconds; empty where unknown
 */
record AnnotatedSong(
        String name,
        Sequence sequence,
        double[] beats,
        double[] downbeats,
        double bpm,
        int meter,
        PitchClass tonic,
        Mode mode,
        List<ChordScore.Span> chords,
        double[] sections) {}
