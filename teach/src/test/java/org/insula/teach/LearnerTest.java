package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.insula.embedding.Embedding;
import org.junit.jupiter.api.Test;

class LearnerTest {
    private final Learner learner = new Learner(Clouds.BLOCKS, 0, LearnerOptions.defaults());

    @Test
    void separableDataIsLearntWithoutAMistake() {
        Taught taught = learner.teach(Clouds.of(90, 3, 12, 1));
        assertEquals(1, taught.evaluation().accuracy());
        Evaluation fresh = Evaluation.of(taught.head(), Clouds.of(90, 3, 12, 2));
        assertEquals(1, fresh.accuracy());
        assertTrue(fresh.ece() < 0.05, () -> "ece " + fresh.ece());
    }

    @Test
    void noiseIsRecognisedAtChanceLevelWithLowConfidence() {
        Evaluation evaluation = learner.teach(Clouds.of(400, 4, 0, 3)).evaluation();
        assertEquals(0.25, evaluation.accuracy(), 0.08);
        double confidence = evaluation.predictions().stream()
                .mapToDouble(Evaluation.Prediction::probability)
                .average()
                .orElseThrow();
        assertTrue(confidence < 0.4, () -> "mean confidence " + confidence);
    }

    @Test
    void whatPointsAwayFromEveryExampleIsUnknown() {
        Taught taught = learner.teach(Clouds.of(60, 2, 12, 1));
        float[] elsewhere = new float[Clouds.DIMENSIONS];
        elsewhere[9] = 40;
        assertInstanceOf(Verdict.Unknown.class, taught.head().judge(Embedding.of(elsewhere)));
        float[] inside = new float[Clouds.DIMENSIONS];
        inside[0] = 12;
        var verdict = assertInstanceOf(Verdict.Recognised.class, taught.head().judge(Embedding.of(inside)));
        assertEquals("label a", verdict.label());
        assertEquals(
                List.of("label a", "label b"),
                verdict.top().stream().map(Guess::label).toList());
    }
}
