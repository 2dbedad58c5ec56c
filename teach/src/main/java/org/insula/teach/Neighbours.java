package org.insula.teach;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;

/**
 * How far an input is from what was taught: the cosine distance to its k-th nearest example (Sun et al. 2022), taken in
 * each block on its own, as the encoder gives it, and averaged over the blocks that the head looks at. 0 is the same direction, 1 unrelated, 2
 * opposite; a block of zeros is unrelated to everything.
 *
 * <p>Standardised values would be the obvious choice, but separate worse. Faces, photographs, spoken digits and sentences
 * were set against pictures without faces, other photographs, synthetic sounds and other prose and program code, with 3, 8
 * and all examples of a label. The area under the curve was on average 0.94 for this distance, 0.92 for one cosine over
 * all blocks, 0.84 for the Euclidean distance between standardised vectors, and lower still for the cosine between them:
 * centring makes the direction of what lies near the mean arbitrary, and a few examples give poor deviations.
 *
 * @see <a href="https://arxiv.org/abs/2204.06507">Sun et al. 2022, Out-of-Distribution Detection with Deep Nearest
 *     Neighbors</a>
 */
final class Neighbours {
    private static final int BLOCK = 32;
    private static final double NEAREST = 1e-4;
    private static final double ASSURANCE = 0.8;
    private static final double LEAST_SPREAD = 0.1;
    private static final int SAMPLE = 256;
    private static final double NEAR = 0.1;

    private final float[] references;
    private final int count;
    private final int stride;
    private final int k;
    private final Kernels kernels;

    /**
     * A detector with given references.
     *
     * @param references shape (count, stride), from {@link #unit}
     * @param k which neighbour counts, the farthest where there are fewer references
     */
    Neighbours(float[] references, int count, int stride, int k, Kernels kernels) {
        this.references = references;
        this.count = count;
        this.stride = stride;
        this.k = Math.min(k, count);
        this.kernels = kernels;
    }

    /**
     * Keeps the given rows, or a seeded, evenly drawn {@code limit} of them with each label in its share.
     *
     * @param units every example of the set, from {@link #unit}
     */
    static Neighbours of(TeachingSet set, float[] units, int[] rows, LearnerOptions options, Kernels kernels) {
        int stride = Kernels.padded(set.dimensions());
        int[] kept = sample(set, rows, options.references(), options.seed());
        float[] references = new float[kept.length * stride];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(units, kept[i] * stride, references, i * stride, stride);
        }
        return new Neighbours(references, kept.length, stride, neighbours(set, options), kernels);
    }

    /** Fewer than asked for where the smallest label has no more, so that its examples are not far from their kind. */
    private static int neighbours(TeachingSet set, LearnerOptions options) {
        int smallest = IntStream.of(set.counts()).min().orElse(2);
        return Math.clamp(smallest - 1L, 1, options.neighbours());
    }

    /** The distance of every unit row, shape (rows,). */
    float[] distances(float[] units, int rows) {
        float[] distances = new float[rows];
        float[] cosines = new float[BLOCK * count];
        float[] nearest = new float[k];
        for (int from = 0; from < rows; from += BLOCK) {
            int block = Math.min(BLOCK, rows - from);
            kernels.dots(units, from, block, references, count, stride, cosines, count);
            for (int i = 0; i < block; i++) {
                distances[from + i] = Math.clamp(1 - kthLargest(cosines, i * count, nearest), 0f, 2f);
            }
        }
        return distances;
    }

    /**
     * Embeddings with each block scaled to length 1 / √blocks, so that a dot product is the mean cosine.
     *
     * @param blocks the sizes of the blocks
     * @return shape (embeddings, padded dimensions)
     */
    static float[] unit(List<Embedding> embeddings, int[] blocks) {
        boolean[] all = new boolean[blocks.length];
        Arrays.fill(all, true);
        return unit(embeddings, blocks, all);
    }

    /**
     * Embeddings with each block that is looked at scaled to length 1 / √(such blocks) and all others 0, so that a dot
     * product is the mean cosine over these blocks.
     *
     * @param blocks the sizes of the blocks
     * @param seen shape (blocks,), which are looked at, at least one
     * @return shape (embeddings, padded dimensions)
     */
    static float[] unit(List<Embedding> embeddings, int[] blocks, boolean[] seen) {
        double length = 1 / Math.sqrt(count(seen));
        int stride = Kernels.padded(IntStream.of(blocks).sum());
        float[] units = new float[Math.multiplyExact(embeddings.size(), stride)];
        for (int i = 0; i < embeddings.size(); i++) {
            int at = i * stride;
            embeddings.get(i).copyTo(units, at);
            for (int block = 0; block < blocks.length; block++) {
                scale(units, at, at + blocks[block], seen[block] ? length : 0);
                at += blocks[block];
            }
        }
        return units;
    }

    private static long count(boolean[] seen) {
        return IntStream.range(0, seen.length).filter(block -> seen[block]).count();
    }

    /**
     * The references for inputs in which all blocks are scaled by {@link #unit(List, int[])}: stretched so that a dot
     * product is the mean cosine over the blocks that are looked at, as long as the references came from there.
     *
     * @param seen shape (blocks,), with which the references were made
     */
    float[] referencesFor(boolean[] seen) {
        double factor = Math.sqrt((double) seen.length / count(seen));
        float[] stretched = references.clone();
        for (int i = 0; factor != 1 && i < stretched.length; i++) {
            stretched[i] = (float) (stretched[i] * factor);
        }
        return stretched;
    }

    private static void scale(float[] values, int from, int to, double length) {
        double square = 0;
        for (int d = from; d < to; d++) {
            square += (double) values[d] * values[d];
        }
        double factor = square > 0 ? length / Math.sqrt(square) : 0;
        for (int d = from; d < to; d++) {
            values[d] = (float) (values[d] * factor);
        }
    }

    int k() {
        return k;
    }

    int count() {
        return count;
    }

    float[] references() {
        return references;
    }

    /** Keeps the k largest in descending order while passing over the row once. */
    private float kthLargest(float[] values, int at, float[] nearest) {
        Arrays.fill(nearest, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < count; j++) {
            float value = values[at + j];
            if (value > nearest[k - 1]) {
                int to = k - 1;
                for (; to > 0 && nearest[to - 1] < value; to--) {
                    nearest[to] = nearest[to - 1];
                }
                nearest[to] = value;
            }
        }
        return nearest[k - 1];
    }

    private static int[] sample(TeachingSet set, int[] rows, int limit, long seed) {
        if (rows.length <= limit) {
            return rows;
        }
        List<Integer> shuffled = IntStream.of(rows)
                .boxed()
                .sorted(Comparator.comparingInt((Integer row) -> set.labelOf()[row])
                        .thenComparingLong(row ->
                                Folds.mix(seed, "reference " + set.example(row).input()))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        return IntStream.range(0, limit)
                .map(i -> shuffled.get((int) ((long) i * shuffled.size() / limit)))
                .sorted()
                .toArray();
    }

    /**
     * A distance that at least {@code share} of new, known inputs stay within, from distances of held-out ones: the
     * distribution-free tolerance limit (Wilks 1941), which is too low in one case of five, where the plain percentile
     * would be in every other. Too few examples have no such rank; then it is the bound that the next of normally
     * distributed log-distances stays within, but no less than the farthest.
     */
    static double threshold(double[] heldOut, double share) {
        if (heldOut.length == 0) {
            return 1;
        }
        double[] sorted = heldOut.clone();
        Arrays.sort(sorted);
        int rank = toleranceRank(sorted.length, share);
        if (rank <= sorted.length) {
            return sorted[rank - 1];
        }
        return Math.max(sorted[sorted.length - 1], predictionBound(sorted, share));
    }

    /**
     * A distance that is near whatever the examples are like: a tenth of that from an example to the nearest of another
     * label, in the median over an even sample. Where examples are nearly copies of each other, as sounds from one file
     * are, their own distances would leave no room for a new take.
     *
     * @param units every example of the set, from {@link #unit}
     */
    static double near(TeachingSet set, float[] units, Kernels kernels) {
        int stride = units.length / set.size();
        int count = Math.min(SAMPLE, set.size());
        int[] rows = IntStream.range(0, count)
                .map(i -> (int) ((long) i * set.size() / count))
                .toArray();
        float[] sample = new float[count * stride];
        for (int i = 0; i < count; i++) {
            System.arraycopy(units, rows[i] * stride, sample, i * stride, stride);
        }
        float[] cosines = new float[count * count];
        kernels.dots(sample, 0, count, sample, count, stride, cosines, count);
        double[] nearest = IntStream.range(0, count)
                .mapToDouble(i -> 1 - nearestOther(set, rows, cosines, i))
                .sorted()
                .toArray();
        return NEAR * Math.clamp(nearest[count / 2], 0, 2);
    }

    private static double nearestOther(TeachingSet set, int[] rows, float[] cosines, int i) {
        double nearest = -1;
        for (int j = 0; j < rows.length; j++) {
            if (set.labelOf()[rows[j]] != set.labelOf()[rows[i]]) {
                nearest = Math.max(nearest, cosines[i * rows.length + j]);
            }
        }
        return nearest;
    }

    /** The least rank r for which fewer than r of n lie within the true quantile with the assurance wanted; n + 1 if none. */
    private static int toleranceRank(int n, double share) {
        if (share >= 1) {
            return n + 1;
        }
        double tail = 0;
        double logProbability = n * Math.log(share);
        for (int outside = 0; outside <= n; outside++) {
            tail += Math.exp(logProbability);
            if (tail > 1 - ASSURANCE) {
                return n - outside + 1;
            }
            logProbability += Math.log((double) (n - outside) / (outside + 1) * (1 - share) / share);
        }
        return 1;
    }

    private static double predictionBound(double[] distances, double share) {
        double[] logs = Arrays.stream(distances)
                .map(d -> Math.log(Math.max(d, NEAREST)))
                .toArray();
        int n = logs.length;
        double mean = Arrays.stream(logs).average().orElse(0);
        double square = Arrays.stream(logs).map(v -> (v - mean) * (v - mean)).sum();
        double deviation = Math.max(LEAST_SPREAD, Math.sqrt(square / Math.max(1, n - 1)));
        double bound = Math.exp(mean + studentQuantile(share, Math.max(1, n - 1)) * deviation * Math.sqrt(1 + 1.0 / n));
        return Math.min(bound, 2);
    }

    /** Student's t from the normal quantile by two terms of the Cornish-Fisher expansion; a hundredth off at n = 4. */
    private static double studentQuantile(double share, int freedom) {
        double z = normalQuantile(share);
        double first = (z * z * z + z) / (4 * freedom);
        double second = (5 * Math.pow(z, 5) + 16 * z * z * z + 3 * z) / (96.0 * freedom * freedom);
        return z + first + second;
    }

    /** The normal quantile by bisection of the logistic-like approximation of its distribution (Page 1977). */
    private static double normalQuantile(double share) {
        double low = -8;
        double high = 8;
        for (int i = 0; i < 60; i++) {
            double z = (low + high) / 2;
            double below = 1 / (1 + Math.exp(-2 * Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z)));
            low = below < share ? z : low;
            high = below < share ? high : z;
        }
        return (low + high) / 2;
    }
}
