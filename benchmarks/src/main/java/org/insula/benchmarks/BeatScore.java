package org.insula.benchmarks;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How well beats were found, as mir_eval counts it: matches within 70 ms, and continuity (how much of the tapping keeps
 * to the annotated beats, each within 17.5 % of a beat in phase and in period). The first five seconds do not count.
 *
 * @param f harmonic mean of precision and recall
 * @param cmlC longest continuous stretch at the annotated level, as a part of the taps or of the annotations where these
 *     are more
 * @param cmlT all such stretches
 * @param amlC as {@code cmlC}, where off-beat, double and half tempo are also right
 * @param amlT as {@code cmlT}, where off-beat, double and half tempo are also right
 * @see <a href="https://qmro.qmul.ac.uk/xmlui/handle/123456789/15069">Davies, Degara and Plumbley 2009</a>
 */
record BeatScore(double f, double cmlC, double cmlT, double amlC, double amlT) {
    private static final double TRIM_SECONDS = 5;
    private static final double WINDOW_SECONDS = 0.07;
    private static final double TOLERANCE = 0.175;

    /** Scores {@code estimated} beats against {@code reference} ones; both in seconds, ascending. */
    static BeatScore of(double[] reference, double[] estimated) {
        double[] wanted = trimmed(reference);
        double[] found = trimmed(estimated);
        double f = fMeasure(wanted, found, WINDOW_SECONDS);
        if (wanted.length < 2 || found.length < 2) {
            return new BeatScore(f, 0, 0, 0, 0);
        }
        Continuity same = Continuity.of(wanted, found);
        double longest = same.longest;
        double total = same.total;
        for (double[] level : otherLevels(wanted)) {
            Continuity other = Continuity.of(level, found);
            longest = Math.max(longest, other.longest);
            total = Math.max(total, other.total);
        }
        return new BeatScore(f, same.longest, same.total, longest, total);
    }

    /** Harmonic mean of precision and recall, where one event matches one other at most {@code window} away. */
    static double fMeasure(double[] wanted, double[] found, double window) {
        int matches = 0;
        for (int w = 0, e = 0; w < wanted.length && e < found.length; ) {
            if (Math.abs(wanted[w] - found[e]) <= window) {
                matches++;
                w++;
                e++;
            } else if (wanted[w] < found[e]) {
                w++;
            } else {
                e++;
            }
        }
        return matches == 0 ? 0 : 2.0 * matches / (wanted.length + found.length);
    }

    private static double[] trimmed(double[] beats) {
        return Arrays.stream(beats).filter(beat -> beat >= TRIM_SECONDS).toArray();
    }

    private static double[][] otherLevels(double[] beats) {
        int n = beats.length;
        double[] doubled = new double[2 * n - 1];
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] = (beats[i / 2] + beats[(i + 1) / 2]) / 2;
        }
        return new double[][] {every(doubled, 1), doubled, every(beats, 0), every(beats, 1)};
    }

    private static double[] every(double[] beats, int from) {
        return IntStream.range(0, (beats.length - from + 1) / 2)
                .mapToDouble(i -> beats[from + 2 * i])
                .toArray();
    }

    private record Continuity(double longest, double total) {
        static Continuity of(double[] wanted, double[] found) {
            int n = Math.max(wanted.length, found.length);
            boolean[] used = new boolean[n];
            int run = 0;
            int longest = 0;
            int total = 0;
            for (int m = 0; m < found.length; m++) {
                int nearest = nearest(wanted, found[m]);
                if (!used[nearest] && fits(wanted, nearest, found, m)) {
                    used[nearest] = true;
                    total++;
                    longest = Math.max(longest, ++run);
                } else {
                    run = 0;
                }
            }
            return new Continuity((double) longest / n, (double) total / n);
        }

        private static boolean fits(double[] wanted, int nearest, double[] found, int m) {
            boolean forward = m == 0 || nearest == 0;
            double interval = interval(wanted, nearest, forward);
            double tapped = interval(found, m, forward);
            double away = Math.abs(found[m] - wanted[nearest]);
            return away / interval < TOLERANCE && Math.abs(1 - tapped / interval) < TOLERANCE;
        }

        /** To the next event where looking forward and there is one, from the last one otherwise. */
        private static double interval(double[] events, int at, boolean forward) {
            return forward && at + 1 < events.length
                    ? events[at + 1] - events[at]
                    : at > 0 ? events[at] - events[at - 1] : Double.NaN;
        }

        private static int nearest(double[] wanted, double beat) {
            int best = 0;
            for (int i = 1; i < wanted.length; i++) {
                if (Math.abs(wanted[i] - beat) < Math.abs(wanted[best] - beat)) {
                    best = i;
                }
            }
            return best;
        }
    }
}
