package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.insula.embedding.Embedding;
import org.junit.jupiter.api.Test;

class HeadTest {
    /** z = (x - (1, 2)) · (2, 0.5); one term, number 7, of idf 3, which alone makes u = 1.5. */
    private final Head head = new Head(parameters(2, 0.6));

    @Test
    void probabilitiesFollowTheFormula() {
        // z = (2, 1): logits (2 - 1 + 0.1, 1 · 2 - 0.2) / 2 = (0.55, 0.9)
        double[] p = head.probabilities(Embedding.of(2, 4));
        assertEquals(1 / (1 + Math.exp(0.9 - 0.55)), p[0], 1e-6);
        assertEquals(1, p[0] + p[1], 1e-12);
    }

    @Test
    void termsCountByTheirDirection() {
        // u = 1.5, so logits (1.1 + 6, 1.8 - 3) / 2
        double[] p = head.probabilities(Embedding.of(new float[] {2, 4}, new int[] {3, 7}, new float[] {1, 2}));
        assertEquals(1 / (1 + Math.exp((-1.2 - 7.1) / 2)), p[0], 1e-6);
    }

    @Test
    void theVerdictNamesTheMostProbableLabelFirst() {
        var verdict = assertInstanceOf(Verdict.Recognised.class, head.judge(Embedding.of(2, 4)));
        assertEquals("wink", verdict.label());
        assertEquals(
                List.of("wink", "smile"),
                verdict.top().stream().map(Guess::label).toList());
        assertEquals(verdict.probability(), verdict.top().getFirst().probability());
    }

    @Test
    void beyondTheThresholdTheVerdictIsUnknown() {
        assertEquals(1 - 1 / Math.sqrt(5), head.distance(Embedding.of(2, 4)), 1e-6, "to (1, 0)");
        assertInstanceOf(Verdict.Recognised.class, head.judge(Embedding.of(2, 4)));
        assertEquals(2, head.distance(Embedding.of(-1, 0)), 1e-6);
        var verdict = assertInstanceOf(Verdict.Unknown.class, head.judge(Embedding.of(-1, 0)));
        assertEquals("wink", verdict.nearest(), "z = (-4, -1): logits (-2.9, -2.2) / 2");
    }

    @Test
    void aHeadRebuiltFromItsParametersSaysTheSame() {
        Taught taught = new Learner(Clouds.BLOCKS, 0, LearnerOptions.defaults()).teach(Clouds.of(60, 3, 2, 1));
        Head rebuilt = new Head(taught.head().parameters());
        for (Labelled fresh : Clouds.of(30, 3, 2, 2)) {
            assertEquals(taught.head().judge(fresh.embedding()), rebuilt.judge(fresh.embedding()));
        }
    }

    @Test
    void parametersThatDoNotFitTogetherAreRefused() {
        var e = assertThrows(TeachException.class, () -> parameters(3, 0.6));
        assertEquals(
                "The parameters of the head do not fit together: expected 3 numbers in bias instead of 2; export the"
                        + " model again.",
                e.getMessage());
        assertThrows(TeachException.class, () -> parameters(2, Double.NaN));
    }

    @Test
    void anEmbeddingOfAnotherKindIsRefused() {
        assertThrows(TeachException.class, () -> head.judge(Embedding.of(1)));
        assertThrows(
                TeachException.class, () -> head.judge(Embedding.of(new float[2], new int[] {10}, new float[] {1})));
        assertArrayEquals(
                new double[] {1, 1}, new double[] {sum(Embedding.of(0, 0)), sum(Embedding.of(1e30f, 1))}, 1e-9);
    }

    private double sum(Embedding embedding) {
        double[] p = head.probabilities(embedding);
        return p[0] + p[1];
    }

    private static HeadParameters parameters(int labels, double threshold) {
        return new HeadParameters(
                List.of("smile", "wink", "frown").subList(0, labels),
                new int[] {2},
                new float[] {1, 2},
                new float[] {2, 0.5f},
                10,
                1.5,
                new int[] {7},
                new float[] {3},
                labels == 2 ? new float[] {1, -1, 0, 2} : new float[6],
                labels == 2 ? new float[] {4, -2} : new float[3],
                new float[] {0.1f, -0.2f},
                2,
                new float[] {1, 0},
                1,
                threshold);
    }
}
