package org.insula.teach;

import java.util.Set;

/**
 * One training set, prepared from its own rows alone, and the weights fitted to it so far. Each further fit starts from
 * the last one. Not safe to share between threads.
 */
final class Fit {
    private final Preparation preparation;
    private final Design design;
    private final int[] labels;
    private final int labelCount;
    private final RowSpace rowSpace;
    private final SoftmaxRegression regression;
    private final Settings settings;
    private LinearWeights inside;

    /**
     * Prepares a training set.
     *
     * @param rows which examples it holds
     * @param seen the names of the blocks to look at
     * @param termScale see {@link Preparation}
     */
    Fit(TeachingSet set, int[] rows, Settings settings, Set<String> seen, double termScale) {
        Kernels kernels = settings.kernels();
        this.settings = settings;
        this.preparation = Preparation.fit(set, rows, settings.blocks(), seen, settings.terms(), termScale);
        this.design = preparation.apply(set, rows);
        this.labels = set.labelsOf(rows);
        this.labelCount = set.labels().size();
        this.rowSpace = RowSpace.pays(design) ? new RowSpace(design, kernels) : null;
        Design fitted = rowSpace == null ? design : rowSpace.design();
        this.regression = new SoftmaxRegression(fitted, labels, labelCount, kernels);
        this.inside = LinearWeights.zero(labelCount, fitted);
    }

    Preparation preparation() {
        return preparation;
    }

    /** Starts the next fit from weights of a similar set. */
    void startFrom(WarmStart.Start start) {
        LinearWeights weights = start.under(preparation);
        inside = rowSpace == null ? weights : rowSpace.inside(weights);
    }

    /**
     * Fits a candidate.
     *
     * @param precision see {@link SoftmaxRegression#fit}
     */
    LinearWeights to(Candidate candidate, double precision) {
        return switch (candidate) {
            case Candidate.NearestMean(Set<String> _) -> Prototypes.fit(design, labels, labelCount);
            case Candidate.Logistic(double strength, double _, Set<String> _) -> {
                inside = regression.fit(strength, precision, inside);
                yield rowSpace == null ? inside : rowSpace.outside(inside);
            }
        };
    }

    /** Logits of other rows, prepared by {@link #preparation()}; labels that this set lacks get a small share. */
    float[] logits(LinearWeights weights, Design held) {
        float[] logits = weights.logits(held, settings.kernels());
        SoftmaxRegression.absent(logits, regression.present(), labels.length);
        return logits;
    }
}
