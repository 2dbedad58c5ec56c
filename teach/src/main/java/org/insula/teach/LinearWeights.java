package org.insula.teach;

/**
 * A linear map from a {@link Design}'s rows to one logit for each label, as one flat array that an optimiser can walk
 * in: dense weights, shape (labels, stride), then biases, shape (labels,), then sparse weights, shape (vocabulary,
 * labels).
 *
 * @param labels how many logits
 * @param stride the padded length of a dense row
 * @param vocabulary how many sparse columns
 * @param flat the three parts, one after the other; shared, not copied
 */
record LinearWeights(int labels, int stride, int vocabulary, float[] flat) {
    private static final int BLOCK = 32;

    static LinearWeights zero(int labels, int stride, int vocabulary) {
        return new LinearWeights(labels, stride, vocabulary, new float[labels * (stride + 1 + vocabulary)]);
    }

    static LinearWeights zero(int labels, Design design) {
        return zero(labels, design.stride(), design.vocabulary());
    }

    int biasAt() {
        return labels * stride;
    }

    int sparseAt() {
        return labels * (stride + 1);
    }

    /** Logits of every row, shape (rows, labels). */
    float[] logits(Design design, Kernels kernels) {
        float[] logits = new float[design.rows() * labels];
        float[] block = new float[BLOCK * labels];
        for (int from = 0; from < design.rows(); from += BLOCK) {
            int rows = Math.min(BLOCK, design.rows() - from);
            logits(design, from, rows, kernels, block);
            System.arraycopy(block, 0, logits, from * labels, rows * labels);
        }
        return logits;
    }

    /** Logits of {@code rows} rows from row {@code from} on, into {@code target}, shape (≥ rows, labels). */
    void logits(Design design, int from, int rows, Kernels kernels, float[] target) {
        kernels.dots(design.dense(), from, rows, flat, labels, stride, target, labels);
        int bias = biasAt();
        int sparse = sparseAt();
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < labels; k++) {
                target[i * labels + k] += flat[bias + k];
            }
            for (int e = design.offsets()[from + i]; e < design.offsets()[from + i + 1]; e++) {
                float value = design.values()[e];
                int column = sparse + design.columns()[e] * labels;
                for (int k = 0; k < labels; k++) {
                    target[i * labels + k] += value * flat[column + k];
                }
            }
        }
    }

    LinearWeights copy() {
        return new LinearWeights(labels, stride, vocabulary, flat.clone());
    }
}
