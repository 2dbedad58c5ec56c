package org.insula.teach;

/**
 * A linear map from a {@link Design}'s rows to one logit for each label, as one flat array that an optimiser can walk
 * in: dense weights, shape (labels, stride), then biases, shape (width,), then sparse weights, shape (vocabulary,
 * width), where width is the number of labels padded to whole narrow vectors; logits have the same width. The padding is
 * and stays 0.
 *
 * @param labels how many logits
 * @param stride the padded length of a dense row
 * @param vocabulary how many sparse columns
 * @param flat the three parts, one after the other; shared, not copied
 */
record LinearWeights(int labels, int stride, int vocabulary, float[] flat) {
    private static final int BLOCK = 32;

    static LinearWeights zero(int labels, int stride, int vocabulary) {
        return new LinearWeights(
                labels, stride, vocabulary, new float[labels * stride + width(labels) * (1 + vocabulary)]);
    }

    static LinearWeights zero(int labels, Design design) {
        return zero(labels, design.stride(), design.vocabulary());
    }

    /** The padded number of labels. */
    static int width(int labels) {
        return Math.ceilDiv(labels, Kernels.NARROW) * Kernels.NARROW;
    }

    int width() {
        return width(labels);
    }

    int biasAt() {
        return labels * stride;
    }

    int sparseAt() {
        return labels * stride + width();
    }

    /** Logits of every row, shape (rows, labels). */
    float[] logits(Design design, Kernels kernels) {
        float[] logits = new float[design.rows() * labels];
        int width = width();
        float[] block = new float[BLOCK * width];
        for (int from = 0; from < design.rows(); from += BLOCK) {
            int rows = Math.min(BLOCK, design.rows() - from);
            logits(design, from, rows, kernels, block);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(block, i * width, logits, (from + i) * labels, labels);
            }
        }
        return logits;
    }

    /** Logits of {@code rows} rows from row {@code from} on, into {@code target}, shape (≥ rows, width). */
    void logits(Design design, int from, int rows, Kernels kernels, float[] target) {
        int width = width();
        int[] offsets = design.offsets();
        kernels.dots(design.dense(), from, rows, flat, labels, stride, target, width);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < labels; k++) {
                target[i * width + k] += flat[biasAt() + k];
            }
            kernels.sparseDots(
                    design.values(),
                    design.columns(),
                    offsets[from + i],
                    offsets[from + i + 1],
                    flat,
                    sparseAt(),
                    width,
                    target,
                    i * width);
        }
    }
}
