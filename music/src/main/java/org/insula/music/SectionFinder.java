package org.insula.music;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.insula.signal.audio.Spectrogram;

/**
 * Divides a recording into parts. Bars are compared with each other by their harmony, half beat by half beat, and by
 * their timbre. A part is worth more the better it returns elsewhere as a whole and the more the music changes where it
 * begins, and parts of four, eight and sixteen bars are the usual ones; the best division is found by dynamic
 * programming. Parts that are like each other get the same letter.
 *
 * @see <a href="https://doi.org/10.1109/ICME.2000.869637">Foote 2000, novelty along the diagonal of self-similarity</a>
 */
final class SectionFinder {
    private static final int SLOTS = 8;
    private static final int BANDS = 8;
    private static final int LONGEST = 16;
    private static final int MOST_BARS = 1500;
    /** How alike two parts are, between their likeness at chance (0) and identity (1), where they share a letter. */
    private static final double ALIKE = 0.6;

    private static final double NOVELTY_WEIGHT = 2;
    private static final int NOVELTY_BARS = 4;

    private SectionFinder() {}

    /** The parts from the beginning to the end, after {@code seconds}, from the frames where bars begin. */
    static List<Section> find(Evidence evidence, double[] bars, double seconds) {
        double end = evidence.frames();
        double[] edges = edges(bars, end);
        int n = edges.length - 1;
        if (n < 2 * NOVELTY_BARS) {
            return List.of(new Section(0, seconds, "A"));
        }
        double[][] alike = similarity(features(evidence, edges));
        int[] parts = divide(alike);
        return named(alike, parts, edges, seconds);
    }

    /** Beginnings of bars, thinned where there are very many of them; what precedes the first belongs to it. */
    private static double[] edges(double[] bars, double end) {
        int every = Math.max(1, Math.ceilDiv(bars.length, MOST_BARS));
        double[] edges = new double[Math.ceilDiv(bars.length, every) + 1];
        for (int i = 0; i + 1 < edges.length; i++) {
            edges[i] = bars[i * every];
        }
        edges[edges.length - 1] = end;
        return edges;
    }

    /** Harmony in eight slots a bar, and timbre; both of unit length. */
    private static double[][] features(Evidence evidence, double[] edges) {
        int n = edges.length - 1;
        double[] slots = new double[n * SLOTS + 1];
        for (int b = 0; b < n; b++) {
            for (int s = 0; s < SLOTS; s++) {
                slots[b * SLOTS + s] = edges[b] + (edges[b + 1] - edges[b]) * s / SLOTS;
            }
        }
        slots[n * SLOTS] = edges[n];
        SoundingClasses classes = SoundingClasses.of(evidence, slots);
        double[][] features = new double[n][];
        double[][] timbres = timbres(evidence.mel(), edges);
        for (int b = 0; b < n; b++) {
            double[] harmony = new double[SLOTS * 12];
            for (int s = 0; s < SLOTS; s++) {
                System.arraycopy(classes.all(b * SLOTS + s), 0, harmony, 12 * s, 12);
            }
            unit(harmony);
            features[b] = Arrays.copyOf(harmony, harmony.length + BANDS);
            for (int k = 0; k < BANDS; k++) {
                features[b][harmony.length + k] = timbres[b][k];
            }
        }
        return features;
    }

    /** The levels of eight bands in each bar against their mean over all bars, at most of unit length. */
    private static double[][] timbres(Spectrogram mel, double[] edges) {
        int n = edges.length - 1;
        double[][] timbres = new double[n][BANDS];
        double[] mean = new double[BANDS];
        for (int b = 0; b < n; b++) {
            int from = Math.clamp((int) edges[b], 0, mel.frames() - 1);
            int to = Math.clamp((int) edges[b + 1], from + 1, mel.frames());
            for (int t = from; t < to; t++) {
                for (int k = 0; k < mel.bins(); k++) {
                    timbres[b][k * BANDS / mel.bins()] += mel.at(t, k) / (to - from);
                }
            }
            for (int k = 0; k < BANDS; k++) {
                mean[k] += timbres[b][k] / n;
            }
        }
        double largest = 1e-9;
        for (double[] timbre : timbres) {
            for (int k = 0; k < BANDS; k++) {
                timbre[k] -= mean[k];
            }
            largest = Math.max(largest, length(timbre));
        }
        for (double[] timbre : timbres) {
            for (int k = 0; k < BANDS; k++) {
                timbre[k] /= largest;
            }
        }
        return timbres;
    }

    private static double length(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
    }

    private static void unit(double[] vector) {
        double length = length(vector);
        for (int i = 0; i < vector.length && length > 0; i++) {
            vector[i] /= length;
        }
    }

    /** How alike bars are: 1 for the same, 0 for as different as bars of this recording usually are. */
    private static double[][] similarity(double[][] features) {
        int n = features.length;
        double[][] alike = new double[n][n];
        double[] all = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double away = 0;
                for (int f = 0; f < features[i].length; f++) {
                    double d = features[i][f] - features[j][f];
                    away += d * d;
                }
                alike[i][j] = away;
                all[count++] = away;
            }
        }
        Arrays.sort(all);
        double usual = Math.max(1e-9, all[count / 2]);
        for (int i = 0; i < n; i++) {
            alike[i][i] = 1;
            for (int j = 0; j < i; j++) {
                alike[i][j] = 1 - alike[i][j] / usual;
                alike[j][i] = alike[i][j];
            }
        }
        return alike;
    }

    /** Where parts begin, in bars; the first is 0. */
    private static int[] divide(double[][] alike) {
        int n = alike.length;
        double[] novelty = novelty(alike);
        double[] best = new double[n + 1];
        int[] from = new int[n + 1];
        Arrays.fill(best, 1, n + 1, Double.NEGATIVE_INFINITY);
        for (int end = 1; end <= n; end++) {
            for (int length = 1; length <= Math.min(LONGEST, end); length++) {
                int start = end - length;
                double returns = Math.max(0, returning(alike, start, length));
                double score = best[start]
                        + length * returns
                        + NOVELTY_WEIGHT * novelty[start]
                        - unusual(length, end == n || start == 0);
                if (score > best[end]) {
                    best[end] = score;
                    from[end] = start;
                }
            }
        }
        List<Integer> starts = new ArrayList<>();
        for (int at = n; at > 0; at = from[at]) {
            starts.add(from[at]);
        }
        return starts.reversed().stream().mapToInt(Integer::intValue).toArray();
    }

    private static double unusual(int length, boolean border) {
        double odd = length == 8 ? 0 : length % 8 == 0 ? 1.0 : length % 4 == 0 ? 2.5 : length % 2 == 0 ? 4 : 5;
        return 1 + (border ? odd / 2 : odd);
    }

    /** How like this part the most similar stretch elsewhere is. */
    private static double returning(double[][] alike, int start, int length) {
        double best = 0;
        for (int other = 0; other + length <= alike.length; other++) {
            if (Math.abs(other - start) >= length) {
                best = Math.max(best, alike(alike, start, other, length));
            }
        }
        return best;
    }

    private static double alike(double[][] alike, int a, int b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += alike[a + i][b + i];
        }
        return sum / length;
    }

    /** How much more the four bars on each side of a bar's beginning are like themselves than like each other. */
    private static double[] novelty(double[][] alike) {
        int n = alike.length;
        double[] novelty = new double[n];
        for (int at = 1; at < n; at++) {
            int reach = Math.min(NOVELTY_BARS, Math.min(at, n - at));
            double within = 0;
            double across = 0;
            for (int i = -reach; i < reach; i++) {
                for (int j = -reach; j < reach; j++) {
                    if (i < 0 == j < 0) {
                        within += alike[at + i][at + j];
                    } else {
                        across += alike[at + i][at + j];
                    }
                }
            }
            novelty[at] = Math.max(0, (within - across) / (2.0 * reach * reach));
        }
        return novelty;
    }

    private static List<Section> named(double[][] alike, int[] parts, double[] edges, double seconds) {
        List<Section> sections = new ArrayList<>();
        int[] names = new int[parts.length];
        int count = 0;
        for (int p = 0; p < parts.length; p++) {
            int length = end(parts, p, alike.length) - parts[p];
            names[p] = -1;
            double best = ALIKE;
            for (int q = 0; q < p; q++) {
                int shared = Math.min(length, end(parts, q, alike.length) - parts[q]);
                double likeness = alike(alike, parts[p], parts[q], shared);
                if (likeness > best) {
                    best = likeness;
                    names[p] = names[q];
                }
            }
            names[p] = names[p] < 0 ? count++ : names[p];
            double start = p == 0 ? 0 : edges[parts[p]];
            sections.add(new Section(
                    start / Evidence.FRAME_RATE,
                    p + 1 < parts.length ? edges[parts[p + 1]] / Evidence.FRAME_RATE : seconds,
                    letters(names[p])));
        }
        return sections;
    }

    private static int end(int[] parts, int p, int bars) {
        return p + 1 < parts.length ? parts[p + 1] : bars;
    }

    /** A to Z, then AA and so on. */
    private static String letters(int number) {
        String last = String.valueOf((char) ('A' + number % 26));
        return number < 26 ? last : letters(number / 26 - 1) + last;
    }
}
