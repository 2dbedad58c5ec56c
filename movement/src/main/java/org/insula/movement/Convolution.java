package org.insula.movement;

/**
 * The loops that MiniRocket and Hydra spend their time in. Rows may be read and written up to {@link #SLACK} floats
 * beyond their end, so that no loop over them has a tail.
 */
sealed interface Convolution permits VectorConvolution, PlainConvolution {
    /** How many floats every array has beyond what is used. */
    int SLACK = 16;

    /** {@code out[outAt + t] = −Σ_j x[xAt + t + j · dilation]}, j from −4 to 4, t below {@code length}. */
    void alpha(float[] x, int xAt, int dilation, int length, float[] out, int outAt);

    /**
     * {@code c[t] = alpha[alphaAt + t] + g[first + t] + g[second + t] + g[third + t]} for t below {@code length}.
     *
     * @param add whether to add to what stands in {@code c}
     */
    void row(
            float[] alpha,
            int alphaAt,
            float[] g,
            int first,
            int second,
            int third,
            int length,
            float[] c,
            boolean add);

    /**
     * The share of {@code c} above each bias: {@code out[at + i] = #{t : c[t] > biases[at + i]} / length}.
     *
     * @param c shape (≥ length + SLACK,); what lies behind {@code length} is overwritten
     */
    void positives(float[] c, int length, float[] biases, int at, int count, float[] out);

    /**
     * Eight kernels compete at each step t below {@code length}: the largest output is added to
     * {@code out[maximaAt + k]} of its kernel k, and 1 to {@code out[minimaAt + k]} of the kernel with the smallest;
     * the first of equals wins. The output of kernel k is
     * {@code Σ_j weights[weightsAt + 8 j + k] · x[xAt + t + (j − 4) · dilation]}.
     *
     * @param out receives both, whatever stood there
     */
    void compete(
            float[] x,
            int xAt,
            int dilation,
            int length,
            float[] weights,
            int weightsAt,
            float[] out,
            int maximaAt,
            int minimaAt);

    /** The vector loops where the JVM was started with {@code jdk.incubator.vector}, the plain ones elsewhere. */
    static Convolution best() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorConvolution()
                : new PlainConvolution();
    }
}
