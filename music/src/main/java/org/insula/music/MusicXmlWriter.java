package org.insula.music;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.insula.music.Voice.Struck;

/**
 * Writes a reading as a score in MusicXML 4.0: one part on a treble and a bass staff (or the one that is needed), with
 * key, meter, tempo, chord symbols and sections. A beat is written as a quarter. Notes are put on sixteenths or triplets,
 * cut where the next begins and tied across bars and beats; a staff has at most two voices. So the score can be read,
 * and does not say how the recording was played to the millisecond: that is what {@link MidiWriter} is for.
 *
 * @see <a href="https://www.w3.org/2021/06/musicxml40/">MusicXML 4.0</a>
 */
public final class MusicXmlWriter {
    private static final int BEAT = Quantiser.BEAT;
    /** Voices of the second staff are counted from here, as notation programs do. */
    private static final int VOICES_A_STAFF = 4;

    private final Reading reading;
    private final BeatGrid grid;
    private final Spelling spelling;
    private final Quantiser quantiser;
    private final List<Staff> staves;
    private final List<String> clefs;
    private final Xml xml = new Xml();

    private MusicXmlWriter(Reading reading) {
        this.reading = reading;
        this.grid = BeatGrid.of(reading);
        this.spelling = Spelling.of(reading.key());
        this.quantiser = new Quantiser(grid, reading.notes());
        List<Staff> both = Staff.split(quantiser.place(reading.notes()));
        if (both.get(1).isEmpty()) {
            staves = both.subList(0, 1);
            clefs = List.of("G");
        } else if (both.get(0).isEmpty()) {
            staves = both.subList(1, 2);
            clefs = List.of("F");
        } else {
            staves = both;
            clefs = List.of("G", "F");
        }
    }

    /**
     * Writes the file whole or not at all.
     *
     * @throws MusicException if it cannot be written
     */
    public static void write(Reading reading, String title, Path file) {
        WholeFile.write(file, bytes(reading, title));
    }

    /** The content of the file that {@link #write} writes. */
    public static byte[] bytes(Reading reading, String title) {
        return new MusicXmlWriter(reading).score(Titles.plain(title));
    }

    private byte[] score(String title) {
        xml.open("score-partwise", "version", "4.0");
        xml.open("work").leaf("work-title", title).close();
        xml.open("identification")
                .open("encoding")
                .leaf("software", "Insula")
                .close()
                .close();
        xml.open("part-list").open("score-part", "id", "P1").leaf("part-name", "Piano");
        xml.open("score-instrument", "id", "P1-I1").leaf("instrument-name", "Piano");
        xml.close().close().close();
        xml.open("part", "id", "P1");
        Bar before = null;
        for (Bar bar : bars()) {
            measure(bar, before);
            before = bar;
        }
        xml.close().close();
        return xml.bytes();
    }

    private List<Bar> bars() {
        int from = 0;
        int until = grid.beats();
        for (Staff staff : staves) {
            for (Voice voice : staff.voices()) {
                if (!voice.isEmpty()) {
                    from = Math.min(
                            from, Math.floorDiv(voice.chords().getFirst().start(), BEAT));
                    until = Math.max(until, Math.ceilDiv(voice.end(), BEAT));
                }
            }
        }
        return grid.bars(from, until);
    }

    private void measure(Bar bar, Bar before) {
        boolean incomplete = bar.number() == 0;
        xml.open("measure", "number", bar.number(), "implicit", incomplete ? "yes" : null);
        if (before == null || written(before) != written(bar)) {
            attributes(bar, before == null);
        }
        directions(bar, before);
        new Harmonies(xml, spelling, grid).write(reading.chords(), bar, before == null);
        int length = BEAT * bar.beats();
        boolean first = true;
        for (int staff = 0; staff < staves.size(); staff++) {
            List<Voice> voices = staves.get(staff).voices();
            for (int voice = 0; voice < voices.size(); voice++) {
                MeasureNotes notes = new MeasureNotes(
                        xml,
                        spelling,
                        quantiser,
                        bar,
                        VOICES_A_STAFF * staff + voice + 1,
                        staves.size() > 1 ? staff + 1 : 0);
                List<Struck> chords = MeasureNotes.within(voices.get(voice).chords(), bar);
                if (voice > 0 && chords.isEmpty()) {
                    continue;
                }
                if (!first) {
                    xml.open("backup").leaf("duration", length).close();
                }
                first = false;
                notes.write(chords, voice > 0);
            }
        }
        xml.close();
    }

    private void attributes(Bar bar, boolean first) {
        xml.open("attributes");
        if (first) {
            xml.leaf("divisions", BEAT).open("key").leaf("fifths", spelling.fifths());
            if (reading.key() != null) {
                xml.leaf("mode", ReadingJson.mode(reading.key()));
            }
            xml.close();
        }
        xml.open("time").leaf("beats", written(bar)).leaf("beat-type", 4).close();
        if (first) {
            if (clefs.size() > 1) {
                xml.leaf("staves", clefs.size());
            }
            for (int i = 0; i < clefs.size(); i++) {
                String clef = clefs.get(i);
                xml.open("clef", "number", clefs.size() > 1 ? i + 1 : null);
                xml.leaf("sign", clef).leaf("line", clef.equals("G") ? 2 : 4).close();
            }
        }
        xml.close();
    }

    /** An incomplete bar at the beginning is counted as a whole one. */
    private int written(Bar bar) {
        return bar.number() == 0 ? grid.meter() : bar.beats();
    }

    private void directions(Bar bar, Bar before) {
        String tempo = tempo(bar);
        if (before == null) {
            double usual = reading.tempo() != null && reading.tempo().bpm() > 0
                    ? reading.tempo().bpm()
                    : 120;
            xml.open("direction", "placement", "above").open("direction-type").open("metronome");
            xml.leaf("beat-unit", "quarter").leaf("per-minute", Math.round(usual));
            xml.close().close().empty("sound", "tempo", tempo).close();
        } else if (!tempo.equals(tempo(before))) {
            xml.empty("sound", "tempo", tempo);
        }
        for (Section section : reading.sections()) {
            // a section belongs to the bar whose line is closest
            double position = grid.position(section.start()) + 0.5 * bar.beats();
            boolean here = position >= bar.firstBeat() && position < bar.endBeat();
            if (here || (before == null && position < bar.firstBeat())) {
                xml.open("direction", "placement", "above").open("direction-type");
                xml.leaf("rehearsal", Titles.plain(section.label())).close().close();
            }
        }
    }

    private String tempo(Bar bar) {
        double seconds = grid.time(bar.endBeat()) - grid.time(bar.firstBeat());
        return String.format(Locale.ROOT, "%.1f", 60 * bar.beats() / seconds);
    }
}
