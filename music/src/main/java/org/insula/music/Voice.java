package org.insula.music;

import java.util.ArrayList;
import java.util.List;

/** What one voice of a staff plays: chords one after the other. */
final class Voice {
    private final List<Struck> chords = new ArrayList<>();

    List<Struck> chords() {
        return chords;
    }

    boolean isEmpty() {
        return chords.isEmpty();
    }

    /** When the last chord ends, or how long ago everything began. */
    int end() {
        return chords.isEmpty() ? Integer.MIN_VALUE : chords.getLast().end();
    }

    void add(Struck chord) {
        chords.add(chord);
    }

    /** Ends the last chord earlier or later. */
    void endLast(int end) {
        chords.add(chords.removeLast().until(end));
    }

    /** Chords are held over a gap of at most {@code gap} to the next. */
    void join(int gap) {
        for (int i = 0; i + 1 < chords.size(); i++) {
            int next = chords.get(i + 1).start();
            if (next - chords.get(i).end() <= gap) {
                chords.set(i, chords.get(i).until(next));
            }
        }
    }

    /**
     * Notes that are struck and end together.
     *
     * @param start in twelfths of a beat
     * @param end in twelfths of a beat, after {@code start}
     * @param midis ascending
     */
    record Struck(int start, int end, List<Integer> midis) {
        Struck {
            midis = List.copyOf(midis);
        }

        Struck until(int end) {
            return new Struck(start, end, midis);
        }
    }
}
