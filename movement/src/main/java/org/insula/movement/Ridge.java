package org.insula.movement;

import java.util.Arrays;

/**
 * Linear classification by least squares with a penalty on the weights, whose strength is chosen by leaving out one
 * example at a time. All strengths are tried on one eigendecomposition, of the examples' products where there are fewer
 * examples than features, else of the features'. This is the classifier of the MiniRocket and Hydra papers; its scores
 * are not probabilities.
 *
 * <p>Features are brought to mean 0 and deviation 1 first, targets are 1 for the label and −1 for the others. Immutable
 * and safe to share between threads.
 */
public final class Ridge {
    private static final int STRENGTHS = 10;

    private final float[][] weights;
    private final double[] intercepts;
    private final double alpha;
    private final double[][] leftOut;

    private Ridge(float[][] weights, double[] intercepts, double alpha, double[][] leftOut) {
        this.weights = weights;
        this.intercepts = intercepts;
        this.alpha = alpha;
        this.leftOut = leftOut;
    }

    /**
     * Fits weights with the strength, of ten from 0.001 to 1,000, whose squared error on left-out examples is least.
     *
     * @param features shape (examples, n), finite
     * @param labels shape (examples,), each from 0 to below {@code classes}
     * @throws MovementException if sizes disagree, a label is out of range or there are fewer than two examples
     */
    public static Ridge fit(float[][] features, int[] labels, int classes) {
        check(features, labels, classes);
        Scaling scaling = Scaling.of(features);
        float[][] x = scaling.applyToAll(features);
        double[][] targets = targets(labels, classes);
        RidgePath path = features.length < features[0].length ? RidgePath.ofExamples(x) : RidgePath.ofFeatures(x);
        double best = Double.POSITIVE_INFINITY;
        double chosen = 0;
        for (int i = 0; i < STRENGTHS; i++) {
            double alpha = Math.pow(10, -3 + 6.0 * i / (STRENGTHS - 1));
            double error = squares(path.leaveOneOutErrors(targets, alpha));
            if (error < best) {
                best = error;
                chosen = alpha;
            }
        }
        double[][] leftOut = path.leaveOneOutErrors(targets, chosen);
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < labels.length; i++) {
                leftOut[c][i] = (labels[i] == c ? 1 : -1) - leftOut[c][i];
            }
        }
        return unscaled(path.weights(targets, chosen), scaling, labels, chosen, leftOut);
    }

    private static void check(float[][] features, int[] labels, int classes) {
        if (features.length < 2 || features.length != labels.length || classes < 1) {
            throw new MovementException("Ridge was given " + features.length + " examples, " + labels.length
                    + " labels and " + classes + " classes; give at least two examples with one label each.");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes || features[i].length != features[0].length) {
                throw new MovementException("Example " + i + " has label " + labels[i] + " and " + features[i].length
                        + " features; give labels from 0 to " + (classes - 1) + " and " + features[0].length
                        + " features each.");
            }
        }
    }

    /** Shape (classes, examples): 1 or −1, less the mean of the class. */
    private static double[][] targets(int[] labels, int classes) {
        double[][] targets = new double[classes][labels.length];
        for (int c = 0; c < classes; c++) {
            double mean = meanTarget(labels, c);
            for (int i = 0; i < labels.length; i++) {
                targets[c][i] = (labels[i] == c ? 1 : -1) - mean;
            }
        }
        return targets;
    }

    private static double meanTarget(int[] labels, int c) {
        return 2.0 * Arrays.stream(labels).filter(label -> label == c).count() / labels.length - 1;
    }

    private static double squares(double[][] errors) {
        return Arrays.stream(errors)
                .flatMapToDouble(Arrays::stream)
                .map(e -> e * e)
                .sum();
    }

    private static Ridge unscaled(double[][] w, Scaling scaling, int[] labels, double alpha, double[][] leftOut) {
        float[][] weights = new float[w.length][scaling.mean.length];
        double[] intercepts = new double[w.length];
        for (int c = 0; c < w.length; c++) {
            intercepts[c] = meanTarget(labels, c);
            for (int j = 0; j < scaling.mean.length; j++) {
                weights[c][j] = (float) (w[c][j] / scaling.deviation[j]);
                intercepts[c] -= (double) weights[c][j] * scaling.mean[j];
            }
        }
        return new Ridge(weights, intercepts, alpha, leftOut);
    }

    /** One score for each class, the highest for the likeliest; around 1 for it and −1 for the others. */
    public double[] scores(float[] features) {
        if (features.length != weights[0].length) {
            throw new MovementException("Ridge was given " + features.length + " features and was fitted on "
                    + weights[0].length + "; use the same transform.");
        }
        double[] scores = new double[weights.length];
        for (int c = 0; c < scores.length; c++) {
            double sum = intercepts[c];
            for (int j = 0; j < features.length; j++) {
                sum += (double) weights[c][j] * features[j];
            }
            scores[c] = sum;
        }
        return scores;
    }

    /** The class with the highest score. */
    public int classify(float[] features) {
        return highest(scores(features));
    }

    /** The strength that was chosen. */
    public double alpha() {
        return alpha;
    }

    /** What {@link #scores} would be of a training example had it been left out, at the chosen strength. */
    public double[] leaveOneOutScores(int example) {
        double[] scores = new double[leftOut.length];
        Arrays.setAll(scores, c -> leftOut[c][example]);
        return scores;
    }

    private static int highest(double[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }

    /** Mean and deviation of each feature; the deviation of one that never changes is 1. */
    private record Scaling(float[] mean, float[] deviation) {
        static Scaling of(float[][] features) {
            int n = features[0].length;
            double[] sum = new double[n];
            double[] squares = new double[n];
            for (float[] row : features) {
                for (int j = 0; j < n; j++) {
                    sum[j] += row[j];
                }
            }
            for (float[] row : features) {
                for (int j = 0; j < n; j++) {
                    double off = row[j] - sum[j] / features.length;
                    squares[j] += off * off;
                }
            }
            float[] mean = new float[n];
            float[] deviation = new float[n];
            for (int j = 0; j < n; j++) {
                mean[j] = (float) (sum[j] / features.length);
                double spread = Math.sqrt(squares[j] / features.length);
                deviation[j] = spread > 1e-7 * (1 + Math.abs(mean[j])) ? (float) spread : 1;
            }
            return new Scaling(mean, deviation);
        }

        float[][] applyToAll(float[][] features) {
            float[][] scaled = new float[features.length][mean.length];
            for (int i = 0; i < scaled.length; i++) {
                for (int j = 0; j < mean.length; j++) {
                    scaled[i][j] = (features[i][j] - mean[j]) / deviation[j];
                }
            }
            return scaled;
        }
    }
}
