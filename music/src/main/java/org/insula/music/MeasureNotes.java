package org.insula.music;

import java.util.List;
import org.insula.music.Voice.Struck;

/** The notes and rests of one voice in one bar, in MusicXML. */
final class MeasureNotes {
    private static final int BEAT = Quantiser.BEAT;

    private final Xml xml;
    private final Spelling spelling;
    private final Quantiser quantiser;
    private final int start;
    private final int end;
    private final int voice;
    private final int staff;

    /**
     * @param voice its number in MusicXML
     * @param staff its number in MusicXML, or 0 if there is only one
     */
    MeasureNotes(Xml xml, Spelling spelling, Quantiser quantiser, Bar bar, int voice, int staff) {
        this.xml = xml;
        this.spelling = spelling;
        this.quantiser = quantiser;
        this.start = BEAT * bar.firstBeat();
        this.end = BEAT * bar.endBeat();
        this.voice = voice;
        this.staff = staff;
    }

    /** The chords that sound in a bar, whole. */
    static List<Struck> within(List<Struck> chords, Bar bar) {
        return chords.stream()
                .filter(chord -> chord.end() > BEAT * bar.firstBeat() && chord.start() < BEAT * bar.endBeat())
                .toList();
    }

    /**
     * @param chords those that sound in this bar
     * @param hidden whether rests are not to be seen, since another voice of the staff plays
     */
    void write(List<Struck> chords, boolean hidden) {
        if (chords.isEmpty()) {
            xml.open("note").empty("rest", "measure", "yes").leaf("duration", end - start);
            xml.leaf("voice", voice);
            staff();
            xml.close();
            return;
        }
        int at = start;
        for (Struck chord : chords) {
            int from = Math.max(start, chord.start());
            int to = Math.min(end, chord.end());
            rests(at, from, hidden);
            for (NoteValue value : values(from, to)) {
                chord(chord, value);
            }
            at = to;
        }
        rests(at, end, hidden);
    }

    private List<NoteValue> values(int from, int to) {
        return NoteValue.divide(from, to, start, quantiser::isTriplet);
    }

    private void rests(int from, int to, boolean hidden) {
        for (NoteValue value : values(from, to)) {
            xml.open("note", "print-object", hidden ? "no" : null).empty("rest");
            xml.leaf("duration", value.length());
            signs(value);
            if (value.isTriplet() && tupletEdge(value) != null) {
                xml.open("notations");
                tuplet(value);
                xml.close();
            }
            xml.close();
        }
    }

    private void chord(Struck chord, NoteValue value) {
        boolean tiedBefore = value.start() > chord.start();
        boolean tiedAfter = value.end() < chord.end();
        for (int i = 0; i < chord.midis().size(); i++) {
            xml.open("note");
            if (i > 0) {
                xml.empty("chord");
            }
            pitch(chord.midis().get(i));
            xml.leaf("duration", value.length());
            if (tiedBefore) {
                xml.empty("tie", "type", "stop");
            }
            if (tiedAfter) {
                xml.empty("tie", "type", "start");
            }
            signs(value);
            notations(value, tiedBefore, tiedAfter, i == 0);
            xml.close();
        }
    }

    private void pitch(int midi) {
        xml.open("pitch").leaf("step", spelling.step(midi));
        if (spelling.alter(midi) != 0) {
            xml.leaf("alter", spelling.alter(midi));
        }
        xml.leaf("octave", spelling.octave(midi)).close();
    }

    private void signs(NoteValue value) {
        xml.leaf("voice", voice).leaf("type", value.type());
        if (value.isDotted()) {
            xml.empty("dot");
        }
        if (value.isTriplet()) {
            xml.open("time-modification").leaf("actual-notes", 3).leaf("normal-notes", 2);
            xml.leaf("normal-type", "eighth").close();
        }
        staff();
    }

    private void staff() {
        if (staff > 0) {
            xml.leaf("staff", staff);
        }
    }

    private void notations(NoteValue value, boolean tiedBefore, boolean tiedAfter, boolean lowest) {
        boolean bracket = lowest && value.isTriplet() && tupletEdge(value) != null;
        if (!tiedBefore && !tiedAfter && !bracket) {
            return;
        }
        xml.open("notations");
        if (tiedBefore) {
            xml.empty("tied", "type", "stop");
        }
        if (tiedAfter) {
            xml.empty("tied", "type", "start");
        }
        if (bracket) {
            tuplet(value);
        }
        xml.close();
    }

    private void tuplet(NoteValue value) {
        String edge = tupletEdge(value);
        xml.empty("tuplet", "type", edge, "bracket", edge.equals("start") ? "yes" : null);
    }

    /** A triplet fills a beat. */
    private static String tupletEdge(NoteValue value) {
        if (Math.floorMod(value.start(), BEAT) == 0) {
            return "start";
        }
        return Math.floorMod(value.end(), BEAT) == 0 ? "stop" : null;
    }
}
