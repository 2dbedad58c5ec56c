package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.insula.signal.audio.Waveform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MusicReaderTest {
    private static final int C = 60;
    private static final int F = 65;
    private static final int G = 67;
    private static final int A = 69;

    private static MusicReader reader;

    @BeforeAll
    static void open() {
        reader = new MusicReader(2);
    }

    @AfterAll
    static void close() {
        reader.close();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 4", "0.4, 3", "0.6, 4"})
    void aBassNoteAndAChordOnEveryFirstBeatAreTheDownbeats(double beat, int meter) {
        Played played = new Played(64 * beat);
        int[] roots = {C, F, G, C};
        for (int i = 0; i < 60; i++) {
            int root = roots[i / meter % roots.length];
            played.click(0.3 + i * beat, 0.4);
            if (i % meter == 0) {
                played.tone(0.3 + i * beat, beat, root - 24, 0.5);
            } else {
                played.chord(0.3 + i * beat, beat * 0.8, 0.2, root, root + 4, root + 7);
            }
        }
        Reading reading = reader.read(played.sound());
        assertEquals(60 / beat, reading.tempo().bpm(), 1);
        assertEquals(meter, reading.meter());
        assertNear(0.3, beat, 60, reading.beats());
        assertNear(0.3, meter * beat, 60 / meter, reading.downbeats());
    }

    @Test
    void clicksAtTwoASecondAreAHundredAndTwentyBeatsAMinute() {
        Played played = new Played(30);
        for (int i = 0; i < 59; i++) {
            played.click(0.25 + 0.5 * i, i % 4 == 0 ? 0.8 : 0.3);
        }
        Reading reading = reader.read(played.sound());
        assertEquals(120, reading.tempo().bpm(), 1);
        assertNear(0.25, 0.5, 59, reading.beats());
    }

    @Test
    void chordsAreNamedWhereTheySound() {
        Reading reading = reader.read(progression().sound());
        List<ChordSpan> named = reading.chords().stream()
                .filter(span -> span.end() - span.start() > 1)
                .toList();
        assertEquals(
                List.of("C:maj", "A:min", "F:maj", "G:maj", "C:maj", "A:min", "F:maj", "G:maj"),
                named.stream().limit(8).map(span -> span.chord().name()).toList());
        assertEquals(2.5, named.get(1).start(), 0.1);
        assertEquals(PitchClass.C, reading.key().tonic());
        assertEquals(Mode.MAJOR, reading.key().mode());
    }

    @Test
    void timeIsCoveredWithoutGaps() {
        Waveform sound = progression().sound();
        Reading reading = reader.read(sound);
        assertEquals(0, reading.chords().getFirst().start());
        assertEquals(sound.seconds(), reading.chords().getLast().end());
        for (int i = 1; i < reading.chords().size(); i++) {
            assertEquals(
                    reading.chords().get(i - 1).end(), reading.chords().get(i).start());
        }
        assertEquals(0, reading.sections().getFirst().start());
        assertEquals(sound.seconds(), reading.sections().getLast().end());
    }

    @ParameterizedTest
    @CsvSource({"0.25", "0.05", "2"})
    void loudnessChangesNothing(double gain) {
        Reading reading = reader.read(progression().sound());
        Reading other = reader.read(progression().sound(gain));
        assertEquals(reading.beats(), other.beats());
        assertEquals(reading.downbeats(), other.downbeats());
        assertEquals(reading.key().tonic(), other.key().tonic());
        assertEquals(reading.chords(), other.chords());
    }

    @Test
    void whatIsPlayedLaterIsFoundLater() {
        List<Double> beats = reader.read(progression(0.5).sound()).beats();
        List<Double> later = reader.read(progression(0.63).sound()).beats();
        for (int i = 4; i < 40; i++) {
            double beat = beats.get(i);
            assertTrue(
                    later.stream().anyMatch(l -> Math.abs(l - 0.13 - beat) < 0.03), "beat at " + beat + ": " + later);
        }
    }

    @Test
    void aMinorScaleOverItsTonicIsInMinor() {
        int[] scale = {69, 71, 72, 74, 76, 77, 80, 81};
        Played played = new Played(20);
        for (int i = 0; i < 36; i++) {
            played.tone(0.5 + 0.5 * i, 0.5, scale[i % 8], 0.4);
        }
        for (int i = 0; i < 9; i++) {
            played.chord(0.5 + 2 * i, 2, 0.25, 45, 57, 60, 64);
        }
        Key key = reader.read(played.sound()).key();
        assertEquals("8A", key.camelot());
    }

    @Test
    void silenceIsRefused() {
        Waveform silence = Waveform.of(new float[5 * MusicReader.SAMPLE_RATE], MusicReader.SAMPLE_RATE);
        MusicException refused = assertThrows(MusicException.class, () -> reader.read(silence));
        assertTrue(refused.getMessage().startsWith("The recording is silent"), refused.getMessage());
    }

    @Test
    void threeMillisecondsAreTooShort() {
        Waveform sound = Waveform.of(new float[66], MusicReader.SAMPLE_RATE);
        MusicException refused = assertThrows(MusicException.class, () -> reader.read(sound));
        assertEquals(
                "The sound lasts 3 ms and music is read from 1 second on; give a longer recording.",
                refused.getMessage());
    }

    @Test
    void anotherRateIsRefused() {
        Waveform sound = Waveform.of(new float[44100], 44100);
        MusicException refused = assertThrows(MusicException.class, () -> reader.read(sound));
        assertEquals(
                "The sound comes at 44100 Hz and music is read at 22050 Hz; resample it first.", refused.getMessage());
    }

    @Test
    void aSecondOfAToneIsReadWithoutBeats() {
        Reading reading = reader.read(new Played(1).tone(0, 1, 69, 0.5).sound());
        assertEquals(1, reading.durationSeconds());
        assertTrue(reading.beats().isEmpty());
    }

    @Test
    void theFormOfASongIsFound() {
        int[][] verse = {{C, 0}, {A - 12, 1}, {F - 12, 0}, {G - 12, 0}, {C, 0}, {A - 12, 1}, {F - 12, 0}, {C, 0}};
        int[][] bridge = {{64, 1}, {62, 1}, {64, 1}, {62, 1}, {A, 1}, {62, 1}, {G, 0}, {G, 0}};
        Played played = new Played(66);
        double at = 0.5;
        for (int[][] part : List.of(verse, verse, bridge, verse)) {
            for (int[] bar : part) {
                for (int beat = 0; beat < 4; beat++) {
                    int third = bar[1] == 1 ? 3 : 4;
                    played.chord(at, 0.5, 0.25, bar[0], bar[0] + third, bar[0] + 7);
                    played.click(at, 0.3);
                    if (beat == 0) {
                        played.tone(at, 1, bar[0] - 24, 0.5);
                    }
                    at += 0.5;
                }
            }
        }
        Reading reading = reader.read(played.sound());
        String form = reading.sections().stream().map(Section::label).collect(Collectors.joining());
        assertTrue(form.startsWith("AABA"), reading.sections().toString());
        assertEquals(32.5, reading.sections().get(2).start(), 0.1);
    }

    private static Played progression() {
        return progression(0.5);
    }

    /** C, A minor, F and G, two seconds each with four beats, six times over. */
    private static Played progression(double at) {
        int[][] chords = {{60, 64, 67}, {57, 60, 64}, {53, 57, 60}, {55, 59, 62}};
        Played played = new Played(50);
        for (int i = 0; i < 24; i++) {
            int[] chord = chords[i % 4];
            for (int beat = 0; beat < 4; beat++) {
                double now = at + 2 * i + 0.5 * beat;
                played.chord(now, 0.5, 0.3, chord);
                played.tone(now, 0.5, chord[0] - 12, beat == 0 ? 0.6 : 0.2);
            }
        }
        return played;
    }

    private static void assertNear(double first, double step, int count, List<Double> found) {
        for (int i = 0; i < count; i++) {
            double wanted = first + i * step;
            assertTrue(
                    found.stream().anyMatch(beat -> Math.abs(beat - wanted) < 0.03),
                    "nothing within 30 ms of " + wanted + " s in " + found);
        }
        assertTrue(found.size() <= count + 1, found.size() + " found, " + count + " wanted: " + found);
    }
}
