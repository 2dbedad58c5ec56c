package org.insula.teach;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What was said of every example by a model that saw neither it nor its group.
 *
 * @param set the examples
 * @param probabilities shape (rows, labels), calibrated
 * @param distances shape (rows,), from the training part
 * @param unknown shape (rows,)
 */
record HeldOut(TeachingSet set, double[][] probabilities, double[] distances, boolean[] unknown) {
    /** The figures, with predictions in the order in which the examples arrived. */
    Evaluation evaluation() {
        List<Evaluation.Prediction> predictions =
                IntStream.range(0, set.size()).mapToObj(this::prediction).toList();
        return Evaluation.of(set.labels(), set.asArrived(predictions));
    }

    private Evaluation.Prediction prediction(int row) {
        double[] p = probabilities[row];
        int top = IntStream.range(0, p.length)
                .reduce((a, b) -> p[b] > p[a] ? b : a)
                .orElse(0);
        Labelled example = set.example(row);
        return new Evaluation.Prediction(
                example.input(), example.label(), set.labels().get(top), p[top], distances[row], unknown[row]);
    }

    /** Examples whose labels look wrong, the most suspect first. */
    List<Suspect> suspects() {
        return LabelNoise.find(probabilities, set.labelOf(), set.labels().size()).stream()
                .map(finding -> new Suspect(
                        set.arrivalOf(finding.row()),
                        set.example(finding.row()).input(),
                        set.example(finding.row()).label(),
                        set.labels().get(finding.suggested()),
                        finding.confidence()))
                .toList();
    }
}
