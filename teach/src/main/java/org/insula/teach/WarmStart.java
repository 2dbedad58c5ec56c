package org.insula.teach;

import java.util.List;

/** What {@link Learner#update} goes on from: folds, fitted weights and the candidate that was chosen. Immutable. */
public final class WarmStart {
    private final List<String> labels;
    private final Folds folds;
    private final Candidate candidate;
    private final List<Start> ofFolds;
    private final Start ofAll;

    /** Fitted weights with the preparation they belong to. */
    record Start(Preparation preparation, LinearWeights weights) {
        /** The weights for another preparation: dense ones as they are, those of terms wherever the term went. */
        LinearWeights under(Preparation other) {
            int width = weights.width();
            int[] vocabulary = other.weighting().vocabulary();
            var moved = LinearWeights.zero(weights.labels(), weights.stride(), vocabulary.length);
            System.arraycopy(weights.flat(), 0, moved.flat(), 0, weights.sparseAt());
            int[] old = preparation.weighting().vocabulary();
            for (int from = 0, to = 0; from < old.length && to < vocabulary.length; ) {
                if (old[from] == vocabulary[to]) {
                    System.arraycopy(
                            weights.flat(),
                            weights.sparseAt() + from * width,
                            moved.flat(),
                            moved.sparseAt() + to * width,
                            width);
                }
                int step = Integer.compare(old[from], vocabulary[to]);
                from += step <= 0 ? 1 : 0;
                to += step >= 0 ? 1 : 0;
            }
            return moved;
        }
    }

    WarmStart(List<String> labels, Folds folds, Candidate candidate, List<Start> ofFolds, Start ofAll) {
        this.labels = labels;
        this.folds = folds;
        this.candidate = candidate;
        this.ofFolds = List.copyOf(ofFolds);
        this.ofAll = ofAll;
    }

    List<String> labels() {
        return labels;
    }

    Folds folds() {
        return folds;
    }

    Candidate candidate() {
        return candidate;
    }

    List<Start> ofFolds() {
        return ofFolds;
    }

    Start ofAll() {
        return ofAll;
    }
}
