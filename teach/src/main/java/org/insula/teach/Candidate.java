package org.insula.teach;

import java.util.Set;

/** One way to fit a head; cross-validation chooses among several. */
sealed interface Candidate {
    /** How long the sparse part of a row is, see {@link Preparation}; 0 leaves the terms out. */
    double termScale();

    /** The names of the blocks that it looks at. */
    Set<String> blocks();

    /** Nearest class mean of the dense part, tried where labels have very few examples. */
    record NearestMean(Set<String> blocks) implements Candidate {
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
    record Logistic(double strength, double termScale, Set<String> blocks) implements Candidate {
        Logistic with(double otherStrength) {
            return new Logistic(otherStrength, termScale, blocks);
        }
    }
}
