package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.insula.embedding.Where;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;
import org.junit.jupiter.api.Test;

class AnswerJsonTest {
    private static final Verdict BELL =
            new Verdict.Recognised("bell", 0.90004, List.of(new Guess("bell", 0.90004), new Guess("knock", 0.09996)));
    private static final Verdict OTHER =
            new Verdict.Unknown("knock", 0.6, List.of(new Guess("knock", 0.6), new Guess("bell", 0.4)));

    @Test
    void windowsAreATimelineBesideTheWhole() {
        Answer answer = new Answer(List.of(
                new Answer.Part(new Where.Whole(), BELL),
                new Answer.Part(new Where.Span(0, 1), BELL),
                new Answer.Part(new Where.Span(0.5, 1.5), OTHER)));
        assertEquals(
                "{\"input\":\"a.wav\",\"label\":\"bell\",\"probability\":0.9,\"unknown\":false,"
                        + "\"top\":[{\"label\":\"bell\",\"probability\":0.9}],"
                        + "\"timeline\":[{\"start\":0.0,\"end\":1.0,\"label\":\"bell\",\"probability\":0.9,"
                        + "\"unknown\":false},{\"start\":0.5,\"end\":1.5,\"label\":\"knock\",\"probability\":0.6,"
                        + "\"unknown\":true}]}",
                AnswerJson.of("a.wav", "sound", answer, 1).toString());
    }

    @Test
    void oneWindowIsNoTimeline() {
        Answer answer = new Answer(
                List.of(new Answer.Part(new Where.Whole(), BELL), new Answer.Part(new Where.Span(0, 1), BELL)));
        assertFalse(AnswerJson.of("a.wav", "sound", answer, 1).has("timeline"));
    }
}
