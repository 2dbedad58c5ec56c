package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theExampleInTheReadmeIsTrue() {
        var blocks = List.of(new Encoder.Block("colour", 2));
        var examples = List.of(
                new Labelled("poppy.jpg", Embedding.of(0.9f, 0.1f), "red", "monday"),
                new Labelled("rose.jpg", Embedding.of(0.8f, 0.2f), "red", "tuesday"),
                new Labelled("lake.jpg", Embedding.of(0.1f, 0.9f), "blue", "monday"),
                new Labelled("sky.jpg", Embedding.of(0.2f, 0.8f), "blue", "tuesday"));

        Taught taught = new Learner(blocks, 0, LearnerOptions.defaults()).teach(examples);

        String answer = switch (taught.head().judge(Embedding.of(0.85f, 0.15f))) {
            case Verdict.Recognised known -> known.label();
            case Verdict.Unknown unknown -> "unknown, nearest " + unknown.nearest();
        };
        assertEquals("red", answer);
        assertTrue(
                taught.advice().getFirst().startsWith("Add 2 more of 'blue'"),
                taught.advice().toString());
    }
}
