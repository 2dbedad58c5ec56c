package org.insula.teach;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;

/**
 * Embeddings on a plane: the two principal axes of what the head looks at, each block scaled to the same length as for
 * {@link Head#distance}. Near on the plane is not always near in all dimensions; far on the plane is far.
 *
 * <p>The axes are found by orthogonal iteration on at most 2,000 examples, evenly drawn. The same embeddings give the same
 * plane. Immutable.
 *
 * @see <a href="https://doi.org/10.1080/14786440109462720">Pearson 1901, On Lines and Planes of Closest Fit</a>
 */
public final class Projection {
    private static final int SAMPLE = 2_000;
    private static final int MOST_STEPS = 100;
    private static final double SETTLED = 1e-10;

    private final double[][] at;
    private final double[] explained;

    private Projection(double[][] at, double[] explained) {
        this.at = at;
        this.explained = explained;
    }

    /**
     * @param blocks the sizes of the blocks
     * @param seen shape (blocks,), which are looked at, at least one
     */
    static Projection of(List<Embedding> embeddings, int[] blocks, boolean[] seen) {
        int dimensions = IntStream.of(blocks).sum();
        int stride = Kernels.padded(dimensions);
        float[] rows = Neighbours.unit(embeddings, blocks, seen);
        int[] sample = sample(embeddings.size());
        double[] mean = mean(rows, sample, stride);
        double[][] axes = axes(rows, sample, stride, mean);
        double[][] at = new double[embeddings.size()][2];
        double farthest = Double.MIN_NORMAL;
        for (int row = 0; row < at.length; row++) {
            for (int axis = 0; axis < 2; axis++) {
                at[row][axis] = along(axes[axis], rows, row * stride, mean);
                farthest = Math.max(farthest, Math.abs(at[row][axis]));
            }
        }
        double[] explained = explained(rows, sample, stride, mean, axes);
        for (double[] point : at) {
            point[0] /= farthest;
            point[1] /= farthest;
        }
        return new Projection(at, explained);
    }

    /** Where an example lies along the first axis; the farthest example on either axis is at 1 or -1. */
    public double x(int example) {
        return at[example][0];
    }

    public double y(int example) {
        return at[example][1];
    }

    /** The share of the variance that lies along an axis, 0 or 1. */
    public double explained(int axis) {
        return explained[axis];
    }

    private static int[] sample(int count) {
        int kept = Math.min(count, SAMPLE);
        return IntStream.range(0, kept)
                .map(i -> (int) ((long) i * count / kept))
                .toArray();
    }

    private static double[] mean(float[] rows, int[] sample, int stride) {
        double[] mean = new double[stride];
        for (int row : sample) {
            for (int d = 0; d < stride; d++) {
                mean[d] += rows[row * stride + d];
            }
        }
        for (int d = 0; d < stride; d++) {
            mean[d] /= sample.length;
        }
        return mean;
    }

    /** Multiplies two directions with the covariance and makes them orthonormal until they stay where they are. */
    private static double[][] axes(float[] rows, int[] sample, int stride, double[] mean) {
        var random = new SplittableRandom(1);
        double[][] axes = new double[2][stride];
        for (double[] axis : axes) {
            Arrays.setAll(axis, d -> random.nextDouble() - 0.5);
        }
        orthonormal(axes);
        double moved = 1;
        for (int step = 0; step < MOST_STEPS && moved > SETTLED; step++) {
            double[][] next = new double[2][stride];
            for (int row : sample) {
                for (int axis = 0; axis < 2; axis++) {
                    add(along(axes[axis], rows, row * stride, mean), rows, row * stride, mean, next[axis]);
                }
            }
            orthonormal(next);
            moved = Math.max(1 - Math.abs(dot(axes[0], next[0])), 1 - Math.abs(dot(axes[1], next[1])));
            axes = next;
        }
        for (double[] axis : axes) {
            pointUp(axis);
        }
        return axes;
    }

    private static void add(double weight, float[] rows, int from, double[] mean, double[] to) {
        for (int d = 0; d < to.length; d++) {
            to[d] += weight * (rows[from + d] - mean[d]);
        }
    }

    private static double along(double[] axis, float[] rows, int from, double[] mean) {
        double sum = 0;
        for (int d = 0; d < axis.length; d++) {
            sum += axis[d] * (rows[from + d] - mean[d]);
        }
        return sum;
    }

    private static void orthonormal(double[][] axes) {
        normalise(axes[0]);
        double shared = dot(axes[0], axes[1]);
        for (int d = 0; d < axes[1].length; d++) {
            axes[1][d] -= shared * axes[0][d];
        }
        normalise(axes[1]);
    }

    /** To length 1; a direction in which nothing lies becomes 0. */
    private static void normalise(double[] axis) {
        double length = Math.sqrt(dot(axis, axis));
        for (int d = 0; d < axis.length; d++) {
            axis[d] = length < 1e-12 ? 0 : axis[d] / length;
        }
    }

    /** An axis has two directions; the one in which its largest coordinate is positive is taken. */
    private static void pointUp(double[] axis) {
        int largest = IntStream.range(0, axis.length)
                .reduce((a, b) -> Math.abs(axis[b]) > Math.abs(axis[a]) ? b : a)
                .orElseThrow();
        if (axis[largest] < 0) {
            Arrays.setAll(axis, d -> -axis[d]);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }

    private static double[] explained(float[] rows, int[] sample, int stride, double[] mean, double[][] axes) {
        double all = 0;
        double[] along = new double[2];
        for (int row : sample) {
            for (int d = 0; d < stride; d++) {
                double centred = rows[row * stride + d] - mean[d];
                all += centred * centred;
            }
            for (int axis = 0; axis < 2; axis++) {
                double at = along(axes[axis], rows, row * stride, mean);
                along[axis] += at * at;
            }
        }
        double whole = Math.max(all, Double.MIN_NORMAL);
        return new double[] {along[0] / whole, along[1] / whole};
    }
}
