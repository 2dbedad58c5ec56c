package org.insula.teach;

/**
 * The two products of matrices that teaching spends its time in. Rows are padded with zeros to a multiple of
 * {@link #LANES} floats, so neither has a tail; sums are in float.
 */
sealed interface Kernels permits VectorKernels, PlainKernels {
    int LANES = 16;

    /** What the rows of weights of sparse columns are padded to. */
    int NARROW = 4;

    /**
     * Dot products of rows: {@code out[i * outStride + j] = a[aRow + i] · b[j]}.
     *
     * @param a shape (≥ aRow + aRows, stride)
     * @param b shape (bRows, stride)
     * @param out receives shape (aRows, outStride), outStride ≥ bRows
     */
    void dots(float[] a, int aRow, int aRows, float[] b, int bRows, int stride, float[] out, int outStride);

    /**
     * Weighted sums of rows: {@code sums[k] += Σ_i factors[i * factorStride + k] · x[row + i]}.
     *
     * @param x shape (≥ row + rows, stride)
     * @param factors shape (rows, factorStride), factorStride ≥ count
     * @param sums shape (≥ count, stride)
     */
    void accumulate(
            float[] x, int row, int rows, float[] factors, int factorStride, int count, int stride, float[] sums);

    /**
     * Adds a sparse row times a matrix: {@code out[outAt + k] += Σ_e values[e] · b[bAt + columns[e] * bStride + k]} for
     * the entries from {@code from} to before {@code to} and k below {@code bStride}.
     *
     * @param b rows of {@code bStride} floats, a multiple of {@link #NARROW}, from {@code bAt} on
     */
    void sparseDots(
            float[] values, int[] columns, int from, int to, float[] b, int bAt, int bStride, float[] out, int outAt);

    /**
     * Adds multiples of one row to the rows that a sparse row points at:
     * {@code sums[sumsAt + columns[e] * stride + k] += values[e] · row[rowAt + k]} for k below {@code stride}.
     *
     * @param stride a multiple of {@link #NARROW}
     */
    void sparseAccumulate(
            float[] values,
            int[] columns,
            int from,
            int to,
            float[] row,
            int rowAt,
            int stride,
            float[] sums,
            int sumsAt);

    /** The dot product of the first {@code length} numbers of {@code a} and {@code b}; any length. */
    float dot(float[] a, float[] b, int length);

    /** {@code y += factor · x} over the first {@code length} numbers; any length. */
    void axpy(float factor, float[] x, float[] y, int length);

    /** The vector kernels where the JVM was started with {@code jdk.incubator.vector}, the plain ones elsewhere. */
    static Kernels best() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorKernels()
                : new PlainKernels();
    }

    /** {@code length} rounded up to whole vectors. */
    static int padded(int length) {
        return Math.ceilDiv(Math.max(length, 1), LANES) * LANES;
    }
}
