package org.insula.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each setting of a request does, on a tiny model of random weights. */
@Timeout(120)
class GenerationTest {
    private static LanguageModel model;

    @BeforeAll
    static void open() {
        model = LanguageModel.open(Models.tiny(), Models.options());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static GenerationRequest greedy(String text, int tokens) {
        return GenerationRequest.of(Prompt.plain(text))
                .sampling(Sampling.greedy())
                .maxTokens(tokens);
    }

    private static String text(GenerationRequest request) {
        return model.generate(request).await().text();
    }

    /** What it writes once the prompt lies in the cache, so that what follows is computed in the same way. */
    private static String remembered(GenerationRequest request) {
        text(request);
        return text(request);
    }

    private static LanguageException problem(GenerationRequest request) {
        return assertThrows(LanguageException.class, model.generate(request)::await);
    }

    @Test
    void aTextEndsBeforeItsStopString() {
        String whole = remembered(greedy("stop me", 40));
        String stop = whole.substring(11, 14);
        List<Delta> deltas = new ArrayList<>();
        GenerationResult result = model.generate(
                        greedy("stop me", 40).stop(List.of("not in there at all", stop)), deltas::add)
                .await();
        assertEquals(whole.substring(0, whole.indexOf(stop)), result.text());
        assertEquals(FinishReason.STOP, result.choices().getFirst().reason());
        for (Delta delta : deltas) {
            assertFalse(delta instanceof Delta.Text text
                    && text.text().isEmpty()
                    && text.logprobs().isEmpty());
        }
    }

    @Test
    void theSeedDecidesAndEachChoiceHasItsOwn() {
        GenerationRequest request =
                greedy("dice", 12).sampling(Sampling.of(1.5, 11)).choices(6);
        GenerationResult once = model.generate(request).await();
        assertEquals(6, once.choices().size());
        assertEquals(6, new HashSet<>(once.choices()).size());
        assertEquals(72, once.usage().completionTokens());
        String third = text(greedy("dice", 12).sampling(Sampling.of(1.5, 13)));
        assertEquals(
                third.substring(0, 6),
                once.choices().get(2).text().substring(0, 6),
                "rounding, which differs with the size of a batch, may tell them apart later");
        GenerationRequest minusOne = greedy("dice", 12).sampling(Sampling.of(1.5, -1));
        assertEquals(remembered(minusOne), text(minusOne), "no seed is another each time");
        assertNotEquals(once.text(), text(greedy("dice", 12).sampling(Sampling.of(1.5, 99))));
    }

    @Test
    void logprobsAreThoseOfADistribution() {
        GenerationResult result =
                model.generate(greedy("likely", 8).topLogprobs(20)).await();
        List<TokenLogprob> logprobs = result.choices().getFirst().logprobs();
        assertEquals(8, logprobs.size());
        StringBuilder spelled = new StringBuilder();
        for (TokenLogprob token : logprobs) {
            assertEquals(token.token(), token.top().getFirst().token(), "the likeliest was taken");
            assertEquals(20, token.top().size());
            double sum = 0;
            double last = 0;
            for (TokenLogprob other : token.top()) {
                assertTrue(other.logprob() <= last, "best first");
                last = other.logprob();
                sum += Math.exp(other.logprob());
            }
            assertTrue(sum > 0 && sum <= 1 + 1e-9, "sum " + sum);
            spelled.append(new String(token.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        byte[] spelledBytes = spelled.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertEquals(result.text(), new String(spelledBytes, java.nio.charset.StandardCharsets.UTF_8));
        assertTrue(model.generate(greedy("likely", 8).topLogprobs(0)).await().choices().getFirst().logprobs().stream()
                .allMatch(token -> token.top().isEmpty()));
    }

    @Test
    void aForbiddenTokenDoesNotComeAndAFavouredOneDoes() {
        int forbidden = model.generate(greedy("bias", 1).topLogprobs(0))
                .await()
                .choices()
                .getFirst()
                .logprobs()
                .getFirst()
                .token();
        Sampling without = Sampling.greedy().logitBias(Map.of(forbidden, Float.NEGATIVE_INFINITY));
        assertNotEquals(
                forbidden,
                model.generate(greedy("bias", 1).sampling(without).topLogprobs(0))
                        .await()
                        .choices()
                        .getFirst()
                        .logprobs()
                        .getFirst()
                        .token());
        int favoured = model.tokenize(Prompt.plain("x"))[1];
        assertEquals("xxxxx", text(greedy("bias", 5).sampling(Sampling.greedy().logitBias(Map.of(favoured, 1e5f)))));
    }

    @Test
    void penaltiesKeepItFromRepeatingItself() {
        int favoured = model.tokenize(Prompt.plain("x"))[1];
        Sampling stuck = Sampling.greedy().logitBias(Map.of(favoured, 60f));
        assertEquals("xxxxxxxxxxxx", text(greedy("again", 12).sampling(stuck)));
        String free = text(greedy("again", 12).sampling(stuck.penalties(1, 0, 100, 64)));
        assertEquals(1, free.chars().filter(letter -> letter == 'x').count(), free);
    }

    @Test
    void fewerTokensToChooseFromIsLessVariety() {
        for (Sampling narrow : List.of(
                Sampling.of(2, 5).truncated(1, 1, 0),
                Sampling.of(2, 5).truncated(0, 0, 0),
                Sampling.of(2, 5).truncated(0, 1, 1))) {
            assertEquals(
                    remembered(greedy("narrow", 10)), text(greedy("narrow", 10).sampling(narrow)), narrow.toString());
        }
    }

    /** Sums of floats differ with the size of a batch, so a likelihood may, a little. */
    @Test
    void togetherTheyWriteWhatTheyWriteAlone() {
        Map<String, List<TokenLogprob>> alone = new HashMap<>();
        List<String> prompts = List.of("first prompt", "the second one is longer", "third", "and a fourth");
        for (String prompt : prompts) {
            alone.put(prompt, logprobs(model.generate(greedy(prompt, 12).topLogprobs(0))));
        }
        Map<String, Generation> together = new HashMap<>();
        prompts.forEach(
                prompt -> together.put(prompt, model.generate(greedy(prompt, 12).topLogprobs(0))));
        for (String prompt : prompts) {
            List<TokenLogprob> batched = logprobs(together.get(prompt));
            assertEquals(
                    alone.get(prompt).getFirst().logprob(), batched.getFirst().logprob(), 0.05, prompt);
        }
    }

    private static List<TokenLogprob> logprobs(Generation generation) {
        return generation.await().choices().getFirst().logprobs();
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnyWork() {
        long steps = model.stats().steps();
        LanguageException tooLong = problem(greedy("word ".repeat(2_000), 1));
        assertEquals(LanguageException.Reason.CONTEXT_TOO_LONG, tooLong.reason());
        assertTrue(
                tooLong.getMessage()
                        .matches("The prompt has \\d+ tokens and max-tokens is 1, and the context holds 1024; .*"),
                tooLong.getMessage());
        assertEquals(
                LanguageException.Reason.CONTEXT_TOO_LONG,
                problem(greedy("x", 1_023)).reason());
        assertEquals(
                LanguageException.Reason.INVALID_REQUEST,
                problem(GenerationRequest.of(Prompt.tokens(1, 99_999))).reason());
        assertEquals(steps, model.stats().steps());
        assertEquals(
                1_022,
                model.generate(greedy("x", 1_022)
                                .sampling(Sampling.greedy().logitBias(Map.of(1_609, Float.NEGATIVE_INFINITY))))
                        .await()
                        .usage()
                        .completionTokens());
    }

    @Test
    void aGrammarThatCannotBeReadOrCannotGoOnIsRefused() {
        for (String bad : List.of("root ::= [a-", "other ::= \"a\"", "root ::= root \"a\"")) {
            LanguageException problem = problem(greedy("g", 4).grammar(bad));
            assertEquals(LanguageException.Reason.INVALID_REQUEST, problem.reason());
            assertTrue(problem.getMessage().startsWith("The grammar cannot be read"), problem.getMessage());
        }
        assertEquals("yes", text(greedy("g", 9).grammar("root ::= \"yes\"")));
        assertEquals(0, model.stats().active());
    }

    @Test
    void settingsHaveLimits() {
        assertThrows(LanguageException.class, () -> greedy("x", 1).grammar(" "));
        assertThrows(LanguageException.class, () -> Sampling.of(-1, 0));
        assertThrows(LanguageException.class, () -> Sampling.of(Double.NaN, 0));
        assertThrows(LanguageException.class, () -> greedy("x", 0));
        assertThrows(LanguageException.class, () -> greedy("x", 1).choices(129));
        assertThrows(LanguageException.class, () -> greedy("x", 1).stop(List.of("")));
        assertThrows(LanguageException.class, () -> new Tenant("t", 0));
        LanguageException problem =
                assertThrows(LanguageException.class, () -> greedy("x", 1).topLogprobs(21));
        assertEquals("21 top log-probabilities are asked for; give from 0 to 20.", problem.getMessage());
    }

    @Test
    void aThousandThatGoAwayLeaveNoSlotTaken() {
        List<Generation> gone = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Generation generation = model.generate(greedy("away " + i, 400));
            generation.cancel();
            gone.add(generation);
        }
        gone.forEach(generation -> assertEquals(
                FinishReason.CANCELLED, generation.await().choices().getFirst().reason()));
        LanguageStats stats = model.stats();
        assertEquals(0, stats.active() + stats.waiting());
        assertEquals(4, model.generate(greedy("still here", 4)).await().usage().completionTokens());
    }

    @Test
    void aListenerThatThrowsEndsItsGenerationOnly() {
        Generation thrown = model.generate(greedy("throw", 900), delta -> {
            throw new IllegalStateException("gone");
        });
        ExecutionException problem =
                assertThrows(ExecutionException.class, () -> thrown.result().get());
        assertEquals("gone", problem.getCause().getMessage());
        assertEquals(4, model.generate(greedy("others", 4)).await().usage().completionTokens());
    }

    @Test
    void tooManyAtOnceAreToldToComeAgain() {
        try (LanguageModel small =
                LanguageModel.open(Models.tiny(), Models.options().slots(1).maxWaiting(2))) {
            Generation first = small.generate(greedy("a", 900));
            Generation second = small.generate(greedy("b", 900));
            LanguageException problem = assertThrows(LanguageException.class, () -> small.generate(greedy("c", 1)));
            assertEquals(LanguageException.Reason.OVERLOADED, problem.reason());
            second.cancel();
            first.cancel();
            second.await();
            first.await();
            assertEquals(1, small.generate(greedy("c", 1)).await().usage().completionTokens());
        }
    }

    @Test
    void specialTokensAreTextOnlyIfTheyAreAskedFor() {
        Sampling special = Sampling.greedy().logitBias(Map.of(1_610, 1e5f));
        assertEquals("", text(greedy("tool", 2).sampling(special)));
        assertEquals(
                "<|python_tag|><|python_tag|>",
                text(greedy("tool", 2).sampling(special).markup(true)));
    }

    @Test
    void anEmbeddingModelPoolsAsItSays() {
        try (LanguageModel pooled = LanguageModel.open(Models.pooled(), Models.options())) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                texts.add("text " + i % 20);
            }
            Embeddings embeddings = pooled.embed(texts, Tenant.ANYONE);
            assertEquals(40, embeddings.vectors().size());
            for (int i = 0; i < 20; i++) {
                assertEquals(
                        1, dot(embeddings.vectors().get(i), embeddings.vectors().get(i + 20)), 1e-4);
            }
            assertTrue(dot(embeddings.vectors().get(0), embeddings.vectors().get(1)) < 0.999);
            assertTrue(dot(
                            embeddings.vectors().get(0),
                            model.embed(texts, Tenant.ANYONE).vectors().get(0))
                    < 0.999);
            LanguageException problem = assertThrows(
                    LanguageException.class, () -> pooled.embed(List.of("a", "word ".repeat(2_000)), Tenant.ANYONE));
            assertTrue(problem.getMessage().startsWith("Text 2 has "), problem.getMessage());
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
