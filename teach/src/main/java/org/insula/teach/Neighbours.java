package org.insula.teach;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far an input is from what was taught: one minus the cosine to its k-th nearest reference, after standardising
 * (Sun et al. 2022). 0 is the same direction, 1 unrelated, 2 opposite; an input without any direction is at 1.
 *
 * @see <a href="https://arxiv.org/abs/2204.06507">Sun et al. 2022, Out-of-Distribution Detection with Deep Nearest
 *     Neighbors</a>
 */
final class Neighbours {
    private static final int BLOCK = 32;

    private final float[] references;
    private final int count;
    private final int stride;
    private final int k;
    private final Kernels kernels;

    /**
     * @param references shape (count, stride), each row of length 1 or 0
     * @param k which neighbour counts, the farthest where there are fewer references
     */
    Neighbours(float[] references, int count, int stride, int k, Kernels kernels) {
        this.references = references;
        this.count = count;
        this.stride = stride;
        this.k = Math.min(k, count);
        this.kernels = kernels;
    }

    /** Keeps all rows of a design, or a seeded, evenly drawn {@code limit} of them, each label in its share. */
    static Neighbours of(Design design, int[] labels, int limit, long seed, int k, Kernels kernels) {
        int[] kept = sample(labels, limit, seed);
        float[] references = design.pick(kept).dense();
        return new Neighbours(
                normalised(references, kept.length, design.stride()), kept.length, design.stride(), k, kernels);
    }

    /** The distance of every row, shape (rows,). */
    float[] distances(float[] rows, int rowCount) {
        float[] unit = normalised(rows.clone(), rowCount, stride);
        float[] distances = new float[rowCount];
        float[] cosines = new float[BLOCK * count];
        float[] nearest = new float[k];
        for (int from = 0; from < rowCount; from += BLOCK) {
            int block = Math.min(BLOCK, rowCount - from);
            kernels.dots(unit, from, block, references, count, stride, cosines, count);
            for (int i = 0; i < block; i++) {
                distances[from + i] = Math.clamp(1 - kthLargest(cosines, i * count, nearest), 0f, 2f);
            }
        }
        return distances;
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

    /** Scales each row to length 1, in place; a row of zeros stays. */
    static float[] normalised(float[] rows, int count, int stride) {
        for (int i = 0; i < count; i++) {
            double square = 0;
            for (int d = i * stride; d < (i + 1) * stride; d++) {
                square += (double) rows[d] * rows[d];
            }
            float factor = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
            for (int d = i * stride; d < (i + 1) * stride; d++) {
                rows[d] *= factor;
            }
        }
        return rows;
    }

    /** Which rows to keep, ascending: all, or {@code limit} of them with each label in its share. */
    private static int[] sample(int[] labels, int limit, long seed) {
        if (labels.length <= limit) {
            return IntStream.range(0, labels.length).toArray();
        }
        List<Integer> rows =
                new ArrayList<>(IntStream.range(0, labels.length).boxed().toList());
        rows.sort(Comparator.comparingLong((Integer row) -> Folds.mix(seed, "reference " + row))
                .thenComparing(Comparator.naturalOrder()));
        rows.sort(Comparator.comparingInt(row -> labels[row]));
        return IntStream.range(0, limit)
                .map(i -> rows.get((int) ((long) i * rows.size() / limit)))
                .sorted()
                .toArray();
    }

    /**
     * The distance that at least {@code share} of new, known inputs stay within, from distances of held-out ones: the
     * conformal quantile of rank ceil((n + 1) · share). Too few examples have no such rank; then it lies halfway between
     * the farthest of them and unrelated.
     */
    static double threshold(double[] heldOut, double share) {
        if (heldOut.length == 0) {
            return 1;
        }
        double[] sorted = heldOut.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil((sorted.length + 1) * share);
        if (rank <= sorted.length) {
            return sorted[Math.max(rank, 1) - 1];
        }
        double farthest = sorted[sorted.length - 1];
        return Math.max(farthest, (farthest + 1) / 2);
    }
}
