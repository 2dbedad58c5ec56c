package org.insula.music;

import java.util.List;
import java.util.Optional;

/** Chord symbols in MusicXML, on the beats where the chords change. */
final class Harmonies {
    private final Xml xml;
    private final Spelling spelling;
    private final BeatGrid grid;

    Harmonies(Xml xml, Spelling spelling, BeatGrid grid) {
        this.xml = xml;
        this.spelling = spelling;
        this.grid = grid;
    }

    /** Of chords that fall on the same beat the last is written; what comes before the first bar stands in it. */
    void write(List<ChordSpan> chords, Bar bar, boolean first) {
        Chord before = null;
        for (int i = 0; i < chords.size(); i++) {
            Chord chord = chords.get(i).chord();
            int beat = beat(chords.get(i));
            beat = first ? Math.max(beat, bar.firstBeat()) : beat;
            boolean replaced = i + 1 < chords.size() && beat(chords.get(i + 1)) <= beat;
            if (replaced) {
                continue;
            }
            boolean here = beat >= bar.firstBeat() && beat < bar.endBeat();
            if (here && !chord.equals(before)) {
                symbol(chord, beat - bar.firstBeat());
            }
            before = chord;
        }
    }

    private int beat(ChordSpan span) {
        return (int) Math.round(grid.position(span.start()));
    }

    private void symbol(Chord chord, int offset) {
        Optional<PitchClass> root = chord.root();
        xml.open("harmony");
        int semitone = root.map(PitchClass::ordinal).orElse(0);
        xml.open("root").leaf("root-step", root.isPresent() ? spelling.step(semitone) : "C");
        if (root.isPresent() && spelling.alter(semitone) != 0) {
            xml.leaf("root-alter", spelling.alter(semitone));
        }
        xml.close();
        xml.leaf("kind", root.isPresent() ? kind(chord.quality()) : "none", "text", root.isPresent() ? null : "N.C.");
        if (offset > 0) {
            xml.leaf("offset", offset * Quantiser.BEAT);
        }
        xml.close();
    }

    private static String kind(Chord.Quality quality) {
        return switch (quality) {
            case MAJOR -> "major";
            case MINOR -> "minor";
            case DOMINANT_SEVENTH -> "dominant";
            case MAJOR_SEVENTH -> "major-seventh";
            case MINOR_SEVENTH -> "minor-seventh";
        };
    }
}
