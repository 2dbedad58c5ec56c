package org.insula.music;

import java.util.Arrays;

/**
 * Decides which pulses are beats and which beats begin bars. Every reading (so many pulses a beat, so many beats a bar)
 * says where onsets, bass notes and changes of harmony are to be expected; the one under which what was heard is most
 * likely wins, weighed by how usual its tempo is. Within a reading the bars are found by the best path, which may start
 * anew now and then.
 *
 * @see <a href="https://doi.org/10.2307/40285416">Palmer and Krumhansl 1990: where in the bar notes begin</a>
 */
final class MeterReader {
    /** Chances of each level of onsets, bass onsets and change of harmony, for each kind of place in a bar. */
    private static final double[][][] EXPECTED = {
        {{0.014, 0.032, 0.075, 0.321, 0.558}, {0.010, 0.038, 0.089, 0.294, 0.570}, {0.081, 0.049, 0.035, 0.074, 0.761}},
        {{0.046, 0.081, 0.236, 0.269, 0.368}, {0.103, 0.141, 0.170, 0.293, 0.293}, {0.544, 0.063, 0.044, 0.042, 0.308}},
        {{0.067, 0.132, 0.214, 0.244, 0.343}, {0.137, 0.181, 0.156, 0.207, 0.319}, {0.788, 0.096, 0.056, 0.026, 0.033}},
        {{0.378, 0.207, 0.257, 0.094, 0.065}, {0.451, 0.210, 0.178, 0.092, 0.069}, {0.782, 0.097, 0.040, 0.044, 0.036}},
        {{0.733, 0.229, 0.023, 0.010, 0.004}, {0.702, 0.251, 0.037, 0.007, 0.002}, {0.782, 0.097, 0.040, 0.044, 0.036}},
        {{0.786, 0.181, 0.028, 0.003, 0.001}, {0.706, 0.237, 0.041, 0.014, 0.002}, {0.782, 0.097, 0.040, 0.044, 0.036}},
        {{0.018, 0.126, 0.162, 0.302, 0.392}, {0.050, 0.153, 0.329, 0.356, 0.113}, {0.788, 0.113, 0.045, 0.032, 0.023}}
    };
    /** Pulses a beat. */
    private static final double[] PULSES = {0.5, 1, 1.5, 2, 3, 4};

    private static final int[] METERS = {4, 3};
    private static final double[] METER_PRIOR = {Math.log(0.85), Math.log(0.15)};
    static double KAPPA = Double.parseDouble(System.getProperty("K", "0.1"));
    static double CENTRE = Double.parseDouble(System.getProperty("C", "110"));
    static double WIDTH = Double.parseDouble(System.getProperty("S", "0.6"));
    static double MIX = Double.parseDouble(System.getProperty("M", "0.1"));
    static double[] FW = {Double.parseDouble(System.getProperty("F0","1")),Double.parseDouble(System.getProperty("F1","1")),Double.parseDouble(System.getProperty("F2","1"))};
    private static final double RESTART = Math.log(0.002);

    private MeterReader() {}

    /**
     * @param step places of the grid a beat
     * @param meter beats a bar
     * @param first for each beat of the path its place in the grid
     * @param position of that beat in its bar
     */
    record Bars(int step, int meter, int[] first, int[] position, double score) {}

    static Bars read(Grid grid, double pulseSeconds) {
        Bars best = null;
        for (double pulses : PULSES) {
            double bpm = 60 / (pulseSeconds * pulses);
            if (bpm < 35 || bpm > 250) {
                continue;
            }
            double octaves = Math.log(bpm / CENTRE) / Math.log(2) / WIDTH;
            for (int m = 0; m < METERS.length; m++) {
                Bars bars = follow(grid, (int) Math.round(pulses * Grid.PARTS), METERS[m]);
                double score = KAPPA * bars.score + METER_PRIOR[m] - 0.5 * octaves * octaves;
                if (System.getProperty("V") != null) System.out.printf("   r %.1f m %d bpm %.1f score %.2f = %.2f%n", pulses, METERS[m], bpm, score, bars.score);
                if (best == null || score > best.score) {
                    best = new Bars(bars.step, bars.meter, bars.first, bars.position, score);
                }
            }
        }
        return best;
    }

    private static Bars follow(Grid grid, int step, int meter) {
        int places = step * meter;
        int n = grid.size();
        double[] score = new double[places];
        int[][] restart = new int[n][];
        for (int g = 0; g < n; g++) {
            double[] next = new double[places];
            int best = 0;
            for (int q = 1; q < meter; q++) {
                best = score[Math.floorMod(q * step - 1, places)] > score[Math.floorMod(best * step - 1, places)] ? q : best;
            }
            double jump = score[Math.floorMod(best * step - 1, places)] + RESTART;
            restart[g] = new int[meter];
            for (int q = 0; q < places; q++) {
                double from = score[Math.floorMod(q - 1, places)];
                if (q % step == 0) {
                    restart[g][q / step] = jump > from ? Math.floorMod(best * step - 1, places) : Math.floorMod(q - 1, places);
                    from = Math.max(from, jump);
                }
                next[q] = from + emission(grid, g, q, step, meter);
            }
            score = next;
        }
        return backwards(score, restart, step, meter);
    }

    private static Bars backwards(double[] score, int[][] restart, int step, int meter) {
        int at = 0;
        for (int q = 1; q < score.length; q++) {
            at = score[q] > score[at] ? q : at;
        }
        double top = score[at];
        int[] first = new int[restart.length];
        int[] position = new int[restart.length];
        int count = 0;
        for (int g = restart.length - 1; g >= 0; g--) {
            if (at % step == 0) {
                first[count] = g;
                position[count++] = at / step;
                at = restart[g][at / step];
            } else {
                at--;
            }
        }
        return new Bars(step, meter, reversed(first, count), reversed(position, count), top);
    }

    private static int[] reversed(int[] values, int count) {
        int[] reversed = new int[count];
        Arrays.setAll(reversed, i -> values[count - 1 - i]);
        return reversed;
    }

    private static double emission(Grid grid, int g, int q, int step, int meter) {
        double[][] expected = EXPECTED[kind(q, step, meter)];
        double sum = 0;
        for (int f = 0; f < Grid.FEATURES; f++) {
            int level = grid.level(g, f);
            sum += level < 0 ? 0 : FW[f] * Math.log((1 - MIX) * expected[f][level] + MIX / 5);
        }
        return sum;
    }

    private static int kind(int q, int step, int meter) {
        int part = q % step;
        if (part == 0) {
            int beat = q / step;
            return beat == 0 ? 0 : meter == 3 ? 6 : beat == 2 ? 1 : 2;
        }
        return 2 * part == step ? 3 : 4 * part == step || 4 * part == 3 * step ? 4 : 5;
    }
}
