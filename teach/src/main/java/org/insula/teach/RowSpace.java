package org.insula.teach;

/**
 * The span of fewer examples than dimensions. The best weights of a penalised linear model lie in that span, so the
 * model can be fitted to {@code rank} coordinates of each example instead: exact, and cheaper.
 *
 * <p>With the Gram matrix G = X Xᵀ = Z Zᵀ (pivoted Cholesky, which stops at the rank, so duplicates and constant
 * dimensions do no harm), Z replaces X, |V|² = |W|² and W = X_pᵀ Z_p⁻ᵀ V, where p are the pivot rows.
 */
final class RowSpace {
    private static final double RANK_TOLERANCE = 1e-6;

    private final Design original;
    private final Kernels kernels;
    private final int[] pivots;
    private final int rank;
    private final Design design;

    RowSpace(Design original, Kernels kernels) {
        this.original = original;
        this.kernels = kernels;
        int n = original.rows();
        this.pivots = new int[n];
        double[][] columns = new double[n][];
        this.rank = decompose(gram(), n, columns);
        int stride = Kernels.padded(rank);
        float[] z = new float[n * stride];
        for (int j = 0; j < rank; j++) {
            for (int i = 0; i < n; i++) {
                z[i * stride + j] = (float) columns[j][i];
            }
        }
        this.design = Design.dense(n, stride, z);
    }

    /** Whether going through the row space costs less than fitting the design itself. */
    static boolean pays(Design design) {
        double width = design.stride() + 4.0 * design.columns().length / Math.max(1, design.rows());
        return design.rows() <= Math.min(width, 1_200);
    }

    /** The examples in the coordinates of their span, shape (rows, rank). */
    Design design() {
        return design;
    }

    /** The weights of the original design that give the same logits as {@code inside} does here. */
    LinearWeights outside(LinearWeights inside) {
        int labels = inside.labels();
        var outside = LinearWeights.zero(labels, original);
        float[] w = outside.flat();
        double[][] a = solveTransposed(inside);
        for (int k = 0; k < labels; k++) {
            w[outside.biasAt() + k] = inside.flat()[inside.biasAt() + k];
        }
        for (int p = 0; p < rank; p++) {
            addRow(outside, pivots[p], a[p]);
        }
        return outside;
    }

    /** The weights in here that give the same logits as {@code outside} does for the examples. */
    LinearWeights inside(LinearWeights outside) {
        int labels = outside.labels();
        float[] logits = outside.logits(original, kernels);
        float[] z = design.dense();
        int stride = design.stride();
        var inside = LinearWeights.zero(labels, design);
        for (int k = 0; k < labels; k++) {
            float bias = outside.flat()[outside.biasAt() + k];
            inside.flat()[inside.biasAt() + k] = bias;
            for (int p = 0; p < rank; p++) {
                int row = pivots[p] * stride;
                double rest = logits[pivots[p] * labels + k] - bias;
                for (int q = 0; q < p; q++) {
                    rest -= (double) z[row + q] * inside.flat()[k * stride + q];
                }
                inside.flat()[k * stride + p] = (float) (rest / z[row + p]);
            }
        }
        return inside;
    }

    /** Solves Z_pᵀ A = V, shape (rank, labels). */
    private double[][] solveTransposed(LinearWeights inside) {
        int labels = inside.labels();
        int stride = design.stride();
        float[] z = design.dense();
        double[][] a = new double[rank][labels];
        for (int p = rank - 1; p >= 0; p--) {
            double diagonal = z[pivots[p] * stride + p];
            for (int k = 0; k < labels; k++) {
                double rest = inside.flat()[k * stride + p];
                for (int q = p + 1; q < rank; q++) {
                    rest -= z[pivots[q] * stride + p] * a[q][k];
                }
                a[p][k] = rest / diagonal;
            }
        }
        return a;
    }

    private void addRow(LinearWeights weights, int row, double[] factors) {
        int labels = weights.labels();
        int stride = original.stride();
        float[] w = weights.flat();
        for (int k = 0; k < labels; k++) {
            for (int d = 0; d < stride; d++) {
                w[k * stride + d] += (float) (factors[k] * original.dense()[row * stride + d]);
            }
        }
        for (int e = original.offsets()[row]; e < original.offsets()[row + 1]; e++) {
            int column = weights.sparseAt() + original.columns()[e] * weights.width();
            for (int k = 0; k < labels; k++) {
                w[column + k] += (float) (factors[k] * original.values()[e]);
            }
        }
    }

    private float[] gram() {
        int n = original.rows();
        float[] gram = new float[n * n];
        kernels.dots(original.dense(), 0, n, original.dense(), n, original.stride(), gram, n);
        if (original.vocabulary() > 0) {
            addSparse(gram, n);
        }
        return gram;
    }

    /** Spreads one row's terms over the vocabulary, then gathers every other row's. */
    private void addSparse(float[] gram, int n) {
        float[] spread = new float[original.vocabulary()];
        int[] offsets = original.offsets();
        for (int i = 0; i < n; i++) {
            for (int e = offsets[i]; e < offsets[i + 1]; e++) {
                spread[original.columns()[e]] = original.values()[e];
            }
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int e = offsets[j]; e < offsets[j + 1]; e++) {
                    sum += spread[original.columns()[e]] * original.values()[e];
                }
                gram[i * n + j] += sum;
            }
            for (int e = offsets[i]; e < offsets[i + 1]; e++) {
                spread[original.columns()[e]] = 0;
            }
        }
    }

    /** Pivoted Cholesky, column by column, in double; returns the rank and sets the pivots. */
    private int decompose(float[] gram, int n, double[][] columns) {
        double[] left = new double[n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            left[i] = gram[i * n + i];
            largest = Math.max(largest, left[i]);
        }
        for (int j = 0; j < n; j++) {
            int pivot = 0;
            for (int i = 1; i < n; i++) {
                pivot = left[i] > left[pivot] ? i : pivot;
            }
            if (left[pivot] <= RANK_TOLERANCE * largest) {
                return j;
            }
            columns[j] = column(gram, n, columns, j, pivot, Math.sqrt(left[pivot]));
            pivots[j] = pivot;
            for (int i = 0; i < n; i++) {
                left[i] -= columns[j][i] * columns[j][i];
            }
            left[pivot] = Double.NEGATIVE_INFINITY;
        }
        return n;
    }

    private double[] column(float[] gram, int n, double[][] columns, int j, int pivot, double root) {
        double[] column = new double[n];
        for (int i = 0; i < n; i++) {
            column[i] = gram[pivot * n + i];
        }
        for (int q = 0; q < j; q++) {
            double factor = columns[q][pivot];
            double[] earlier = columns[q];
            for (int i = 0; i < n; i++) {
                column[i] -= factor * earlier[i];
            }
        }
        for (int i = 0; i < n; i++) {
            column[i] /= root;
        }
        for (int q = 0; q < j; q++) {
            column[pivots[q]] = 0;
        }
        column[pivot] = root;
        return column;
    }
}
