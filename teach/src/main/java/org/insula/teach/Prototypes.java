package org.insula.teach;

/**
 * One prototype for each label, the mean of its examples; an input belongs to the nearest (Snell et al. 2017). Written
 * as a linear map: -|x - m|² / 2 differs from m · x - |m|² / 2 by what all labels share.
 *
 * @see <a href="https://arxiv.org/abs/1703.05175">Snell et al. 2017, Prototypical Networks for Few-shot Learning</a>
 */
final class Prototypes {
    private Prototypes() {}

    /**
     * The map from a row to logits.
     *
     * @param labels shape (rows,); a label without examples keeps zero weights
     */
    static LinearWeights fit(Design design, int[] labels, int labelCount) {
        var weights = LinearWeights.zero(labelCount, design);
        int[] counts = new int[labelCount];
        for (int label : labels) {
            counts[label]++;
        }
        for (int i = 0; i < labels.length; i++) {
            addRow(weights, design, i, labels[i], 1f / counts[labels[i]]);
        }
        for (int k = 0; k < labelCount; k++) {
            weights.flat()[weights.biasAt() + k] = (float) (-square(weights, k) / 2);
        }
        return weights;
    }

    private static void addRow(LinearWeights weights, Design design, int row, int label, float factor) {
        float[] flat = weights.flat();
        for (int d = 0; d < design.stride(); d++) {
            flat[label * design.stride() + d] += factor * design.dense()[row * design.stride() + d];
        }
        for (int e = design.offsets()[row]; e < design.offsets()[row + 1]; e++) {
            int at = weights.sparseAt() + design.columns()[e] * weights.labels() + label;
            flat[at] += factor * design.values()[e];
        }
    }

    private static double square(LinearWeights weights, int label) {
        double square = 0;
        for (int d = 0; d < weights.stride(); d++) {
            double w = weights.flat()[label * weights.stride() + d];
            square += w * w;
        }
        for (int c = 0; c < weights.vocabulary(); c++) {
            double w = weights.flat()[weights.sparseAt() + c * weights.labels() + label];
            square += w * w;
        }
        return square;
    }
}
