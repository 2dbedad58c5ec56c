package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfidentLearningTest {
    private static final double[][] P = {
        {0.9, 0.1}, // a
        {0.8, 0.2}, // a
        {0.1, 0.9}, // a, but reaches b's threshold: suspect
        {0.3, 0.7}, // a, more like b, but below b's threshold: not suspect
        {0.2, 0.8}, // b
        {0.0, 1.0}, // b
        {0.8, 0.2}, // b, but reaches a's threshold: suspect
        {0.0, 1.0}, // b
    };
    private static final int[] GIVEN = {0, 0, 0, 0, 1, 1, 1, 1};

    @Test
    void thresholdsAreTheMeanSelfConfidenceOfEachLabel() {
        assertArrayEquals(new double[] {0.525, 0.75}, ConfidentLearning.thresholds(P, GIVEN, 2), 1e-12);
    }

    @Test
    void suspectsReachTheThresholdOfAnotherLabelLeastSelfConfidentFirst() {
        assertEquals(
                List.of(new ConfidentLearning.Finding(2, 1, 0.1, 0.9), new ConfidentLearning.Finding(6, 0, 0.2, 0.8)),
                ConfidentLearning.find(P, GIVEN, 2));
    }

    @Test
    void aLabelThatIsMostProbableIsNotSuspectThoughBelowItsThreshold() {
        double[][] p = {{0.55, 0.45}, {0.95, 0.05}, {0.6, 0.4}, {0.6, 0.4}};
        assertEquals(
                List.of(),
                ConfidentLearning.find(p, new int[] {0, 0, 1, 1}, 2).stream()
                        .filter(finding -> finding.row() == 0)
                        .toList());
    }
}
