package org.insula.teach;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds labels that look wrong by confident learning (Northcutt et al. 2021).
 *
 * <p>A label's threshold is the mean probability that its own examples give it. An example counts for the most probable
 * label whose threshold it reaches; where that is not the label it was given, and the given one is not the most
 * probable of all, the example lies off the diagonal of the confident joint and is suspect. The least self-confident
 * come first.
 *
 * @see <a href="https://arxiv.org/abs/1911.00068">Northcutt, Jiang and Chuang 2021, Confident Learning</a>
 */
final class ConfidentLearning {
    private ConfidentLearning() {}

    /** A row that looks as if it belonged to {@code suggested}. */
    record Finding(int row, int suggested, double selfConfidence, double confidence) {}

    /**
     * The suspect rows, the most suspect first.
     *
     * @param probabilities shape (rows, labelCount), out of fold
     * @param labels shape (rows,), as given
     */
    static List<Finding> find(double[][] probabilities, int[] labels, int labelCount) {
        double[] thresholds = thresholds(probabilities, labels, labelCount);
        List<Finding> findings = new ArrayList<>();
        for (int row = 0; row < labels.length; row++) {
            double[] p = probabilities[row];
            int given = labels[row];
            int counted = IntStream.range(0, labelCount)
                    .filter(k -> p[k] >= thresholds[k])
                    .boxed()
                    .max(Comparator.comparingDouble(k -> p[k]))
                    .orElse(given);
            if (counted != given && p[counted] > p[given]) {
                findings.add(new Finding(row, counted, p[given], p[counted]));
            }
        }
        findings.sort(Comparator.comparingDouble(Finding::selfConfidence)
                .thenComparing(Finding::confidence, Comparator.reverseOrder())
                .thenComparingInt(Finding::row));
        return findings;
    }

    /** Each label's mean probability among the examples that were given it. */
    static double[] thresholds(double[][] probabilities, int[] labels, int labelCount) {
        double[] sums = new double[labelCount];
        int[] counts = new int[labelCount];
        for (int row = 0; row < labels.length; row++) {
            sums[labels[row]] += probabilities[row][labels[row]];
            counts[labels[row]]++;
        }
        return IntStream.range(0, labelCount)
                .mapToDouble(k -> counts[k] == 0 ? 1 : sums[k] / counts[k])
                .toArray();
    }
}
