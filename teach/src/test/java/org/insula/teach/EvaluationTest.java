package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final List<String> LABELS = List.of("a", "b", "c");

    /** Four of a (three right), two of b (one right), none of c, one of which is predicted. */
    private final Evaluation evaluation = Evaluation.of(
            LABELS,
            List.of(
                    of("a", "a", 0.95, false),
                    of("a", "a", 0.85, false),
                    of("a", "a", 0.85, true),
                    of("a", "b", 0.55, true),
                    of("b", "b", 0.65, false),
                    of("b", "c", 0.45, false)));

    @Test
    void accuracyCountsTheMostProbableLabelEvenIfUnknown() {
        assertEquals(4 / 6.0, evaluation.accuracy(), 1e-12);
        assertEquals(2 / 6.0, evaluation.unknownRate(), 1e-12);
        assertEquals(3 / 4.0, evaluation.accuracyWhenKnown(), 1e-12);
    }

    /** 0.85 twice is the ninth bin, both right; 0.55 the sixth, wrong. */
    @Test
    void probabilitiesStandBesideHowOftenTheyWereRight() {
        List<Reliability.Bin> bins = evaluation.reliability().bins();
        assertEquals(10, bins.size());
        assertEquals(new Reliability.Bin(0.8, 0.9, 2, 0.85, 1), bins.get(8));
        assertEquals(new Reliability.Bin(0.5, 0.6, 1, 0.55, 0), bins.get(5));
        assertEquals(new Reliability.Bin(0, 0.1, 0, 0, 0), bins.getFirst(), "an empty bin is 0, not NaN");
    }

    @Test
    void theTableHasTrueLabelsInRows() {
        assertArrayEquals(new int[][] {{3, 1, 0}, {0, 1, 1}, {0, 0, 0}}, evaluation.confusion());
        evaluation.confusion()[0][0] = 99;
        assertEquals(3, evaluation.confusion()[0][0]);
    }

    @Test
    void figuresOfEachLabel() {
        assertEquals(
                new Evaluation.LabelFigures("a", 1, 0.75, 6 / 7.0, 4),
                evaluation.perLabel().getFirst());
        assertEquals(
                new Evaluation.LabelFigures("b", 0.5, 0.5, 0.5, 2),
                evaluation.perLabel().get(1));
        assertEquals(
                new Evaluation.LabelFigures("c", 0, 0, 0, 0),
                evaluation.perLabel().get(2));
        assertEquals((0.75 + 0.5) / 2, evaluation.balancedAccuracy(), 1e-12, "c does not occur");
        assertEquals((6 / 7.0 + 0.5 + 0) / 3, evaluation.macroF1(), 1e-12, "c was predicted");
    }

    /** Bins: .45 wrong; .55 wrong; .65 right; two at .85 right; .95 right. */
    @Test
    void calibrationErrorAveragesTheGapsOfTheBins() {
        double gaps = 0.45 + 0.55 + 0.35 + 2 * 0.15 + 0.05;
        assertEquals(gaps / 6, evaluation.ece(), 1e-12);
    }

    @Test
    void overAndUnderconfidenceInOneBinCancel() {
        Evaluation even = Evaluation.of(LABELS, List.of(of("a", "a", 0.5, false), of("a", "b", 0.5, false)));
        assertEquals(0, even.ece(), 1e-12);
    }

    @Test
    void aBinHoldsItsUpperEdge() {
        Evaluation edges = Evaluation.of(
                LABELS, List.of(of("a", "a", 0.5, false), of("a", "b", 0.45, false), of("a", "a", 0, false)));
        assertEquals((Math.abs(0.5 - 0.45) + 1) / 3, edges.ece(), 1e-12);
    }

    @Test
    void nothingGivesZerosNotNaN() {
        Evaluation none = Evaluation.of(LABELS, List.of());
        assertEquals(0, none.accuracy() + none.balancedAccuracy() + none.macroF1() + none.ece() + none.unknownRate());
        assertEquals(0, none.accuracyWhenKnown());
    }

    @Test
    void aLabelThatTheModelDoesNotKnowIsNamed() {
        var e = assertThrows(TeachException.class, () -> Evaluation.of(LABELS, List.of(of("d", "a", 1, false))));
        assertEquals(
                "The data has label 'd', but the model knows [a, b, c]; leave those examples out or teach the label.",
                e.getMessage());
    }

    /** Outsiders at 0.4 and 0.9 among known inputs at 0.1, 0.2, 0.5 and 0.6. */
    @Test
    void theUnknownCurveTradesKnownInputsForOutsiders() {
        UnknownCurve curve = UnknownCurve.of(new double[] {0.6, 0.1, 0.5, 0.2}, new double[] {0.4, 0.9});
        assertEquals(new UnknownCurve.Point(0.9, 0, 0), curve.points().getFirst());
        assertEquals(1, curve.points().getLast().knownRefused());
        assertEquals(1, curve.points().getLast().outsidersRefused());
        assertEquals(0.5, curve.outsidersRefusedAt(0));
        assertEquals(0.5, curve.outsidersRefusedAt(0.49));
        assertEquals(1, curve.outsidersRefusedAt(0.5));
        assertEquals(6 / 8.0, curve.area(), 1e-12, "of eight pairs, six have the outsider farther");
    }

    @Test
    void tiesOnTheUnknownCurveCountHalf() {
        assertEquals(
                0.5, UnknownCurve.of(new double[] {0.3}, new double[] {0.3}).area(), 1e-12);
        assertThrows(TeachException.class, () -> UnknownCurve.of(new double[0], new double[] {1}));
    }

    private static Evaluation.Prediction of(String label, String predicted, double probability, boolean unknown) {
        return new Evaluation.Prediction("x", label, predicted, probability, 0, unknown);
    }
}
