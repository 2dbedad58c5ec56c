package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.insula.teach.Evaluation;
import org.insula.teach.Outcome;
import org.insula.teach.Suspect;
import org.junit.jupiter.api.Test;

class VersionEvaluationTest {
    private static final int MANY = 12_000;

    /** Every thousandth is taken for something else, and one that was recognised looks mislabelled all the same. */
    private static Outcome outcome(int place) {
        boolean isRight = place % 1_000 != 999;
        Optional<Suspect> suspect = place == 7 ? Optional.of(new Suspect(place, "7", "a", "b", 0.9)) : Optional.empty();
        return new Outcome(
                place,
                "group",
                new Evaluation.Prediction("" + place, "a", isRight ? "a" : "b", 0.9, 0.1, false),
                0,
                0,
                suspect);
    }

    @Test
    void fewAreKeptAsTheyAre() {
        List<Outcome> few =
                IntStream.range(0, 50).mapToObj(VersionEvaluationTest::outcome).toList();
        assertSame(few, VersionEvaluation.kept(few));
    }

    @Test
    void ofManyTheWrongAndTheSuspectAreKeptAndTheOthersEvenly() {
        List<Outcome> many = IntStream.range(0, MANY)
                .mapToObj(VersionEvaluationTest::outcome)
                .toList();
        List<Integer> kept =
                VersionEvaluation.kept(many).stream().map(Outcome::place).toList();
        assertEquals(VersionEvaluation.MOST_EXAMPLES, kept.size());
        assertEquals(kept.stream().sorted().distinct().toList(), kept, "in their order, each once");
        assertTrue(kept.contains(7));
        for (int wrong = 999; wrong < MANY; wrong += 1_000) {
            assertTrue(kept.contains(wrong), "" + wrong);
        }
        long early = kept.stream().filter(place -> place < MANY / 2).count();
        assertEquals(VersionEvaluation.MOST_EXAMPLES / 2.0, early, 10, "half of them from the first half");
    }
}
