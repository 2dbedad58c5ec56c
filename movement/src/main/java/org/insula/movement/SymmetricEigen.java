package org.insula.movement;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder reflections to tridiagonal form, then implicitly
 * shifted QR steps, each a chase of plane rotations.
 *
 * @param values shape (n,), in no order
 * @param vectors shape (n, n): row i is the unit eigenvector of value i
 * @see "Golub and Van Loan, Matrix Computations, sections 8.3.1 and 8.3.3"
 */
record SymmetricEigen(double[] values, double[][] vectors) {
    private static final double EPSILON = 0x1p-52;
    private static final int MOST_STEPS_PER_VALUE = 100;

    /** Decomposes {@code a}, which is overwritten. */
    static SymmetricEigen of(double[][] a) {
        int n = a.length;
        double[][] rows = identity(n);
        for (int k = 0; k + 2 < n; k++) {
            reflect(a, rows, k);
        }
        double[] diagonal = new double[n];
        double[] beside = new double[n];
        for (int i = 0; i < n; i++) {
            diagonal[i] = a[i][i];
            beside[i] = i + 1 < n ? a[i + 1][i] : 0;
        }
        diagonalise(diagonal, beside, rows);
        return new SymmetricEigen(diagonal, rows);
    }

    private static double[][] identity(int n) {
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            rows[i][i] = 1;
        }
        return rows;
    }

    /** Clears column k below the subdiagonal by the reflection I − 2vvᵀ from both sides. */
    private static void reflect(double[][] a, double[][] rows, int k) {
        int n = a.length;
        double[] v = new double[n];
        double norm = 0;
        for (int i = k + 1; i < n; i++) {
            v[i] = a[i][k];
            norm = Math.hypot(norm, v[i]);
        }
        double alpha = v[k + 1] > 0 ? -norm : norm;
        v[k + 1] -= alpha;
        double size = 0;
        for (int i = k + 1; i < n; i++) {
            size = Math.hypot(size, v[i]);
        }
        if (size == 0) {
            return;
        }
        for (int i = k + 1; i < n; i++) {
            v[i] /= size;
        }
        a[k + 1][k] = alpha;
        reflectBothSides(a, v, k + 1);
        reflectRows(rows, v, k + 1);
    }

    /** With p = 2Av and w = p − (v·p)v, the reflected matrix is A − vwᵀ − wvᵀ. */
    private static void reflectBothSides(double[][] a, double[] v, int from) {
        int n = a.length;
        double[] w = new double[n];
        double along = 0;
        for (int i = from; i < n; i++) {
            double sum = 0;
            for (int j = from; j < n; j++) {
                sum += a[i][j] * v[j];
            }
            w[i] = 2 * sum;
            along += v[i] * w[i];
        }
        for (int i = from; i < n; i++) {
            w[i] -= along * v[i];
        }
        for (int i = from; i < n; i++) {
            for (int j = from; j < n; j++) {
                a[i][j] -= v[i] * w[j] + w[i] * v[j];
            }
        }
    }

    /** The rows of the orthogonal matrix: Q ← (I − 2vvᵀ)Q. */
    private static void reflectRows(double[][] rows, double[] v, int from) {
        int n = rows.length;
        double[] along = new double[n];
        for (int i = from; i < n; i++) {
            for (int j = 0; j < n; j++) {
                along[j] += 2 * v[i] * rows[i][j];
            }
        }
        for (int i = from; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rows[i][j] -= v[i] * along[j];
            }
        }
    }

    /** Drops converged values from the end and steps on the block before them. */
    private static void diagonalise(double[] d, double[] e, double[][] rows) {
        double norm = 0;
        for (int i = 0; i < d.length; i++) {
            norm = Math.max(norm, Math.abs(d[i]) + Math.abs(e[i]));
        }
        int high = d.length - 1;
        for (long steps = 0; high > 0; ) {
            int low = high;
            while (low > 0
                    && Math.abs(e[low - 1]) > EPSILON * (Math.abs(d[low - 1]) + Math.abs(d[low]) + EPSILON * norm)) {
                low--;
            }
            if (low == high) {
                high--;
                continue;
            }
            if (steps++ > (long) MOST_STEPS_PER_VALUE * d.length) {
                throw new MovementException("The eigenvalues of " + d.length
                        + " examples did not settle; the features must be finite and of ordinary size.");
            }
            step(d, e, rows, low, high);
        }
    }

    /** One implicit QR step with Wilkinson's shift on the block from {@code low} to {@code high}. */
    private static void step(double[] d, double[] e, double[][] rows, int low, int high) {
        double half = (d[high - 1] - d[high]) / 2;
        double last = e[high - 1];
        double shift = d[high] - last * last / (half + Math.copySign(Math.hypot(half, last), half));
        double x = d[low] - shift;
        double z = e[low];
        for (int k = low; k < high; k++) {
            double r = Math.hypot(x, z);
            double c = r == 0 ? 1 : x / r;
            double s = r == 0 ? 0 : z / r;
            if (k > low) {
                e[k - 1] = r;
            }
            double first = d[k];
            double second = d[k + 1];
            double between = e[k];
            d[k] = c * c * first + 2 * c * s * between + s * s * second;
            d[k + 1] = s * s * first - 2 * c * s * between + c * c * second;
            e[k] = (c * c - s * s) * between + c * s * (second - first);
            if (k + 1 < high) {
                x = e[k];
                z = s * e[k + 1];
                e[k + 1] *= c;
            }
            rotate(rows[k], rows[k + 1], c, s);
        }
    }

    private static void rotate(double[] first, double[] second, double c, double s) {
        for (int j = 0; j < first.length; j++) {
            double a = first[j];
            double b = second[j];
            first[j] = c * a + s * b;
            second[j] = c * b - s * a;
        }
    }
}
