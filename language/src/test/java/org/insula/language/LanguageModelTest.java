package org.insula.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine in this process, on a tiny model of random weights. */
class LanguageModelTest {
    private static final String JSON_GRAMMAR = """
            root ::= "{\\"name\\": \\"" [a-z]{3,12} "\\", \\"age\\": " [0-9]{1,3} ", \\"tags\\": [" ("true"|"false") "]}"
            """;

    private static LanguageModel model;

    @BeforeAll
    static void open() {
        model = LanguageModel.open(Models.tiny(), Models.options());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static GenerationRequest request(String text) {
        return GenerationRequest.of(Prompt.plain(text))
                .sampling(Sampling.greedy())
                .maxTokens(24);
    }

    @Test
    void anyTextComesBackFromItsTokens() {
        for (String text : List.of("the cat sat on the mat", "Grüße, 你好 🙂\n\ttab", "", "\u0000\uFFFD|<>")) {
            int[] tokens = model.tokenize(Prompt.plain(text));
            assertEquals(text, model.detokenize(tokens, false), text);
        }
    }

    @Test
    void specialTokensCountInMarkupOnly() {
        int[] markup = model.tokenize(Prompt.markup("hi<|eot_id|>"));
        int[] plain = model.tokenize(Prompt.plain("hi<|eot_id|>"));
        assertEquals(1_600, markup[0], "a text begins with the model's own token");
        assertEquals(1_609, markup[markup.length - 1]);
        assertTrue(plain.length > markup.length);
        assertEquals("hi", model.detokenize(markup, false));
        assertEquals("<|begin_of_text|>hi<|eot_id|>", model.detokenize(markup, true));
        assertArrayEquals(markup, model.tokenize(Prompt.markup("<|begin_of_text|>hi<|eot_id|>")), "not twice");
        assertArrayEquals(
                markup,
                model.tokenize(Prompt.markup("<|begin_of_text|>")
                        .plus(Prompt.plain("hi"))
                        .plus(Prompt.tokens(1_609))));
    }

    @Test
    void theLikeliestTextIsTheSameEachTime() {
        String prompt = "once upon a time ".repeat(10);
        model.generate(request(prompt)).await();
        GenerationResult once = model.generate(request(prompt)).await();
        GenerationResult again = model.generate(request(prompt)).await();
        assertEquals(once.choices(), again.choices());
        assertEquals(24, once.usage().completionTokens());
        assertEquals(FinishReason.LENGTH, once.choices().getFirst().reason());
        assertTrue(again.usage().cachedTokens() >= once.usage().promptTokens() - 1, again.toString());
    }

    @Test
    void whatIsToldPieceByPieceIsTheWholeText() {
        List<Delta> deltas = Collections.synchronizedList(new ArrayList<>());
        GenerationResult result = model.generate(request("tell me").sampling(Sampling.of(1, 3)), deltas::add)
                .await();
        StringBuilder text = new StringBuilder();
        for (Delta delta : deltas) {
            if (delta instanceof Delta.Text grown) {
                text.append(grown.text());
            }
        }
        assertEquals(result.text(), text.toString());
        assertEquals(new Delta.Finished(0, FinishReason.LENGTH), deltas.getLast());
    }

    @Test
    void aGrammarIsKept() {
        for (int seed = 0; seed < 8; seed++) {
            GenerationResult result = model.generate(request("json:")
                            .grammar(JSON_GRAMMAR)
                            .sampling(Sampling.of(1, seed))
                            .maxTokens(200))
                    .await();
            assertTrue(
                    result.text()
                            .matches("\\{\"name\": \"[a-z]{3,12}\", \"age\": [0-9]{1,3}, \"tags\": \\[(true|false)]}"),
                    result.text());
            assertEquals(FinishReason.STOP, result.choices().getFirst().reason());
        }
    }

    @Test
    void embeddingsAreDirections() {
        Embeddings embeddings =
                model.embed(List.of("hello there", "hello there friend", "another text"), Tenant.ANYONE);
        assertEquals(3, embeddings.vectors().size());
        for (float[] vector : embeddings.vectors()) {
            double length = 0;
            for (float value : vector) {
                length += (double) value * value;
            }
            assertEquals(128, vector.length);
            assertEquals(1, length, 1e-5);
        }
    }
}
