package org.insula.teach;

/**
 * The two products of matrices that teaching spends its time in. Rows are padded with zeros to a multiple of
 * {@link #LANES} floats, so neither has a tail; sums are in float.
 */
sealed interface Kernels permits VectorKernels, PlainKernels {
    int LANES = 16;

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
