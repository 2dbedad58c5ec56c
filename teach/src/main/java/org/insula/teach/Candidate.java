package org.insula.teach;

/** One way to fit a head; cross-validation chooses among several. */
sealed interface Candidate {
    /** Nearest class mean, for labels with very few examples. */
    record NearestMean() implements Candidate {}

    /**
     * Logistic regression.
     *
     * @param strength of the L2 penalty, see {@link SoftmaxRegression}
     */
    record Logistic(double strength) implements Candidate {}
}
