package org.insula.teach;

import java.util.Arrays;

/**
 * Multinomial logistic regression with an L2 penalty:
 *
 * <pre>  mean over examples of -v[label] log softmax(W x + b)[label]  +  strength / 2 · |W|²  +  1 / (2 · examples) · |b|²</pre>
 *
 * <p>The light penalty on the biases says that labels are about equally likely until there are examples enough to know
 * better. Without it the label of a held-out example, which its training part has one fewer of, would be at a
 * disadvantage that shows in small sets.
 *
 * <p>The weight v of an example falls with the number of examples of its label, to the power of -0.75. How many examples
 * someone gives of a label says little about how often it will occur, so rare labels should not be neglected; but full
 * balance costs accuracy where the numbers do mean something. Held out, powers 0, 0.5, 0.75 and 1 reached
 *
 * <ul>
 *   <li>254 faces, 7 labels, mean of 8 seeds: accuracy .560, .560, .559, .563; macro-F1 .499, .510, .521, .539;
 *       calibration error .070, .071, .063, .077;
 *   <li>3,257 tweets (TweetEval emotion), 4 labels: accuracy .756, .767, .761, .754; macro-F1 .696, .713, .708, .703;
 *       calibration error .013, .015, .011, .013.
 * </ul>
 *
 * <p>Temperature alone calibrates these, so no biases are refitted.
 *
 * <p>A label without examples takes no part: its weights stay zero, see {@link #absent}.
 */
final class SoftmaxRegression {
    private static final int BLOCK = 32;
    private static final double BIAS_EXAMPLES = 1;
    private static final double BALANCE = 0.75;
    private static final int MAX_EVALUATIONS = 400;

    private final Design design;
    private final int[] labels;
    private final int labelCount;
    private final boolean[] present;
    private final double[] classWeights;
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
        this.classWeights = classWeights(labels, labelCount);
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

    /** Proportional to count to the power of -{@link #BALANCE}, 1 on average over the examples. */
    private static double[] classWeights(int[] labels, int labelCount) {
        double[] counts = new double[labelCount];
        for (int label : labels) {
            counts[label]++;
        }
        double[] weights = new double[labelCount];
        double sum = 0;
        for (int k = 0; k < labelCount; k++) {
            weights[k] = counts[k] == 0 ? 0 : Math.pow(counts[k], -BALANCE);
            sum += counts[k] * weights[k];
        }
        for (int k = 0; k < labelCount; k++) {
            weights[k] *= labels.length / sum;
        }
        return weights;
    }

    boolean[] present() {
        return present;
    }

    /** The penalised loss at {@code at}; writes its gradient. */
    double evaluate(float[] at, float[] gradient, double strength) {
        var weights = new LinearWeights(labelCount, design.stride(), design.vocabulary(), at);
        Arrays.fill(gradient, 0);
        int width = weights.width();
        float[] residuals = new float[BLOCK * width];
        double loss = 0;
        for (int from = 0; from < design.rows(); from += BLOCK) {
            int rows = Math.min(BLOCK, design.rows() - from);
            weights.logits(design, from, rows, kernels, residuals);
            for (int i = 0; i < rows; i++) {
                loss += residual(residuals, i * width, labels[from + i]);
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
        double weight = classWeights[label];
        double scale = weight / (sum * design.rows());
        for (int k = 0; k < labelCount; k++) {
            logits[at + k] *= (float) scale;
        }
        logits[at + label] -= (float) (weight / design.rows());
        return weight * (Math.log(sum) + max - target);
    }

    private void accumulate(int from, int rows, float[] residuals, LinearWeights weights, float[] gradient) {
        int width = weights.width();
        int[] offsets = design.offsets();
        kernels.accumulate(design.dense(), from, rows, residuals, width, labelCount, design.stride(), gradient);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < labelCount; k++) {
                gradient[weights.biasAt() + k] += residuals[i * width + k];
            }
            kernels.sparseAccumulate(
                    design.values(),
                    design.columns(),
                    offsets[from + i],
                    offsets[from + i + 1],
                    residuals,
                    i * width,
                    width,
                    gradient,
                    weights.sparseAt());
        }
    }

    private double penalise(LinearWeights weights, float[] gradient, double strength) {
        double onBias = BIAS_EXAMPLES / design.rows();
        return penalise(weights.flat(), gradient, strength, 0, weights.biasAt())
                + penalise(weights.flat(), gradient, onBias, weights.biasAt(), weights.sparseAt())
                + penalise(weights.flat(), gradient, strength, weights.sparseAt(), weights.flat().length);
    }

    private static double penalise(float[] at, float[] gradient, double strength, int from, int to) {
        double square = 0;
        for (int i = from; i < to; i++) {
            square += (double) at[i] * at[i];
            gradient[i] += (float) strength * at[i];
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
