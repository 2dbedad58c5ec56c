package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.insula.signal.audio.Waveform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PitchTrackerTest {
    private static final PitchTracker TRACKER = new PitchTracker();

    @AfterAll
    static void close() {
        TRACKER.close();
    }

    @Test
    void aScaleIsHeardNoteByNote() {
        Posteriorgram heard = TRACKER.track(SyntheticSound.melody(0.5, 60, 62, 64, 65, 67), 1, false);
        List<Note> notes = new NoteTranscriber(TranscriptionOptions.published()).transcribe(heard);
        assertEquals(List.of(60, 62, 64, 65, 67), notes.stream().map(Note::midi).toList());
        for (int i = 0; i < notes.size(); i++) {
            assertEquals(0.5 + 0.5 * i, notes.get(i).start(), 0.03);
        }
    }

    @Test
    void oneThreadAndSeveralHearTheSame() {
        Waveform sound = SyntheticSound.manyNotes();
        Posteriorgram one = TRACKER.track(sound, 1, true);
        Posteriorgram three = TRACKER.track(sound, 3, true);
        assertArrayEquals(one.notes(), three.notes());
        assertArrayEquals(one.onsets(), three.onsets());
        for (int frame = 0; frame < one.frames(); frame++) {
            assertEquals(one.bend(frame, 40), three.bend(frame, 40));
        }
    }

    @Test
    void framesGoOnToTheEndOfTheSoundAndNoFurther() {
        for (int samples : new int[] {1, 255, 256, 257, 36_164, 79_380_000}) {
            int frames = PitchTracker.frames(samples);
            double seconds = (double) samples / PitchTracker.SAMPLE_RATE;
            assertTrue(Posteriorgram.timeOf(frames) >= seconds, samples + " samples");
            assertTrue(Posteriorgram.timeOf(frames - 1) < seconds, samples + " samples");
        }
        assertEquals(0, PitchTracker.frames(0));
    }

    @Test
    void aWindowBeginsHalfAnOverlapEarlierAndIsFilledUpWithSilence() {
        float[] ramp = new float[PitchTracker.HOP + 10];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i + 1;
        }
        float[] window = new float[PitchTracker.WINDOW];
        PitchTracker.cut(Waveform.of(ramp, PitchTracker.SAMPLE_RATE), 0, window);
        assertEquals(0, window[PitchTracker.LEAD - 1]);
        assertEquals(1, window[PitchTracker.LEAD]);
        PitchTracker.cut(Waveform.of(ramp, PitchTracker.SAMPLE_RATE), 1, window);
        assertEquals(PitchTracker.HOP - PitchTracker.LEAD + 1, window[0]);
        assertEquals(ramp.length, window[PitchTracker.LEAD + 9]);
        assertEquals(0, window[PitchTracker.LEAD + 10]);
        assertEquals(0, window[PitchTracker.WINDOW - 1]);
        PitchTracker.cut(Waveform.of(ramp, PitchTracker.SAMPLE_RATE), 2, window);
        assertArrayEquals(new float[PitchTracker.WINDOW], window);
    }

    @Test
    void nothingIsHeardInSilenceOrInNoSoundAtAll() {
        for (int samples : new int[] {0, 66, 60_000}) {
            Posteriorgram heard = TRACKER.track(Waveform.of(new float[samples], PitchTracker.SAMPLE_RATE), 2, true);
            assertEquals(List.of(), new NoteTranscriber(TranscriptionOptions.published()).transcribe(heard));
        }
    }

    @Test
    void anotherRateIsRefused() {
        MusicException refused =
                assertThrows(MusicException.class, () -> TRACKER.track(Waveform.of(new float[100], 44_100), 1, false));
        assertEquals(
                "The sound comes at 44100 Hz and notes are heard at 22050 Hz; resample it first.",
                refused.getMessage());
    }
}
