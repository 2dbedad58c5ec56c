package org.insula.music;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A written note or rest: where it begins and how long it lasts, in twelfths of a beat, the beat being a quarter.
 *
 * @param start since the first beat
 * @param length one that a single sign, dotted or in a triplet, can stand for
 */
record NoteValue(int start, int length) {
    private static final int BEAT = Quantiser.BEAT;

    int end() {
        return start + length;
    }

    boolean isTriplet() {
        return length % 3 != 0;
    }

    boolean isDotted() {
        return length % 9 == 0;
    }

    /** The name in MusicXML. */
    String type() {
        return switch (length) {
            case 48 -> "whole";
            case 36, 24 -> "half";
            case 18, 12, 8 -> "quarter";
            case 9, 6, 4 -> "eighth";
            case 3 -> "16th";
            default -> throw new IllegalArgumentException(length + " twelfths of a beat");
        };
    }

    /**
     * Divides a span so that every beat can be seen: what begins within a beat ends with it, but for a quarter on the
     * half beat, which may stand across.
     *
     * @param bar where the bar begins, in twelfths
     * @param triplet whether a beat is divided by three
     */
    static List<NoteValue> divide(int start, int end, int bar, IntPredicate triplet) {
        List<NoteValue> values = new ArrayList<>();
        for (int at = start; at < end; ) {
            int length = first(at, end, bar, triplet);
            values.add(new NoteValue(at, length));
            at += length;
        }
        return values;
    }

    private static int first(int at, int end, int bar, IntPredicate triplet) {
        int left = end - at;
        int offset = Math.floorMod(at, BEAT);
        if (offset != 0) {
            boolean middle = (at - bar + BEAT / 2) % (2 * BEAT) == 0;
            boolean across = offset == 6 && left == BEAT && !middle;
            return across ? BEAT : Math.min(left, BEAT - offset);
        }
        if (left < BEAT) {
            return left;
        }
        if (left == 18 && !triplet.test(Math.floorDiv(at, BEAT) + 1)) {
            return 18;
        }
        return BEAT * Math.min(4, left / BEAT);
    }
}
