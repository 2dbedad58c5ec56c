package org.insula.teach;

/**
 * Temperature scaling (Guo et al. 2017): the one number that logits are divided by so that their softmax is calibrated.
 *
 * <p>Targets are smoothed as Platt did, (n + 1) / (n + 2) on the true label for n examples and the rest shared by the
 * others, so that a few examples which are all classified correctly do not give certainty. The loss is convex in the
 * inverse temperature; Newton's method inside a bracket finds its minimum.
 *
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al. 2017, On Calibration of Modern Neural Networks</a>
 */
final class Temperature {
    private static final double COLDEST = 1e-3;
    private static final double HOTTEST = 1e3;
    private static final int STEPS = 60;

    private final float[] logits;
    private final int[] labels;
    private final int labelCount;

    /**
     * @param logits shape (rows, labelCount)
     * @param labels shape (rows,)
     */
    Temperature(float[] logits, int[] labels, int labelCount) {
        this.logits = logits;
        this.labels = labels;
        this.labelCount = labelCount;
    }

    /** The temperature that fits the given rows best, from 0.001 to 1000; 1 for no rows. */
    double fit(int[] rows) {
        if (rows.length == 0) {
            return 1;
        }
        double low = 1 / HOTTEST;
        double high = 1 / COLDEST;
        double inverse = 1;
        double[] slopes = new double[2];
        for (int step = 0; step < STEPS && high - low > 1e-6 * inverse; step++) {
            slopes(rows, inverse, slopes);
            if (slopes[0] > 0) {
                high = inverse;
            } else {
                low = inverse;
            }
            double newton = slopes[1] > 0 ? inverse - slopes[0] / slopes[1] : Double.NaN;
            double to = newton > low && newton < high ? newton : Math.sqrt(low * high);
            if (Math.abs(to - inverse) <= 1e-7 * inverse) {
                break;
            }
            inverse = to;
        }
        return 1 / inverse;
    }

    /** The mean negative log-likelihood of the given rows at a temperature; 0 for no rows. */
    double loss(int[] rows, double temperature) {
        double loss = 0;
        double[] p = new double[labelCount];
        for (int row : rows) {
            loss -= logSoftmax(logits, row * labelCount, labelCount, temperature, p)[labels[row]];
        }
        return rows.length == 0 ? 0 : loss / rows.length;
    }

    /** First and second derivative of the smoothed loss in the inverse temperature, times the number of rows. */
    private void slopes(int[] rows, double inverse, double[] slopes) {
        double onTrue = (rows.length + 1.0) / (rows.length + 2.0);
        double onOther = labelCount == 1 ? 0 : (1 - onTrue) / (labelCount - 1);
        double[] p = new double[labelCount];
        slopes[0] = 0;
        slopes[1] = 0;
        for (int row : rows) {
            int at = row * labelCount;
            softmax(logits, at, labelCount, 1 / inverse, p);
            double mean = 0;
            double square = 0;
            double target = 0;
            for (int k = 0; k < labelCount; k++) {
                double z = logits[at + k] - logits[at + labels[row]];
                mean += p[k] * z;
                square += p[k] * z * z;
                target += onOther * z;
            }
            slopes[0] += mean - target;
            slopes[1] += square - mean * mean;
        }
    }

    /** The softmax of {@code labelCount} logits from {@code at} on, divided by {@code temperature}, into {@code p}. */
    static double[] softmax(float[] logits, int at, int labelCount, double temperature, double[] p) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < labelCount; k++) {
            max = Math.max(max, logits[at + k]);
        }
        double sum = 0;
        for (int k = 0; k < labelCount; k++) {
            p[k] = Math.exp((logits[at + k] - max) / temperature);
            sum += p[k];
        }
        for (int k = 0; k < labelCount; k++) {
            p[k] /= sum;
        }
        return p;
    }

    private static double[] logSoftmax(float[] logits, int at, int labelCount, double temperature, double[] p) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < labelCount; k++) {
            max = Math.max(max, logits[at + k]);
        }
        double sum = 0;
        for (int k = 0; k < labelCount; k++) {
            p[k] = (logits[at + k] - max) / temperature;
            sum += Math.exp(p[k]);
        }
        for (int k = 0; k < labelCount; k++) {
            p[k] -= Math.log(sum);
        }
        return p;
    }
}
