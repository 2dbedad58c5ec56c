package org.insula.music;

import java.util.ArrayList;
import java.util.List;
import org.insula.music.Quantiser.Placed;
import org.insula.music.Voice.Struck;

/**
 * A staff of at most two voices. What is struck together and lasts about as long is a chord of one voice; the second
 * voice is used only for what is struck while a long note goes on.
 */
final class Staff {
    /** Chords are cut and held by this much, rather than that a voice or a rest is added. */
    private static final int EIGHTH = 6;

    private static final int MIDDLE_C = 60;
    /** Around middle C a note goes to the staff where one of its neighbours has just been. */
    private static final int MARGIN = 5;

    private static final int RECENT = 2 * Quantiser.BEAT;

    private final Voice upper = new Voice();
    private final Voice lower = new Voice();

    private Staff(List<Placed> notes) {
        for (int i = 0; i < notes.size(); ) {
            int from = i;
            while (i < notes.size() && notes.get(i).start() == notes.get(from).start()) {
                i++;
            }
            strike(notes.subList(from, i));
        }
        upper.join(EIGHTH);
        lower.join(EIGHTH);
    }

    /** The staves of treble and bass, by start. */
    static List<Staff> split(List<Placed> notes) {
        List<Placed> treble = new ArrayList<>();
        List<Placed> bass = new ArrayList<>();
        for (Placed note : notes) {
            (isTreble(note, treble, bass) ? treble : bass).add(note);
        }
        return List.of(new Staff(treble), new Staff(bass));
    }

    private static boolean isTreble(Placed note, List<Placed> treble, List<Placed> bass) {
        int above = note.midi() - MIDDLE_C;
        if (above >= MARGIN || above < -MARGIN) {
            return above >= 0;
        }
        int toTreble = distance(note, treble);
        int toBass = distance(note, bass);
        return toTreble == toBass ? above >= 0 : toTreble < toBass;
    }

    private static int distance(Placed note, List<Placed> staff) {
        int nearest = 12;
        for (int i = staff.size() - 1; i >= 0 && note.start() - staff.get(i).start() <= RECENT; i--) {
            nearest = Math.min(nearest, Math.abs(note.midi() - staff.get(i).midi()));
        }
        return nearest;
    }

    /** Those of its voices that play anything, the upper first. */
    List<Voice> voices() {
        return lower.isEmpty() ? List.of(upper) : List.of(upper, lower);
    }

    boolean isEmpty() {
        return upper.isEmpty() && lower.isEmpty();
    }

    private void strike(List<Placed> together) {
        int start = together.getFirst().start();
        release(upper, lower, start);
        release(lower, upper, start);
        int shortest = together.stream().mapToInt(Placed::end).min().orElseThrow();
        int longest = together.stream().mapToInt(Placed::end).max().orElseThrow();
        boolean upperFree = upper.end() <= start;
        boolean lowerFree = lower.end() <= start;
        if (longest - shortest > Quantiser.BEAT && upperFree && lowerFree) {
            int middle = (shortest + longest) / 2;
            List<Placed> held =
                    together.stream().filter(note -> note.end() > middle).toList();
            List<Placed> moving =
                    together.stream().filter(note -> note.end() <= middle).toList();
            boolean heldBelow = held.getFirst().midi() < moving.getFirst().midi();
            (heldBelow ? lower : upper).add(chord(held, longest));
            (heldBelow ? upper : lower).add(chord(moving, shortest));
            return;
        }
        Voice voice = upperFree ? upper : lower;
        if (!upperFree && !lowerFree) {
            voice = upper.chords().getLast().start() <= lower.chords().getLast().start() ? upper : lower;
            voice.endLast(start);
        }
        voice.add(chord(together, longest - shortest > EIGHTH ? shortest : longest));
    }

    /** Cuts a chord that goes on only a little, or less than it has sounded while the other voice is silent. */
    private static void release(Voice voice, Voice other, int start) {
        if (voice.end() > start) {
            Struck last = voice.chords().getLast();
            int over = last.end() - start;
            if (over <= EIGHTH || (other.end() < start && over < start - last.start())) {
                voice.endLast(start);
            }
        }
    }

    private static Struck chord(List<Placed> notes, int end) {
        return new Struck(
                notes.getFirst().start(),
                end,
                notes.stream().map(Placed::midi).sorted().toList());
    }
}
