package org.insula.teach;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds labels that look wrong, by asking which is likelier: that labels overlap, or that someone mislabelled.
 *
 * <p>With p the held-out probabilities of an example, sharpened by a power s and normalised again, each label that was
 * given is taken for the true one with probability 1 - e and for any of the others, at random, with probability e:
 *
 * <pre>  P(given) = (1 - e) p[given] + e (1 - p[given]) / (labels - 1)</pre>
 *
 * <p>That is symmetric label noise with forward correction (Patrini et al. 2017). Both s and e are fitted by maximum
 * likelihood. Where labels merely overlap, flatter probabilities explain the examples as well as any noise does, and no
 * label is suspect. Where a likelihood-ratio test at the level of 1 in 100 speaks for noise, an example is suspect if its
 * label is wrong with a posterior probability, e (1 - p[given]) / (labels - 1) / P(given), of {@value #SURE} or more.
 *
 * @see <a href="https://arxiv.org/abs/1609.03683">Patrini et al. 2017, Making Deep Neural Networks Robust to Label
 *     Noise</a>
 */
final class LabelNoise {
    static final double SURE = 0.8;
    private static final double MOST = 0.5;
    private static final double FLATTEST = -3;
    private static final double SHARPEST = 5;
    private static final double STEP = 0.125;
    private static final double LEAST_GAIN =
            5.41 / 2; // 1 % of a half-and-half mixture of chi-squared with 0 and 1 degrees
    private static final double TINY = 1e-9;
    private static final int HALVINGS = 40;

    private final double[][] logs;
    private final int[] labels;
    private final int labelCount;

    private LabelNoise(double[][] probabilities, int[] labels, int labelCount) {
        this.labels = labels;
        this.labelCount = labelCount;
        this.logs = new double[labels.length][];
        for (int row = 0; row < labels.length; row++) {
            double[] p = probabilities[row];
            logs[row] = IntStream.range(0, labelCount)
                    .mapToDouble(k -> Math.log(Math.max(p[k], TINY)))
                    .toArray();
        }
    }

    /** A row that looks as if it belonged to {@code suggested}, whose label is wrong with probability {@code wrong}. */
    record Finding(int row, int suggested, double wrong, double confidence) {}

    /** How the labels came about: the power on the probabilities, the share of wrong labels, the log-likelihood. */
    record Noise(double power, double share, double likelihood) {}

    /**
     * The suspect rows, the most suspect first.
     *
     * @param probabilities shape (rows, labelCount), out of fold
     * @param labels shape (rows,), as given
     */
    static List<Finding> find(double[][] probabilities, int[] labels, int labelCount) {
        var model = new LabelNoise(probabilities, labels, labelCount);
        Noise noise = model.fit(MOST);
        if (noise.likelihood() - model.fit(0).likelihood() < LEAST_GAIN) {
            return List.of();
        }
        double[] given = model.given(noise.power());
        List<Finding> findings = new ArrayList<>();
        for (int row = 0; row < labels.length; row++) {
            double[] p = probabilities[row];
            int suggested = IntStream.range(0, labelCount)
                    .reduce((a, b) -> p[b] > p[a] ? b : a)
                    .orElseThrow();
            double wrong = noise.share() * model.other(given[row]) / model.likelihood(given[row], noise.share());
            if (suggested != labels[row] && wrong >= SURE) {
                findings.add(new Finding(row, suggested, wrong, p[suggested]));
            }
        }
        findings.sort(Comparator.comparingDouble(Finding::wrong)
                .thenComparing(Finding::confidence)
                .reversed()
                .thenComparingInt(Finding::row));
        return List.copyOf(findings);
    }

    /** The share of wrong labels that explains the examples best; 0 where they speak for none. */
    static double share(double[][] probabilities, int[] labels, int labelCount) {
        return new LabelNoise(probabilities, labels, labelCount).fit(MOST).share();
    }

    /** The likeliest power and share up to {@code most}. */
    private Noise fit(double most) {
        int powers = (int) Math.round((SHARPEST - FLATTEST) / STEP) + 1;
        return Parallel.map(powers, i -> {
                    double power = Math.pow(2, FLATTEST + i * STEP);
                    double[] given = given(power);
                    double share = share(given, most);
                    return new Noise(power, share, likelihoodOfAll(given, share));
                })
                .stream()
                .max(Comparator.comparingDouble(Noise::likelihood))
                .orElseThrow();
    }

    /** The probability of each row's given label, sharpened. */
    private double[] given(double power) {
        double[] given = new double[labels.length];
        for (int row = 0; row < labels.length; row++) {
            double sum = 0;
            for (int k = 0; k < labelCount; k++) {
                sum += Math.exp(power * (logs[row][k] - logs[row][labels[row]]));
            }
            given[row] = 1 / sum;
        }
        return given;
    }

    /** Bisects the slope of the log-likelihood, which is concave in the share. */
    private double share(double[] given, double most) {
        double low = 0;
        double high = most;
        for (int i = 0; i < HALVINGS && high > low; i++) {
            double middle = (low + high) / 2;
            double slope = 0;
            for (double p : given) {
                slope += (other(p) - p) / likelihood(p, middle);
            }
            low = slope > 0 ? middle : low;
            high = slope > 0 ? high : middle;
        }
        return low;
    }

    private double likelihoodOfAll(double[] given, double share) {
        double sum = 0;
        for (double p : given) {
            sum += Math.log(Math.max(likelihood(p, share), Double.MIN_NORMAL));
        }
        return sum;
    }

    private double likelihood(double given, double share) {
        return (1 - share) * given + share * other(given);
    }

    /** How likely a wrong label is this one. */
    private double other(double given) {
        return (1 - given) / (labelCount - 1);
    }
}
