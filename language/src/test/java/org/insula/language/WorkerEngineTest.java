package org.insula.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine in a process of its own, and what becomes of requests when that process dies. */
@Timeout(120)
class WorkerEngineTest {
    private static LanguageModel model;

    @BeforeAll
    static void open() {
        model = LanguageModel.open(Models.tiny(), options());
    }

    private static LanguageOptions options() {
        LanguageOptions here = Models.options();
        return LanguageOptions.defaults(here.cache())
                .slots(2)
                .contextTokens(here.contextTokens())
                .chunkTokens(here.chunkTokens())
                .threads(1);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static GenerationRequest request(String text) {
        return GenerationRequest.of(Prompt.plain(text))
                .sampling(Sampling.greedy())
                .maxTokens(16);
    }

    private static ProcessHandle worker(LanguageModel of) {
        return ((WorkerEngine) of.engine()).process();
    }

    @Test
    void itAnswersAsAnEngineInThisProcessDoes() {
        GenerationRequest request = request("as one")
                .sampling(Sampling.of(1, 7).penalties(1.1, 0.1, 0.1, 32).truncated(50, 0.9, 0.01))
                .topLogprobs(2)
                .choices(2);
        try (LanguageModel here =
                        LanguageModel.open(Models.tiny(), Models.options().slots(2));
                LanguageModel there = LanguageModel.open(Models.tiny(), options())) {
            assertEquals(
                    here.generate(request).await().choices(),
                    there.generate(request).await().choices());
            assertArrayEquals(
                    here.tokenize(Prompt.markup("a<|eot_id|>")), model.tokenize(Prompt.markup("a<|eot_id|>")));
            assertEquals("sat", model.detokenize(here.tokenize(Prompt.plain("sat")), false));
            assertEquals(
                    here.embed(List.of("x"), Tenant.ANYONE).promptTokens(),
                    model.embed(List.of("x"), Tenant.ANYONE).promptTokens());
        }
    }

    @Test
    void whenTheProcessIsKilledItsTextFailsAndTheQueueSurvives() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(2);
        List<Generation> running = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            CountDownLatch first = new CountDownLatch(1);
            running.add(model.generate(endless("running " + i), delta -> {
                if (first.getCount() > 0) {
                    first.countDown();
                    writing.countDown();
                }
            }));
        }
        assertTrue(writing.await(60, TimeUnit.SECONDS));
        Generation waiting = model.generate(request("waiting"));
        int restarts = model.stats().restarts();
        ProcessHandle killed = worker(model);
        killed.destroyForcibly();
        for (Generation generation : running) {
            LanguageException problem = assertThrows(LanguageException.class, generation::await);
            assertEquals(LanguageException.Reason.WORKER_FAILED, problem.reason());
            assertTrue(
                    problem.getMessage().startsWith("The process that computes ended (exit code"),
                    problem.getMessage());
        }
        assertEquals(16, waiting.await().usage().completionTokens());
        assertEquals(restarts + 1, model.stats().restarts());
        assertNotEquals(killed.pid(), worker(model).pid());
    }

    private static GenerationRequest endless(String text) {
        return GenerationRequest.of(Prompt.plain(text))
                .sampling(Sampling.of(1, 1))
                .grammar("root ::= [a-z] root")
                .maxTokens(900);
    }

    @Test
    void whatWasNotBegunCanBeCancelled() {
        Generation first = model.generate(endless("a"));
        Generation second = model.generate(endless("b"));
        Generation third = model.generate(endless("c"));
        third.cancel();
        assertEquals(FinishReason.CANCELLED, third.await().choices().getFirst().reason());
        first.cancel();
        second.cancel();
        first.await();
        second.await();
        assertEquals(0, model.stats().active());
    }

    @Test
    void closingEndsTheProcessAndWhatIsWritten() throws Exception {
        LanguageModel other = LanguageModel.open(Models.tiny(), options());
        Generation generation = other.generate(endless("z"));
        ProcessHandle process = worker(other);
        other.close();
        LanguageException problem = assertThrows(LanguageException.class, generation::await);
        assertTrue(
                List.of(LanguageException.Reason.CLOSED, LanguageException.Reason.WORKER_FAILED)
                        .contains(problem.reason()),
                problem.getMessage());
        assertTrue(process.onExit().get(30, TimeUnit.SECONDS) != null);
        assertThrows(LanguageException.class, () -> other.tokenize(Prompt.plain("x")));
    }

    @Test
    void aModelThatLlamaCppRefusesIsRefusedWithItsReason(@TempDir Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(Models.tiny());
        byte[] name = "blk.0.attn_q.weight".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        int at = indexOf(bytes, name);
        bytes[at + 4] = '9';
        Path file = Files.write(folder.resolve("odd.gguf"), bytes);
        LanguageException problem = assertThrows(LanguageException.class, () -> LanguageModel.open(file, options()));
        assertEquals(LanguageException.Reason.INVALID_MODEL, problem.reason());
        assertTrue(problem.getMessage().contains("tensor 'blk.0.attn_q.weight' not found"), problem.getMessage());
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i < bytes.length - wanted.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
