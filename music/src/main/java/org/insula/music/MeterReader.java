package org.insula.music;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Decides which pulses are beats and which beats begin bars. Every reading (so many pulses a beat, so many beats a bar)
 * says where onsets, bass notes and changes of harmony are to be expected; the one under which what was heard is most
 * likely wins, weighed by how usual its tempo is. Within a reading the bars are found by the best path, which may start
 * anew now and then.
 *
 * @see <a href="https://doi.org/10.2307/40285416">Palmer and Krumhansl 1990: where in the bar notes begin</a>
 */
final class MeterReader {
    /**
     * Chances of each level of onsets, bass onsets and change of harmony for each kind of place: the downbeat, the third
     * beat of four, the second and fourth, halves and quarters where a piece plays them throughout, anything finer, the
     * second and third beat of three, and halves and quarters in pieces of all sorts. Counted on songs written by rule and
     * played by the JDK's synthesiser ({@code SongWriter} of the benchmarks, seeds 0 to 307), not on anybody's recordings;
     * those of pieces that play halves and quarters throughout are drawn apart from the others by hand.
     */
    private static final double[][][] EXPECTED = {
        {{0.014, 0.032, 0.075, 0.321, 0.558}, {0.010, 0.038, 0.089, 0.294, 0.570}, {0.081, 0.049, 0.035, 0.074, 0.761}},
        {{0.046, 0.081, 0.236, 0.269, 0.368}, {0.103, 0.141, 0.170, 0.293, 0.293}, {0.544, 0.063, 0.044, 0.042, 0.308}},
        {{0.067, 0.132, 0.214, 0.244, 0.343}, {0.137, 0.181, 0.156, 0.207, 0.319}, {0.788, 0.096, 0.056, 0.026, 0.033}},
        {{0.120, 0.250, 0.350, 0.150, 0.130}, {0.300, 0.280, 0.230, 0.120, 0.070}, {0.782, 0.097, 0.040, 0.044, 0.036}},
        {{0.300, 0.400, 0.200, 0.070, 0.030}, {0.550, 0.320, 0.090, 0.030, 0.010}, {0.782, 0.097, 0.040, 0.044, 0.036}},
        {{0.786, 0.181, 0.028, 0.003, 0.001}, {0.706, 0.237, 0.041, 0.014, 0.002}, {0.782, 0.097, 0.040, 0.044, 0.036}},
        {{0.018, 0.126, 0.162, 0.302, 0.392}, {0.050, 0.153, 0.329, 0.356, 0.113}, {0.788, 0.113, 0.045, 0.032, 0.023}},
        {{0.378, 0.207, 0.257, 0.094, 0.065}, {0.451, 0.210, 0.178, 0.092, 0.069}, {0.782, 0.097, 0.040, 0.044, 0.036}},
        {{0.733, 0.229, 0.023, 0.010, 0.004}, {0.702, 0.251, 0.037, 0.007, 0.002}, {0.782, 0.097, 0.040, 0.044, 0.036}}
    };

    private static final int DOWNBEAT = 0;
    private static final int HALF_BAR = 1;
    private static final int WEAK = 2;
    private static final int HALF = 3;
    private static final int QUARTER = 4;
    private static final int FINER = 5;
    private static final int WEAK_OF_THREE = 6;
    private static final int MIXED_HALF = 7;
    private static final int MIXED_QUARTER = 8;

    /** Pulses a beat. */
    private static final double[] PULSES = {0.5, 1, 1.5, 2, 3, 4};

    private static final int[] METERS = {4, 3};
    private static final double[] METER_PRIOR = {Math.log(0.85), Math.log(0.15)};
    /**
     * The weight of each bit of what was heard. What begins in the bass begins among all onsets too, so it counts half;
     * and neighbouring places tell the same story many times over, so that all of it counts a twentieth.
     */
    private static final double[] FEATURE_WEIGHTS = {1, 0.5, 1};

    /** The weight of how changes of harmony come again after three beats or after four (beat spectrum). */
    private static final double RHYTHM_WEIGHT = 3;

    private static final double WEIGHT = 0.05;
    /** The part of everything that may be otherwise. */
    private static final double ANYTHING = 0.05;
    /** Beats a minute at which people like best to tap, and how widely that varies. */
    private static final double CENTRE = 110;

    private static final double WIDTH_OCTAVES = 0.6;
    private static final double SLOWEST = 35;
    private static final double FASTEST = 250;
    private static final double[][][] SURPRISE = logarithms();
    /** What it costs to begin a bar where none is due, before weighing. */
    private static final double RESTART = -12;

    private MeterReader() {}

    /**
     * One reading.
     *
     * @param step places of the grid from one beat to the next
     * @param meter beats in a bar
     * @param places of the beats in the grid, ascending
     * @param positions of the beats in their bars, from 0
     * @param score how likely the reading is, as a logarithm
     * @param confidence that the beats are at the level of this reading, 0 to 1
     */
    record Bars(int step, int meter, int[] places, int[] positions, double score, double confidence) {}

    /** The likeliest reading of a grid whose pulses last so long. */
    static Bars read(Grid grid, double pulseSeconds) {
        List<Bars> readings = new ArrayList<>();
        double[][] emissions = emissions(grid);
        for (double pulses : PULSES) {
            double bpm = 60 / (pulseSeconds * pulses);
            if (bpm >= SLOWEST && bpm <= FASTEST) {
                double octaves = Math.log(bpm / CENTRE) / Math.log(2) / WIDTH_OCTAVES;
                int step = (int) Math.round(pulses * Grid.PARTS);
                double rhythm = grid.harmonicRhythm(step * METERS[0]) - grid.harmonicRhythm(step * METERS[1]);
                for (int m = 0; m < METERS.length; m++) {
                    double returns = RHYTHM_WEIGHT * (m == 0 ? rhythm : -rhythm) / 2;
                    double prior = METER_PRIOR[m] + returns - 0.5 * octaves * octaves;
                    for (Texture texture : Texture.values()) {
                        readings.add(follow(emissions, texture.kinds(step, METERS[m]), step, METERS[m], prior));
                    }
                }
            }
        }
        return best(readings);
    }

    private static Bars best(List<Bars> readings) {
        Bars best =
                readings.stream().max(Comparator.comparingDouble(Bars::score)).orElseThrow();
        double same = 0;
        double all = 0;
        for (Bars bars : readings) {
            double chance = Math.exp(bars.score - best.score);
            same += bars.step == best.step ? chance : 0;
            all += chance;
        }
        return new Bars(best.step, best.meter, best.places, best.positions, best.score, same / all);
    }

    private static Bars follow(double[][] emissions, int[] kinds, int step, int meter, double prior) {
        int places = step * meter;
        int n = emissions.length;
        double[] score = new double[places];
        int[][] restart = new int[n][];
        for (int g = 0; g < n; g++) {
            double[] next = new double[places];
            int best = 0;
            for (int q = 1; q < meter; q++) {
                best = score[Math.floorMod(q * step - 1, places)] > score[Math.floorMod(best * step - 1, places)]
                        ? q
                        : best;
            }
            double jump = score[Math.floorMod(best * step - 1, places)] + RESTART;
            restart[g] = new int[meter];
            for (int q = 0; q < places; q++) {
                double from = score[Math.floorMod(q - 1, places)];
                if (q % step == 0) {
                    restart[g][q / step] =
                            jump > from ? Math.floorMod(best * step - 1, places) : Math.floorMod(q - 1, places);
                    from = Math.max(from, jump);
                }
                next[q] = from + emissions[g][kinds[q]];
            }
            score = next;
        }
        return backwards(score, restart, step, meter, prior);
    }

    private static Bars backwards(double[] score, int[][] restart, int step, int meter, double prior) {
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
        return new Bars(step, meter, reversed(first, count), reversed(position, count), WEIGHT * top + prior, 0);
    }

    private static int[] reversed(int[] values, int count) {
        int[] reversed = new int[count];
        Arrays.setAll(reversed, i -> values[count - 1 - i]);
        return reversed;
    }

    /** How likely what is heard at each place is for each kind of place, shape (places, kinds). */
    private static double[][] emissions(Grid grid) {
        double[][] emissions = new double[grid.size()][EXPECTED.length];
        for (int g = 0; g < emissions.length; g++) {
            for (int kind = 0; kind < EXPECTED.length; kind++) {
                for (int f = 0; f < Grid.FEATURES; f++) {
                    int level = grid.level(g, f);
                    emissions[g][kind] += level < 0 ? 0 : SURPRISE[kind][f][level];
                }
            }
        }
        return emissions;
    }

    private static double[][][] logarithms() {
        double[][][] logarithms = new double[EXPECTED.length][Grid.FEATURES][Grid.LEVELS];
        for (int kind = 0; kind < EXPECTED.length; kind++) {
            for (int f = 0; f < Grid.FEATURES; f++) {
                for (int level = 0; level < Grid.LEVELS; level++) {
                    double chance = (1 - ANYTHING) * EXPECTED[kind][f][level] + ANYTHING / Grid.LEVELS;
                    logarithms[kind][f][level] = FEATURE_WEIGHTS[f] * Math.log(chance);
                }
            }
        }
        return logarithms;
    }

    /** How finely a piece divides its beats, which it mostly does throughout. */
    private enum Texture {
        MIXED(MIXED_HALF, MIXED_QUARTER),
        BEATS(FINER, FINER),
        HALVES(HALF, FINER),
        QUARTERS(HALF, QUARTER);

        private final int half;
        private final int quarter;

        Texture(int half, int quarter) {
            this.half = half;
            this.quarter = quarter;
        }

        /** Of each place of a bar the kind, which is a row of {@link #EXPECTED}. */
        int[] kinds(int step, int meter) {
            int[] kinds = new int[step * meter];
            for (int q = 0; q < kinds.length; q++) {
                int part = q % step;
                int beat = q / step;
                kinds[q] = part == 0
                        ? beat(beat, meter)
                        : 2 * part == step ? half : 4 * part % step == 0 ? quarter : FINER;
            }
            return kinds;
        }

        private static int beat(int beat, int meter) {
            return beat == 0 ? DOWNBEAT : meter == 3 ? WEAK_OF_THREE : beat == 2 ? HALF_BAR : WEAK;
        }
    }
}
