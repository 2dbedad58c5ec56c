package org.insula.teach;

/** One way to fit a head; cross-validation chooses among several. */
sealed interface Candidate {
    /** How long the sparse part of a row is, see {@link Preparation}; 0 leaves the terms out. */
    double termScale();

    /** Nearest class mean of the dense part, tried where labels have very few examples. */
    record NearestMean() implements Candidate {
        @Override
        public double termScale() {
            return 0;
        }
    }

    /**
     * Logistic regression.
     *
     * @param strength of the L2 penalty, see {@link SoftmaxRegression}
     */
    record Logistic(double strength, double termScale) implements Candidate {}
}
