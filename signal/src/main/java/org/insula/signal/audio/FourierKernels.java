package org.insula.signal.audio;

/**
 * The inner loops of the transforms of sound. They treat as many signals at once as there are lanes; value n of all
 * signals stands together, at {@code n * lanes} and behind. Both kinds compute the same sums in the same order, so that
 * results do not depend on how the JVM was started.
 */
sealed interface FourierKernels permits VectorFourierKernels, PlainFourierKernels {
    /** How many signals are transformed at once. */
    int lanes();

    /**
     * Windows pairs of neighbouring numbers of one signal: {@code zr[n * lanes + lane]} receives
     * {@code x[start + 2n] * window[2n]} and {@code zi} the number behind, for n from {@code from} to before {@code to}.
     */
    void loadPairs(float[] x, int start, float[] window, float[] zr, float[] zi, int lane, int from, int to);

    /** The way back without a window: {@code x[2n]} and {@code x[2n + 1]} receive the pair times {@code scale}. */
    void storePairs(float[] zr, float[] zi, float scale, float[] x, int lane, int from, int to);

    /** {@code row[offset + k] = byBin[k * lanes + lane]} for k from {@code from} to before {@code to}. */
    void toRow(float[] byBin, float[] row, int offset, int lane, int from, int to);

    /** {@code byBin[k * lanes + lane] = row[offset + k]} for k from {@code from} to before {@code to}. */
    void fromRow(float[] row, int offset, float[] byBin, int lane, int from, int to);

    /**
     * One pass of Stockham's algorithm with radix 4, from x to y.
     *
     * @param quarter a quarter of the numbers that are still to be combined
     * @param run how many floats share a factor, a multiple of {@link #lanes}
     * @param cos real parts of the factors, of which every {@code step}-th is used; {@code sin} alike
     */
    void radix4(
            float[] xr, float[] xi, float[] yr, float[] yi, int quarter, int run, float[] cos, float[] sin, int step);

    /** The last pass where the length is no power of 4. */
    void radix2(float[] xr, float[] xi, float[] yr, float[] yi, int run);

    /** From the transform of pairs of real numbers to bins 1 to half - 1 of that of the numbers. */
    void untangle(float[] zr, float[] zi, float[] re, float[] im, int half, float[] cos, float[] sin);

    /** The way back of {@link #untangle}. */
    void tangle(float[] re, float[] im, float[] zr, float[] zi, int half, float[] cos, float[] sin);

    /** {@code out[k] = re[k]² + im[k]²}, or its root, for the first {@code count} floats. */
    void sizes(float[] re, float[] im, float[] out, int count, boolean root);

    /** {@code out[lane] = Σ weights[i] · x[(first + i) · lanes + lane]}, in four sums that take turns. */
    void weighted(float[] weights, float[] x, int first, float[] out);

    /** The absolute values of complex sums: as {@link #weighted} with complex weights and numbers. */
    void weighted(float[] weightRe, float[] weightIm, float[] re, float[] im, int first, float[] out);

    /** The vector kernels where the JVM was started with {@code jdk.incubator.vector}, the plain ones elsewhere. */
    static FourierKernels best() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorFourierKernels()
                : new PlainFourierKernels();
    }
}
