package org.insula.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How well notes were found, as mir_eval counts it: a found note matches one annotated note of the same pitch whose
 * onset is at most 50 ms away; ends do not count.
 */
record NoteScore(double precision, double recall, double f) {
    private static final double WINDOW_SECONDS = 0.05;
    /** mir_eval rounds distances to this many seconds before it compares. */
    private static final double GRAIN = 1e-4;

    /** The onset in seconds and the MIDI number of a note. */
    record Onset(double seconds, int midi) {}

    static NoteScore of(List<Onset> reference, List<Onset> estimated) {
        if (reference.isEmpty() || estimated.isEmpty()) {
            return new NoteScore(0, 0, 0);
        }
        int matches = new Matching(reference, estimated).size();
        double precision = (double) matches / estimated.size();
        double recall = (double) matches / reference.size();
        return new NoteScore(precision, recall, 2.0 * matches / (reference.size() + estimated.size()));
    }

    /** The largest set of pairs in which every note occurs once, by augmenting paths. */
    private static final class Matching {
        private final List<int[]> candidates = new ArrayList<>();
        private final int[] takenBy;
        private final boolean[] seen;

        Matching(List<Onset> reference, List<Onset> estimated) {
            for (Onset wanted : reference) {
                int[] near = new int[estimated.size()];
                int count = 0;
                for (int e = 0; e < estimated.size(); e++) {
                    Onset found = estimated.get(e);
                    double away = Math.abs(found.seconds() - wanted.seconds());
                    if (found.midi() == wanted.midi() && Math.rint(away / GRAIN) * GRAIN <= WINDOW_SECONDS) {
                        near[count++] = e;
                    }
                }
                candidates.add(Arrays.copyOf(near, count));
            }
            takenBy = new int[estimated.size()];
            seen = new boolean[estimated.size()];
            Arrays.fill(takenBy, -1);
        }

        int size() {
            int size = 0;
            for (int w = 0; w < candidates.size(); w++) {
                Arrays.fill(seen, false);
                size += place(w) ? 1 : 0;
            }
            return size;
        }

        private boolean place(int wanted) {
            for (int found : candidates.get(wanted)) {
                if (!seen[found]) {
                    seen[found] = true;
                    if (takenBy[found] < 0 || place(takenBy[found])) {
                        takenBy[found] = wanted;
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
