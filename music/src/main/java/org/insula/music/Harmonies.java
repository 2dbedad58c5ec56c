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
        if (root.isPresent()) {
            int semitone = root.get().ordinal();
            xml.open("root").leaf("root-step", spelling.step(semitone));
            if (spelling.alter(semitone) != 0) {
                xml.leaf("root-alter", spelling.alter(semitone));
            }
            xml.close().leaf("kind", kind(chord.quality()));
        } else {
            // a root has to be there and is not shown
            xml.open("root").leaf("root-step", "C", "text", "").close();
            xml.leaf("kind", "none", "text", "N.C.");
        }
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
