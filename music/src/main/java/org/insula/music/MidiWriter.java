package org.insula.music;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.Track;

/**
 * Writes a reading as a Standard MIDI File of format 1, 480 ticks to a beat. Each beat falls on a quarter and each bar
 * on a bar line, because every interval between beats has a tempo of its own; what comes before the first beat is
 * stretched to whole quarters. So every note keeps its time in seconds to within a tick. The first track carries the
 * title, tempo, meter, key and sections, the second the notes.
 *
 * @see <a href="https://midi.org/standard-midi-files-specification">Standard MIDI Files 1.0</a>
 */
public final class MidiWriter {
    static final int TICKS = 480;

    private static final int TRACK_NAME = 0x03;
    private static final int MARKER = 0x06;
    private static final int TEMPO = 0x51;
    private static final int TIME_SIGNATURE = 0x58;
    private static final int KEY_SIGNATURE = 0x59;

    private final Reading reading;
    private final BeatGrid grid;
    /** Quarters before the first beat. */
    private final int lead;

    private MidiWriter(Reading reading) {
        this.reading = reading;
        this.grid = BeatGrid.of(reading);
        double first = grid.time(0);
        this.lead = first > 0 ? (int) Math.max(1, Math.round(first / (grid.time(1) - first))) : 0;
    }

    /**
     * Writes the file whole or not at all.
     *
     * @param bends whether notes are bent as they were heard; each then goes to a channel where nothing else sounds, as
     *     far as there are 15
     * @throws MusicException if it cannot be written
     */
    public static void write(Reading reading, String title, boolean bends, Path file) {
        WholeFile.write(file, bytes(reading, title, bends));
    }

    /** The content of the file that {@link #write} writes. */
    public static byte[] bytes(Reading reading, String title, boolean bends) {
        try {
            Sequence sequence = new MidiWriter(reading).sequence(title, bends);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            MidiSystem.write(sequence, 1, bytes);
            return bytes.toByteArray();
        } catch (InvalidMidiDataException | IOException e) {
            throw new MusicException("The reading could not be written as MIDI (" + e.getMessage() + ").", e);
        }
    }

    private Sequence sequence(String title, boolean bends) throws InvalidMidiDataException {
        Sequence sequence = new Sequence(Sequence.PPQ, TICKS);
        Track conductor = sequence.createTrack();
        meta(conductor, 0, TRACK_NAME, Titles.plain(title));
        addKey(conductor);
        addTempi(conductor);
        addMeters(conductor);
        for (Section section : reading.sections()) {
            meta(conductor, tick(section.start()), MARKER, Titles.plain(section.label()));
        }
        Track notes = sequence.createTrack();
        meta(notes, 0, TRACK_NAME, "Notes");
        new MidiNotes(notes, this::tick).add(reading.notes(), bends);
        return sequence;
    }

    /** When something happens, in ticks from the beginning. */
    private long tick(double seconds) {
        double first = grid.time(0);
        double beats = seconds < first ? lead * Math.max(0, seconds) / first : lead + grid.position(seconds);
        return Math.round(TICKS * beats);
    }

    /** Tempi count from one moment in whole microseconds to the next, so that their rounding does not add up. */
    private void addTempi(Track track) throws InvalidMidiDataException {
        long before = -1;
        long first = Math.round(1e6 * grid.time(0));
        if (lead > 0) {
            before = first / lead;
            addTempo(track, 0, before);
        }
        long at = first;
        for (int beat = 0; beat + 1 < grid.beats(); beat++) {
            long next = Math.round(1e6 * grid.time(beat + 1));
            if (next - at != before) {
                before = next - at;
                addTempo(track, lead + beat, before);
            }
            at = next;
        }
    }

    private static void addTempo(Track track, int quarter, long micros) throws InvalidMidiDataException {
        byte[] data = {(byte) (micros >> 16), (byte) (micros >> 8), (byte) micros};
        meta(track, (long) TICKS * quarter, TEMPO, data);
    }

    private void addMeters(Track track) throws InvalidMidiDataException {
        int end = (int) Math.ceil(Math.max(grid.beats(), grid.position(reading.durationSeconds())));
        int beats = 0;
        for (Bar bar : grid.bars(-lead, Math.max(end, 1 - lead))) {
            if (bar.beats() != beats) {
                beats = bar.beats();
                byte[] data = {(byte) beats, 2, 24, 8};
                meta(track, (long) TICKS * (lead + bar.firstBeat()), TIME_SIGNATURE, data);
            }
        }
    }

    private void addKey(Track track) throws InvalidMidiDataException {
        Key key = reading.key();
        if (key != null) {
            byte[] data = {(byte) Spelling.of(key).fifths(), (byte) (key.mode() == Mode.MINOR ? 1 : 0)};
            meta(track, 0, KEY_SIGNATURE, data);
        }
    }

    private static void meta(Track track, long tick, int type, String text) throws InvalidMidiDataException {
        meta(track, tick, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void meta(Track track, long tick, int type, byte[] data) throws InvalidMidiDataException {
        track.add(new MidiEvent(new MetaMessage(type, data, data.length), tick));
    }
}
