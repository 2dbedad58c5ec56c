package org.insula.teach;

import java.util.List;
import org.insula.embedding.Encoder;

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
    private final Kernels kernels;
    private LinearWeights inside;

    Fit(TeachingSet set, int[] rows, List<Encoder.Block> blocks, int terms, double termScale, Kernels kernels) {
        this.preparation = Preparation.fit(set, rows, blocks, terms, termScale);
        this.design = preparation.apply(set, rows);
        this.labels = set.labelsOf(rows);
        this.labelCount = set.labels().size();
        this.kernels = kernels;
        this.rowSpace = RowSpace.pays(design) ? new RowSpace(design, kernels) : null;
        Design fitted = rowSpace == null ? design : rowSpace.design();
        this.regression = new SoftmaxRegression(fitted, labels, labelCount, kernels);
        this.inside = LinearWeights.zero(labelCount, fitted);
    }

    Preparation preparation() {
        return preparation;
    }

    Design design() {
        return design;
    }

    int[] labels() {
        return labels;
    }

    /** Starts the next fit from weights of this design. */
    void startFrom(LinearWeights weights) {
        inside = rowSpace == null ? weights : rowSpace.inside(weights);
    }

    /** Logistic regression of the given strength, see {@link SoftmaxRegression#fit}. */
    LinearWeights regress(double strength, double precision) {
        inside = regression.fit(strength, precision, inside);
        return rowSpace == null ? inside : rowSpace.outside(inside);
    }

    LinearWeights prototypes() {
        return Prototypes.fit(design, labels, labelCount);
    }

    /** Logits of other rows, prepared by {@link #preparation()}; labels that this set lacks get a small share. */
    float[] logits(LinearWeights weights, Design held) {
        float[] logits = weights.logits(held, kernels);
        SoftmaxRegression.absent(logits, regression.present(), labels.length);
        return logits;
    }
}
