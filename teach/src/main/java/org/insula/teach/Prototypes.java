package org.insula.teach;

/**
 * One prototype for each label, the mean of its examples; an input belongs to the nearest (Snell et al. 2017). Written
 * as a linear map: -|x - m|² / 2 differs from m · x - |m|² / 2 by what all labels share.
 *
 * <p>The mean of n noisy examples is longer than the true mean, |m|² by spread / n on average, which would favour labels
 * with more examples; that much is taken off.
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
        double spread = spread(weights, design, labels, counts);
        for (int k = 0; k < labelCount; k++) {
            double noise = counts[k] == 0 ? 0 : spread / counts[k];
            weights.flat()[weights.biasAt() + k] = (float) ((noise - square(weights, k)) / 2);
        }
        return weights;
    }

    /** The mean square distance of examples from the true mean of their label: Σ |x - m|² / (examples - labels). */
    private static double spread(LinearWeights weights, Design design, int[] labels, int[] counts) {
        double within = 0;
        int present = 0;
        for (int k = 0; k < counts.length; k++) {
            within -= counts[k] * square(weights, k);
            present += counts[k] > 0 ? 1 : 0;
        }
        for (float v : design.dense()) {
            within += (double) v * v;
        }
        for (float v : design.values()) {
            within += (double) v * v;
        }
        return labels.length > present ? Math.max(0, within) / (labels.length - present) : 0;
    }

    private static void addRow(LinearWeights weights, Design design, int row, int label, float factor) {
        float[] flat = weights.flat();
        for (int d = 0; d < design.stride(); d++) {
            flat[label * design.stride() + d] += factor * design.dense()[row * design.stride() + d];
        }
        for (int e = design.offsets()[row]; e < design.offsets()[row + 1]; e++) {
            int at = weights.sparseAt() + design.columns()[e] * weights.width() + label;
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
            double w = weights.flat()[weights.sparseAt() + c * weights.width() + label];
            square += w * w;
        }
        return square;
    }
}
