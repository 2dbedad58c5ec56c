package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MidiWriterTest {
    private static Sequence read(byte[] midi) throws InvalidMidiDataException, IOException {
        assertEquals(
                1, MidiSystem.getMidiFileFormat(new ByteArrayInputStream(midi)).getType());
        return MidiSystem.getSequence(new ByteArrayInputStream(midi));
    }

    @Test
    void beatsFallOnQuartersAndBarsOnBarLines() throws Exception {
        Sequence sequence = read(MidiWriter.bytes(Readings.simple(), "Simple", false));
        assertEquals(480, sequence.getResolution());
        assertEquals(2, sequence.getTracks().length);
        assertEquals("Simple", text(metas(sequence.getTracks()[0], 0x03).get(0L)));
        assertEquals("Notes", text(metas(sequence.getTracks()[1], 0x03).get(0L)));
        Map<Long, byte[]> meters = metas(sequence.getTracks()[0], 0x58);
        assertEquals(List.of(0L, 480L), List.copyOf(meters.keySet()));
        assertArrayEquals(new byte[] {1, 2, 24, 8}, meters.get(0L));
        assertArrayEquals(new byte[] {4, 2, 24, 8}, meters.get(480L));
        assertArrayEquals(
                new byte[] {-1, 1}, metas(sequence.getTracks()[0], 0x59).get(0L));
        List<Heard> notes = notes(sequence);
        assertEquals(16, notes.size());
        for (int i = 0; i < 16; i++) {
            assertEquals(480 * (i + 1), notes.get(i).startTick);
            assertEquals(480 * (i + 2), notes.get(i).endTick);
            assertEquals(64, notes.get(i).velocity);
        }
    }

    @Test
    void everyNoteKeepsItsTimeToWithinATick() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Reading reading = Readings.random(seed);
            for (boolean bends : new boolean[] {false, true}) {
                check(reading.notes(), notes(read(MidiWriter.bytes(reading, "", bends))), "seed " + seed);
            }
        }
    }

    /** Notes of a key that begin at the same tick become one; hardly any may be lost. */
    private static void check(List<Note> notes, List<Heard> heard, String seed) {
        List<Note> left = new ArrayList<>(notes);
        for (Heard sounded : heard) {
            double tolerance = sounded.tickSeconds + 1e-4;
            assertTrue(
                    left.removeIf(note -> note.midi() == sounded.midi
                            && note.velocity() == sounded.velocity
                            && Math.abs(note.start() - sounded.start) <= tolerance),
                    seed + ": " + sounded);
        }
        assertTrue(left.size() <= notes.size() / 20, seed + ": " + left.size() + " notes of " + notes.size() + " lost");
    }

    @Test
    void bentNotesThatSoundTogetherHaveChannelsOfTheirOwn() throws Exception {
        List<Note> chord = List.of(
                new Note(0, 1, 60, 0.5, List.of(0, 1, 2)),
                new Note(0, 1, 64, 0.5, List.of(0, -3)),
                new Note(0.5, 1, 67, 0.5, List.of()));
        Reading simple = Readings.simple();
        Reading reading = new Reading(
                2, null, List.of(), List.of(), 4, simple.key(), List.of(), chord, List.of(), simple.integratedLufs());
        Sequence sequence = read(MidiWriter.bytes(reading, "", true));
        assertEquals(3, notes(sequence).stream().map(Heard::channel).distinct().count());
        List<Integer> wheels = new ArrayList<>();
        Track track = sequence.getTracks()[1];
        for (int i = 0; i < track.size(); i++) {
            if (track.get(i).getMessage() instanceof ShortMessage message
                    && message.getCommand() == ShortMessage.PITCH_BEND) {
                wheels.add(message.getData2() << 7 | message.getData1());
            }
        }
        wheels.sort(null);
        // a third of a semitone is 8192 / 36
        assertEquals(List.of(8192 - 683, 8192, 8192, 8192, 8192 + 228, 8192 + 455), wheels);
    }

    @Test
    void aReadingOfNothingIsAFileOfNothing() throws Exception {
        Sequence sequence = read(MidiWriter.bytes(Readings.empty(), "Empty\u0000\n", false));
        assertEquals(List.of(), notes(sequence));
        assertEquals("Empty", text(metas(sequence.getTracks()[0], 0x03).get(0L)));
        assertArrayEquals(
                new byte[] {0x07, (byte) 0xA1, 0x20},
                metas(sequence.getTracks()[0], 0x51).get(0L));
    }

    @Test
    void aFileIsWrittenWholeOrNotAtAll(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("song.mid");
        MidiWriter.write(Readings.simple(), "Simple", false, file);
        assertArrayEquals(MidiWriter.bytes(Readings.simple(), "Simple", false), Files.readAllBytes(file));
        Path nowhere = folder.resolve("missing").resolve("song.mid");
        MusicException refused =
                assertThrows(MusicException.class, () -> MidiWriter.write(Readings.simple(), "Simple", false, nowhere));
        assertEquals(
                "'" + nowhere + "' could not be written (its folder does not exist); nothing there has changed, so "
                        + "choose another place or make room.",
                refused.getMessage());
        try (var left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    private record Heard(
            int channel, int midi, int velocity, long startTick, long endTick, double start, double tickSeconds) {}

    /** Plays the file back: ticks to seconds through the tempo events, note-ons to their note-offs. */
    private static List<Heard> notes(Sequence sequence) {
        TreeMap<Long, byte[]> tempi = metas(sequence.getTracks()[0], 0x51);
        List<Heard> heard = new ArrayList<>();
        Map<Integer, MidiEvent> sounding = new TreeMap<>();
        Track track = sequence.getTracks()[1];
        for (int i = 0; i < track.size(); i++) {
            MidiEvent event = track.get(i);
            if (!(event.getMessage() instanceof ShortMessage message)) {
                continue;
            }
            int key = message.getChannel() * 128 + message.getData1();
            if (message.getCommand() == ShortMessage.NOTE_ON) {
                assertTrue(message.getChannel() != 9, "channel 10 is for drums");
                assertEquals(null, sounding.put(key, event), "a key is struck only when it is silent");
            } else if (message.getCommand() == ShortMessage.NOTE_OFF) {
                MidiEvent on = sounding.remove(key);
                ShortMessage struck = (ShortMessage) on.getMessage();
                double at = seconds(tempi, on.getTick());
                heard.add(new Heard(
                        struck.getChannel(),
                        struck.getData1(),
                        struck.getData2(),
                        on.getTick(),
                        event.getTick(),
                        at,
                        seconds(tempi, on.getTick() + 1) - at));
            }
        }
        assertTrue(sounding.isEmpty(), "every note ends");
        heard.sort(Comparator.comparingLong(Heard::startTick));
        return heard;
    }

    private static double seconds(TreeMap<Long, byte[]> tempi, long tick) {
        double seconds = 0;
        long at = 0;
        double micros = 500_000;
        for (Map.Entry<Long, byte[]> tempo : tempi.headMap(tick, true).entrySet()) {
            seconds += (tempo.getKey() - at) * micros / 480e6;
            at = tempo.getKey();
            byte[] data = tempo.getValue();
            micros = (data[0] & 255) << 16 | (data[1] & 255) << 8 | (data[2] & 255);
        }
        return seconds + (tick - at) * micros / 480e6;
    }

    private static TreeMap<Long, byte[]> metas(Track track, int type) {
        TreeMap<Long, byte[]> found = new TreeMap<>();
        for (int i = 0; i < track.size(); i++) {
            if (track.get(i).getMessage() instanceof MetaMessage meta && meta.getType() == type) {
                found.put(track.get(i).getTick(), meta.getData());
            }
        }
        return found;
    }

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }
}
