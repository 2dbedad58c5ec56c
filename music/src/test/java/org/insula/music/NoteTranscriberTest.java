package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoteTranscriberTest {
    private static final int KEYS = Posteriorgram.KEYS;

    private static List<Note> transcribe(int frames, float[] notes, float[] onsets, TranscriptionOptions options) {
        return new NoteTranscriber(options).transcribe(new Posteriorgram(frames, notes, onsets, new byte[0]));
    }

    private static void sound(float[] notes, int key, int from, int to, float likelihood) {
        for (int frame = from; frame < to; frame++) {
            notes[frame * KEYS + key] = likelihood;
        }
    }

    @Test
    void aNoteBeginsAtItsOnsetAndOutlivesAShortWeakness() {
        int frames = 60;
        float[] notes = new float[frames * KEYS];
        float[] onsets = new float[frames * KEYS];
        onsets[10 * KEYS + 39] = 0.9f;
        sound(notes, 39, 10, 40, 0.8f);
        sound(notes, 39, 20, 30, 0.2f);
        List<Note> heard = transcribe(frames, notes, onsets, TranscriptionOptions.published());
        double frame = 256.0 / 22050;
        assertEquals(1, heard.size());
        assertEquals(60, heard.get(0).midi());
        assertEquals(10 * frame, heard.get(0).start(), 1e-9);
        assertEquals(40 * frame, heard.get(0).end(), 1e-9);
        assertEquals((20 * 0.8 + 10 * 0.2) / 30, heard.get(0).amplitude(), 1e-6);
        assertEquals(76, heard.get(0).velocity());
        assertEquals(List.of(), heard.get(0).bends());
    }

    @Test
    void whatSoundsWithoutAnOnsetBecomesANoteOnlyByTheMelodiaStep() {
        int frames = 60;
        float[] notes = new float[frames * KEYS];
        sound(notes, 50, 15, 40, 0.7f);
        float[] onsets = new float[frames * KEYS];
        TranscriptionOptions all = TranscriptionOptions.published();
        assertEquals(1, transcribe(frames, notes, onsets, all).size());
        TranscriptionOptions onsetsOnly = new TranscriptionOptions(0.5, 0.3, 11, 11, true, false, 21, 108);
        assertEquals(List.of(), transcribe(frames, notes, onsets, onsetsOnly));
    }

    @Test
    void aNoteMustLastLongerThanTheShortest() {
        for (int length : new int[] {11, 12}) {
            int frames = 60;
            float[] notes = new float[frames * KEYS];
            float[] onsets = new float[frames * KEYS];
            onsets[10 * KEYS] = 0.9f;
            sound(notes, 0, 10, 10 + length, 0.8f);
            TranscriptionOptions onsetsOnly = new TranscriptionOptions(0.5, 0.3, 11, 11, true, false, 21, 108);
            assertEquals(
                    length - 11, transcribe(frames, notes, onsets, onsetsOnly).size());
        }
    }

    @Test
    void notesOutsideTheRangeAreLeftOut() {
        int frames = 60;
        float[] notes = new float[frames * KEYS];
        float[] onsets = new float[frames * KEYS];
        for (int key : new int[] {19, 39, 59}) {
            onsets[10 * KEYS + key] = 0.9f;
            sound(notes, key, 10, 40, 0.8f);
        }
        TranscriptionOptions published = TranscriptionOptions.published();
        assertEquals(3, transcribe(frames, notes, onsets, published).size());
        assertEquals(
                List.of(60, 80),
                transcribe(frames, notes, onsets, published.within(60, 80)).stream()
                        .map(Note::midi)
                        .toList());
    }

    @Test
    void fewFramesAreNoNotes() {
        for (int frames = 0; frames < 4; frames++) {
            float[] likely = new float[frames * KEYS];
            Arrays.fill(likely, 0.9f);
            assertEquals(List.of(), transcribe(frames, likely, likely, TranscriptionOptions.published()));
        }
    }

    @Test
    void sortingOnceFindsWhatSearchingForTheLoudestEachTimeFinds() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int frames = random.nextInt(1, 200);
            float[] notes = noise(random, frames);
            float[] onsets = noise(random, frames);
            Posteriorgram heard = new Posteriorgram(frames, notes, onsets, new byte[0]);
            TranscriptionOptions options = new TranscriptionOptions(0.7, 0.3, 3, 4, true, true, 21, 108);
            assertEquals(plain(heard, options), new NoteTranscriber(options).transcribe(heard), "seed " + seed);
        }
    }

    /** Random and smooth, so that notes come about; with equal values now and then. */
    private static float[] noise(SplittableRandom random, int frames) {
        float[] values = new float[frames * KEYS];
        for (int i = 0; i < values.length; i++) {
            double fresh = Math.round(100 * random.nextDouble()) / 100.0;
            values[i] = (float) (i < KEYS ? fresh : 0.7 * values[i - KEYS] + 0.3 * fresh);
        }
        return values;
    }

    /** The published procedure step by step, on whole matrices. */
    private static List<Note> plain(Posteriorgram heard, TranscriptionOptions options) {
        int frames = heard.frames();
        float[][] left = new float[frames][KEYS];
        for (int frame = 0; frame < frames; frame++) {
            for (int key = 0; key < KEYS; key++) {
                left[frame][key] = heard.note(frame, key);
            }
        }
        List<Note> notes = new ArrayList<>();
        Onsets onsets = new Onsets(heard, 0, KEYS - 1, true);
        for (int start = frames - 2; start >= 0; start--) {
            for (int key = KEYS - 1; key >= 0; key--) {
                if (onsets.peaksAbove(start, key, options.onsetThreshold())) {
                    int end = start + 1;
                    int weak = 0;
                    while (end < frames - 1 && weak < options.energyTolerance()) {
                        weak = left[end][key] < options.frameThreshold() ? weak + 1 : 0;
                        end++;
                    }
                    end -= weak;
                    if (end - start > options.minimumFrames()) {
                        clear(left, start, end, key);
                        notes.add(note(heard, start, end, key));
                    }
                }
            }
        }
        for (int[] at = loudest(left); left.length > 0 && left[at[0]][at[1]] > options.frameThreshold(); ) {
            int key = at[1];
            left[at[0]][key] = 0;
            int after = at[0] + 1;
            int weak = 0;
            while (after < frames - 1 && weak < options.energyTolerance()) {
                weak = left[after][key] < options.frameThreshold() ? weak + 1 : 0;
                clear(left, after, after + 1, key);
                after++;
            }
            int end = after - 1 - weak;
            int before = at[0] - 1;
            weak = 0;
            while (before > 0 && weak < options.energyTolerance()) {
                weak = left[before][key] < options.frameThreshold() ? weak + 1 : 0;
                clear(left, before, before + 1, key);
                before--;
            }
            int start = before + 1 + weak;
            if (end - start > options.minimumFrames()) {
                notes.add(note(heard, start, end, key));
            }
            at = loudest(left);
        }
        notes.sort(Comparator.comparingDouble(Note::start)
                .thenComparingInt(Note::midi)
                .thenComparingDouble(Note::end));
        return notes;
    }

    private static int[] loudest(float[][] left) {
        int[] at = {0, 0};
        for (int frame = 0; frame < left.length; frame++) {
            for (int key = 0; key < KEYS; key++) {
                if (left[frame][key] > left[at[0]][at[1]]) {
                    at = new int[] {frame, key};
                }
            }
        }
        return at;
    }

    private static void clear(float[][] left, int start, int end, int key) {
        for (int frame = start; frame < end; frame++) {
            for (int k = Math.max(0, key - 1); k <= Math.min(KEYS - 1, key + 1); k++) {
                left[frame][k] = 0;
            }
        }
    }

    private static Note note(Posteriorgram heard, int start, int end, int key) {
        double sum = 0;
        for (int frame = start; frame < end; frame++) {
            sum += heard.note(frame, key);
        }
        return new Note(heard.time(start), heard.time(end), key + 21, sum / (end - start), List.of());
    }

    @Test
    void thresholdsOutsideTheirRangeAreRefused() {
        MusicException refused = assertThrows(
                MusicException.class, () -> new TranscriptionOptions(1.5, 0.3, 11, 11, true, true, 21, 108));
        assertEquals(
                "The thresholds for onsets and frames are 1.5 and 0.3; give numbers from 0 to 1.",
                refused.getMessage());
    }
}
