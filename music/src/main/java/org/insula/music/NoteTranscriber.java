package org.insula.music;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Turns a posteriorgram into notes, as the published program of Basic Pitch does. First every onset, from the last to
 * the first, begins a note that lasts until its key has been unlikely for a while; it takes away what its key and the
 * two beside it sound. Then the loudest that is left grows to both sides into a note, until nothing is loud enough.
 *
 * <p>Safe for use by many threads at once.
 *
 * @see <a href="https://arxiv.org/abs/2203.09893">Bittner et al. 2022, section 2.3</a>
 */
public final class NoteTranscriber {
    private static final int KEYS = Posteriorgram.KEYS;
    private static final Comparator<Note> ORDER =
            Comparator.comparingDouble(Note::start).thenComparingInt(Note::midi).thenComparingDouble(Note::end);

    private final TranscriptionOptions options;

    public NoteTranscriber(TranscriptionOptions options) {
        this.options = options;
    }

    /** The notes by start, then pitch; with bends where the posteriorgram has them. */
    public List<Note> transcribe(Posteriorgram heard) {
        return new Pass(heard, options).notes();
    }

    /** The work on one posteriorgram. */
    private static final class Pass {
        private final Posteriorgram heard;
        private final TranscriptionOptions options;
        private final int frames;
        private final int lowest;
        private final int highest;
        /** What no note has taken yet, shape (frames, 88). */
        private final float[] left;

        private final List<Note> notes = new ArrayList<>();

        Pass(Posteriorgram heard, TranscriptionOptions options) {
            this.heard = heard;
            this.options = options;
            this.frames = heard.frames();
            this.lowest = Math.max(0, options.lowestMidi() - Posteriorgram.LOWEST_MIDI);
            this.highest = Math.min(KEYS - 1, options.highestMidi() - Posteriorgram.LOWEST_MIDI);
            this.left = heard.notes().clone();
            silenceOthers();
        }

        private void silenceOthers() {
            for (int i = 0; i < left.length; i++) {
                int key = i % KEYS;
                if (key < lowest || key > highest) {
                    left[i] = 0;
                }
            }
        }

        List<Note> notes() {
            Onsets onsets = new Onsets(heard, lowest, highest, options.inferOnsets());
            for (int frame = frames - 2; frame > 0; frame--) {
                for (int key = highest; key >= lowest; key--) {
                    if (onsets.peaksAbove(frame, key, options.onsetThreshold())) {
                        strike(frame, key);
                    }
                }
            }
            if (options.melodia()) {
                for (long cell : loudestFirst()) {
                    grow((int) cell / KEYS, (int) cell % KEYS);
                }
            }
            notes.sort(ORDER);
            return Collections.unmodifiableList(notes);
        }

        private void strike(int start, int key) {
            int end = start + 1;
            int weak = 0;
            while (end < frames - 1 && weak < options.energyTolerance()) {
                weak = left[end * KEYS + key] < options.frameThreshold() ? weak + 1 : 0;
                end++;
            }
            end -= weak;
            if (end - start <= options.minimumFrames()) {
                return;
            }
            for (int frame = start; frame < end; frame++) {
                left[frame * KEYS + key] = 0;
                takeBeside(frame, key);
            }
            add(start, end, key);
        }

        /** The cells above the threshold; taking never makes one louder, so that one ordering serves for all. */
        private long[] loudestFirst() {
            long[] cells = new long[1024];
            int count = 0;
            for (int i = 0; i < left.length; i++) {
                if (left[i] > options.frameThreshold()) {
                    if (count == cells.length) {
                        cells = Arrays.copyOf(cells, 2 * count);
                    }
                    // positive floats sort as their bits do; of equals the first in time comes first
                    cells[count++] = ((long) ~Float.floatToRawIntBits(left[i]) << 32) | i;
                }
            }
            cells = Arrays.copyOf(cells, count);
            Arrays.sort(cells);
            for (int i = 0; i < count; i++) {
                cells[i] &= 0xFFFFFFFFL;
            }
            return cells;
        }

        private void grow(int middle, int key) {
            if (left[middle * KEYS + key] == 0) {
                return;
            }
            left[middle * KEYS + key] = 0;
            int frame = middle + 1;
            int weak = 0;
            while (frame < frames - 1 && weak < options.energyTolerance()) {
                weak = take(frame++, key) < options.frameThreshold() ? weak + 1 : 0;
            }
            int end = frame - 1 - weak;
            frame = middle - 1;
            weak = 0;
            while (frame > 0 && weak < options.energyTolerance()) {
                weak = take(frame--, key) < options.frameThreshold() ? weak + 1 : 0;
            }
            int start = frame + 1 + weak;
            if (end - start > options.minimumFrames()) {
                add(start, end, key);
            }
        }

        private float take(int frame, int key) {
            float taken = left[frame * KEYS + key];
            left[frame * KEYS + key] = 0;
            takeBeside(frame, key);
            return taken;
        }

        private void takeBeside(int frame, int key) {
            if (key > 0) {
                left[frame * KEYS + key - 1] = 0;
            }
            if (key < KEYS - 1) {
                left[frame * KEYS + key + 1] = 0;
            }
        }

        private void add(int start, int end, int key) {
            double sum = 0;
            for (int frame = start; frame < end; frame++) {
                sum += heard.note(frame, key);
            }
            notes.add(new Note(
                    heard.time(start),
                    heard.time(end),
                    key + Posteriorgram.LOWEST_MIDI,
                    sum / (end - start),
                    bends(start, end, key)));
        }

        private List<Integer> bends(int start, int end, int key) {
            if (!heard.hasBends()) {
                return List.of();
            }
            List<Integer> bends = new ArrayList<>(end - start);
            for (int frame = start; frame < end; frame++) {
                bends.add(heard.bend(frame, key));
            }
            return bends;
        }
    }
}
