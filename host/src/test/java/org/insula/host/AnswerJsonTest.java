package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.insula.embedding.Where;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerJsonTest {
    private static final Verdict BELL =
            new Verdict.Recognised("bell", 0.90004, List.of(new Guess("bell", 0.90004), new Guess("knock", 0.09996)));
    private static final Verdict OTHER =
            new Verdict.Unknown("knock", 0.6, List.of(new Guess("knock", 0.6), new Guess("bell", 0.4)));

    private static final Answer TWO = new Answer(List.of(
            new Answer.Part(
                    new Where.Box(1, 2.04, 30, 40, 0.9),
                    new Verdict.Recognised("fist", 0.8, List.of(new Guess("fist", 0.8), new Guess("flat", 0.2)))),
            new Answer.Part(
                    new Where.Box(100, 2, 20, 20, 0.9),
                    new Verdict.Unknown("flat", 0.4, List.of(new Guess("flat", 0.4))))));

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

    @ParameterizedTest
    @CsvSource({"face,faces", "hand,hands", "body,bodies"})
    void eachPartHasItsBoxAndVerdict(String kind, String parts) {
        ObjectNode json = AnswerJson.of("a.jpg", kind, TWO, 1);
        assertEquals("fist", json.path("label").asText());
        assertEquals(2, json.path(parts).size());
        assertEquals("[1.0,2.0,30.0,40.0]", json.path(parts).path(0).path("box").toString());
        assertEquals(1, json.path(parts).path(0).path("top").size());
        assertEquals("flat", json.path(parts).path(1).path("label").asText());
        assertEquals(true, json.path(parts).path(1).path("unknown").asBoolean());
    }

    @Test
    void aPictureAsAWholeHasNoParts() {
        ObjectNode json = AnswerJson.of("a.jpg", "picture", TWO, 1);
        assertFalse(json.has("faces") || json.has("hands") || json.has("bodies"), json.toString());
    }
}
