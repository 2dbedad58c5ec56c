package org.insula.teach;

import java.util.List;

/**
 * The figures of an {@link Evaluation} that a model carries with it.
 *
 * @param measuredOn what they were measured on, as the end of a sentence
 */
public record Figures(
        String measuredOn,
        int examples,
        double accuracy,
        double balancedAccuracy,
        double macroF1,
        double ece,
        double unknownRate,
        double accuracyWhenKnown,
        List<Evaluation.LabelFigures> perLabel) {
    public Figures {
        perLabel = List.copyOf(perLabel);
    }

    static Figures of(Evaluation evaluation, String measuredOn) {
        return new Figures(
                measuredOn,
                evaluation.examples(),
                evaluation.accuracy(),
                evaluation.balancedAccuracy(),
                evaluation.macroF1(),
                evaluation.ece(),
                evaluation.unknownRate(),
                evaluation.accuracyWhenKnown(),
                evaluation.perLabel());
    }
}
