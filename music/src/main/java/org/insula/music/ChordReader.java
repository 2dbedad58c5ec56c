package org.insula.music;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads chords off spans of a recording by the most likely path through a hidden Markov model. */
final class ChordReader {
    /** The chance of a change before anything was heard. */
    private static final double CHANGING = 0.3;

    private final ChordModel model = new ChordModel();

    /** The chords' likelihoods in each span, shape (spans, chords). */
    double[][] likelihoods(SoundingClasses chroma) {
        double[][] likelihoods = new double[chroma.spans()][];
        for (int s = 0; s < likelihoods.length; s++) {
            likelihoods[s] = model.likelihoods(chroma.all(s), chroma.bass(s));
        }
        return likelihoods;
    }

    /**
     * The chance that the chord changes at the beginning of each span, by the forward and backward recursions; all spans
     * are taken to be alike.
     */
    double[] changes(double[][] likelihoods) {
        // Forwards each span's state chances given what came before, backwards those of what comes after; together they
        // give the chance that two neighbouring spans differ.
        double prior = CHANGING;
        int n = likelihoods.length;
        int states = model.chords().size();
        double[][] forward = new double[n][states];
        double[][] backward = new double[n][states];
        double[][] emission = new double[n][states];
        for (int s = 0; s < n; s++) {
            double top = Arrays.stream(likelihoods[s]).max().orElse(0);
            for (int c = 0; c < states; c++) {
                emission[s][c] = Math.exp(likelihoods[s][c] - top);
            }
        }
        Arrays.fill(backward[n - 1], 1);
        for (int s = 0; s < n; s++) {
            double sum = 0;
            for (int c = 0; c < states; c++) {
                double come =
                        s == 0 ? 1 : (1 - prior) * forward[s - 1][c] + prior / (states - 1) * (1 - forward[s - 1][c]);
                forward[s][c] = come * emission[s][c];
                sum += forward[s][c];
            }
            for (int c = 0; c < states; c++) {
                forward[s][c] /= sum;
            }
        }
        double[] changes = new double[n];
        for (int s = n - 1; s > 0; s--) {
            double total = 0;
            for (int c = 0; c < states; c++) {
                total += backward[s][c] * emission[s][c];
            }
            double same = 0;
            double other = 0;
            double sum = 0;
            for (int c = 0; c < states; c++) {
                double ahead = backward[s][c] * emission[s][c];
                same += forward[s - 1][c] * (1 - prior) * ahead;
                other += forward[s - 1][c] * prior / (states - 1) * (total - ahead);
                backward[s - 1][c] = (1 - prior) * ahead + prior / (states - 1) * (total - ahead);
                sum += backward[s - 1][c];
            }
            changes[s] = other / (same + other);
            for (int c = 0; c < states; c++) {
                backward[s - 1][c] /= sum;
            }
        }
        changes[0] = 1;
        return changes;
    }

    /**
     * The most likely chords.
     *
     * @param changing the chance, before anything was heard, that the chord changes at the beginning of each span
     */
    List<Chord> read(double[][] likelihoods, double[] changing) {
        int n = likelihoods.length;
        int states = model.chords().size();
        double[] score = new double[states];
        int[][] came = new int[n][states];
        for (int s = 0; s < n; s++) {
            int best = 0;
            for (int c = 1; c < states; c++) {
                best = score[c] > score[best] ? c : best;
            }
            double move = score[best] + Math.log(changing[s] / (states - 1));
            double stay = Math.log(1 - changing[s]);
            double[] next = new double[states];
            for (int c = 0; c < states; c++) {
                boolean stays = score[c] + stay >= move;
                came[s][c] = stays ? c : best;
                next[c] = Math.max(score[c] + stay, move) + likelihoods[s][c];
            }
            score = next;
        }
        int at = 0;
        for (int c = 1; c < states; c++) {
            at = score[c] > score[at] ? c : at;
        }
        List<Chord> chords = new ArrayList<>();
        for (int s = n - 1; s >= 0; s--) {
            chords.add(model.chords().get(at));
            at = came[s][at];
        }
        return chords.reversed();
    }

    /** Spans with the same chord joined; times in seconds. */
    static List<ChordSpan> joined(List<Chord> chords, double[] edges) {
        List<ChordSpan> spans = new ArrayList<>();
        int from = 0;
        for (int s = 1; s <= chords.size(); s++) {
            if (s == chords.size() || !chords.get(s).equals(chords.get(from))) {
                spans.add(new ChordSpan(edges[from], edges[s], chords.get(from)));
                from = s;
            }
        }
        return spans;
    }
}
