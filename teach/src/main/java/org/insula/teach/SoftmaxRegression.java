package org.insula.teach;

/**
 * Multinomial logistic regression with an L2 penalty on the weights, not on the biases:
 *
 * <pre>  mean over examples of -log softmax(W x + b)[label]  +  strength / 2 · |W|²</pre>
 *
 * <p>The loss is not weighted by class, so that its probabilities fit the mix of labels in the data. A label without
 * examples takes no part: its weights stay zero, see {@link #absent}.
 */
final class SoftmaxRegression {
    private static final int BLOCK = 32;
    private static final int MAX_EVALUATIONS = 400;

    private final Design design;
    private final int[] labels;
    private final int labelCount;
    private final boolean[] present;
    private final Kernels kernels;
    private final double firstStep;

    /**
     * @param design the examples
     * @param labels shape (rows,), each from 0 below {@code labelCount}
     */
    SoftmaxRegression(Design design, int[] labels, int labelCount, Kernels kernels) {
        this.design = design;
        this.labels = labels;
        this.labelCount = labelCount;
        this.kernels = kernels;
        this.present = new boolean[labelCount];
        for (int label : labels) {
            present[label] = true;
        }
        this.firstStep = 1 / (0.5 * (meanSquare() + 1));
    }

    /**
     * Fits the weights to within {@code precision} of the lowest loss: the penalty makes the loss
     * {@code strength}-strongly convex, so it is at most |gradient|² / (2 · strength) above its minimum.
     *
     * @param strength of the penalty, above 0
     * @param from where to start; not changed
     */
    LinearWeights fit(double strength, double precision, LinearWeights from) {
        float[] flat = from.flat().clone();
        new Lbfgs(kernels)
                .minimise(
                        (at, gradient) -> evaluate(at, gradient, strength),
                        flat,
                        firstStep,
                        Math.sqrt(2 * strength * precision),
                        MAX_EVALUATIONS);
        return new LinearWeights(labelCount, design.stride(), design.vocabulary(), flat);
    }

    boolean[] present() {
        return present;
    }

    /** The penalised loss at {@code at}; writes its gradient. */
    double evaluate(float[] at, float[] gradient, double strength) {
        var weights = new LinearWeights(labelCount, design.stride(), design.vocabulary(), at);
        java.util.Arrays.fill(gradient, 0);
        float[] residuals = new float[BLOCK * labelCount];
        double loss = 0;
        for (int from = 0; from < design.rows(); from += BLOCK) {
            int rows = Math.min(BLOCK, design.rows() - from);
            weights.logits(design, from, rows, kernels, residuals);
            for (int i = 0; i < rows; i++) {
                loss += residual(residuals, i * labelCount, labels[from + i]);
            }
            accumulate(from, rows, residuals, weights, gradient);
        }
        return loss / design.rows() + penalise(weights, gradient, strength);
    }

    /** Turns the logits at {@code at} into (probability - target) / rows and returns the row's loss. */
    private double residual(float[] logits, int at, int label) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < labelCount; k++) {
            if (present[k]) {
                max = Math.max(max, logits[at + k]);
            }
        }
        double target = logits[at + label];
        double sum = 0;
        for (int k = 0; k < labelCount; k++) {
            double e = present[k] ? Math.exp(logits[at + k] - max) : 0;
            logits[at + k] = (float) e;
            sum += e;
        }
        double scale = 1 / (sum * design.rows());
        for (int k = 0; k < labelCount; k++) {
            logits[at + k] *= (float) scale;
        }
        logits[at + label] -= (float) (1.0 / design.rows());
        return Math.log(sum) + max - target;
    }

    private void accumulate(int from, int rows, float[] residuals, LinearWeights weights, float[] gradient) {
        kernels.accumulate(design.dense(), from, rows, residuals, labelCount, labelCount, design.stride(), gradient);
        int bias = weights.biasAt();
        int sparse = weights.sparseAt();
        for (int i = 0; i < rows; i++) {
            int r = i * labelCount;
            for (int k = 0; k < labelCount; k++) {
                gradient[bias + k] += residuals[r + k];
            }
            for (int e = design.offsets()[from + i]; e < design.offsets()[from + i + 1]; e++) {
                float value = design.values()[e];
                int column = sparse + design.columns()[e] * labelCount;
                for (int k = 0; k < labelCount; k++) {
                    gradient[column + k] += value * residuals[r + k];
                }
            }
        }
    }

    private double penalise(LinearWeights weights, float[] gradient, double strength) {
        float[] at = weights.flat();
        double square = 0;
        for (int i = 0; i < at.length; i++) {
            if (i < weights.biasAt() || i >= weights.sparseAt()) {
                square += (double) at[i] * at[i];
                gradient[i] += (float) strength * at[i];
            }
        }
        return strength / 2 * square;
    }

    private double meanSquare() {
        double square = kernels.dot(design.dense(), design.dense(), design.dense().length)
                + kernels.dot(design.values(), design.values(), design.values().length);
        return square / Math.max(1, design.rows());
    }

    /**
     * Gives the labels that had no examples a logit of their own: the probability 1 / (examples + 2) of something not
     * seen so far (Laplace), whatever the input.
     *
     * @param logits shape (rows, labels), changed in place
     */
    static void absent(float[] logits, boolean[] present, int examples) {
        int labelCount = present.length;
        for (int at = 0; at < logits.length; at += labelCount) {
            double max = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < labelCount; k++) {
                max = present[k] ? Math.max(max, logits[at + k]) : max;
            }
            double sum = 0;
            for (int k = 0; k < labelCount; k++) {
                sum += present[k] ? Math.exp(logits[at + k] - max) : 0;
            }
            for (int k = 0; k < labelCount; k++) {
                if (!present[k]) {
                    logits[at + k] = (float) (max + Math.log(sum) - Math.log(examples + 1.0));
                }
            }
        }
    }
}
