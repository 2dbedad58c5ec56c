package org.insula.music;

import java.util.Arrays;

/**
 * Follows a steady pulse through onset strength: a hidden Markov model whose state is how long the pulse is and how far
 * it has come, and which changes its length only at a pulse.
 *
 * @see <a href="https://ismir2015.uma.es/articles/95_Paper.pdf">Krebs, Böck and Widmer 2015, An efficient state-space
 *     model for joint tempo and meter tracking</a>
 */
final class PulseTracker {
    /** How much a change of length costs (Krebs et al.). */
    private static final double STEADINESS = 100;
    /** The part of a pulse in which onsets belong to it. */
    private static final int OBSERVED_PART = 16;

    private PulseTracker() {}

    /**
     * The pulses, in frames.
     *
     * @param activation 0 to 1, how much looks like a pulse
     * @param period about which length in frames
     */
    static double[] track(float[] activation, double period) {
        // Each length has a ring of scores, one for each position in the pulse. A frame turns every ring by one, so
        // that
        // the score of the last position becomes that of the end of a pulse; from there any length may begin. Then all
        // scores take up what the frame says: an onset belongs to the first sixteenth of a pulse, silence to the rest.
        int shortest = (int) Math.floor(period * 0.82);
        int longest = (int) Math.ceil(period * 1.22);
        int n = longest - shortest + 1;
        int[] first = new int[n + 1];
        for (int i = 0; i < n; i++) {
            first[i + 1] = first[i] + shortest + i;
        }
        int states = first[n];
        int frames = activation.length;
        double[][] change = changes(shortest, n);
        float[] on = new float[frames];
        float[] off = new float[frames];
        for (int t = 0; t < frames; t++) {
            on[t] = (float) Math.log(Math.max(0.02, activation[t]));
            off[t] = (float) Math.log((1 - Math.min(0.98, activation[t])) / (OBSERVED_PART - 1));
        }
        double[] score = new double[states];
        byte[][] came = new byte[frames][n];
        double[] starts = new double[n];
        int[] head = new int[n];
        for (int t = 0; t < frames; t++) {
            for (int i = 0; i < n; i++) {
                double best = Double.NEGATIVE_INFINITY;
                for (int j = 0; j < n; j++) {
                    int length = shortest + j;
                    double from = score[first[j] + Math.floorMod(head[j] - 1, length)] + change[j][i];
                    if (from > best) {
                        best = from;
                        came[t][i] = (byte) j;
                    }
                }
                starts[i] = best;
            }
            for (int i = 0; i < n; i++) {
                int length = shortest + i;
                head[i] = head[i] == 0 ? length - 1 : head[i] - 1;
                int at = head[i];
                score[first[i] + at] = starts[i];
                int observed = Math.max(1, length / OBSERVED_PART);
                for (int p = 0; p < length; p++) {
                    int s = first[i] + (at + p < length ? at + p : at + p - length);
                    score[s] += p < observed ? on[t] : off[t];
                }
            }
        }
        return backwards(score, first, head, shortest, came);
    }

    private static double[][] changes(int shortest, int n) {
        double[][] change = new double[n][n];
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                change[j][i] = -STEADINESS * Math.abs((double) (shortest + i) / (shortest + j) - 1);
                sum += Math.exp(change[j][i]);
            }
            for (int i = 0; i < n; i++) {
                change[j][i] -= Math.log(sum);
            }
        }
        return change;
    }

    private static double[] backwards(double[] score, int[] first, int[] head, int shortest, byte[][] came) {
        int frames = came.length;
        int best = 0;
        int position = 0;
        double top = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < head.length; i++) {
            int length = shortest + i;
            for (int p = 0; p < length; p++) {
                double s = score[first[i] + (head[i] + p) % length];
                if (s > top) {
                    top = s;
                    best = i;
                    position = p;
                }
            }
        }
        double[] pulses = new double[frames];
        int count = 0;
        int t = frames - 1 - position;
        while (t >= 0) {
            pulses[count++] = t;
            best = came[t][best];
            t -= shortest + best;
        }
        double[] forwards = Arrays.copyOf(pulses, count);
        for (int i = 0; i < count / 2; i++) {
            double swap = forwards[i];
            forwards[i] = forwards[count - 1 - i];
            forwards[count - 1 - i] = swap;
        }
        return forwards;
    }
}
