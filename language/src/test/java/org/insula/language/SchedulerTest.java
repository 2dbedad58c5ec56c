package org.insula.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who computes what in which step, counted in steps and tokens on a backend that needs no model. */
class SchedulerTest {
    private static final int CHUNK = 64;
    private static final int CONTEXT = 4_096;

    private final PlainBackend backend = new PlainBackend(4, CONTEXT, CHUNK + 4);
    private final VirtualTokenCounter counter = new VirtualTokenCounter();
    private final Recorder recorder = new Recorder();
    private final Scheduler scheduler = new Scheduler(backend, counter, CHUNK, recorder, () -> recorder.steps);
    private long lastId;

    private long submit(String tenant, int[] prompt, int maxTokens) {
        return submit(new Tenant(tenant, 1), prompt, maxTokens, 1);
    }

    private long submit(Tenant tenant, int[] prompt, int maxTokens, int choices) {
        GenerationRequest request = GenerationRequest.of(Prompt.tokens(prompt))
                .maxTokens(maxTokens)
                .choices(choices)
                .tenant(tenant);
        scheduler.submit(new Job(++lastId, request, prompt, maxTokens));
        return lastId;
    }

    private void step() {
        recorder.steps++;
        scheduler.step();
    }

    private void finish() {
        recorder.steps++;
        while (scheduler.step()) {
            recorder.steps++;
        }
    }

    private static int[] prompt(int length, int seed) {
        return new Random(seed).ints(length, 0, PlainBackend.VOCABULARY).toArray();
    }

    @Test
    void textsThatComeAndGoAreWhatTheyWouldBeAlone() {
        Random random = new Random(7);
        int[][] prompts = new int[60][];
        int[] lengths = new int[60];
        for (int i = 0; i < prompts.length; i++) {
            int[] fresh = prompt(1 + random.nextInt(300), i);
            boolean continued = i > 0 && random.nextBoolean();
            int[] before = continued ? prompts[random.nextInt(i)] : new int[0];
            prompts[i] = Arrays.copyOf(before, Math.min(before.length, random.nextInt(400)) + fresh.length);
            System.arraycopy(fresh, 0, prompts[i], prompts[i].length - fresh.length, fresh.length);
            lengths[i] = 1 + random.nextInt(40);
            submit("tenant " + i % 3, prompts[i], lengths[i]);
            for (int steps = random.nextInt(12); steps > 0; steps--) {
                step();
            }
        }
        finish();
        for (int i = 0; i < prompts.length; i++) {
            assertEquals(PlainBackend.text(prompts[i], lengths[i]), recorder.texts.get(i + 1L), "request " + i);
            assertEquals(FinishReason.LENGTH, recorder.reasons.get(i + 1L));
        }
        assertEquals(0, backend.openChoosers);
        assertTrue(scheduler.stats(1).cachedTokens() > 500, scheduler.stats(1).toString());
    }

    @Test
    void aShortRequestBehindALongPromptBeginsWithinTwoChunks() {
        long longOne = submit("long", prompt(4_000, 1), 8);
        step();
        long shortOne = submit("short", prompt(16, 2), 8);
        step();
        step();
        assertTrue(recorder.firstStep.get(shortOne) <= 3, recorder.firstStep.toString());
        assertFalse(recorder.firstStep.containsKey(longOne));
        finish();
        assertEquals(PlainBackend.text(prompt(4_000, 1), 8), recorder.texts.get(longOne));
    }

    @Test
    void itBeginsWithinTwoChunksEvenIfItsTenantWasServedMost() {
        submit("greedy", prompt(3_000, 1), 1);
        finish();
        submit("other", prompt(10, 2), 1);
        submit("greedy", prompt(4_000, 3), 1);
        step();
        long shortOne = submit("greedy", prompt(8, 4), 4);
        int before = recorder.steps;
        step();
        step();
        assertTrue(recorder.firstStep.get(shortOne) <= before + 2, recorder.firstStep.toString());
    }

    @Test
    void textsNeverStopWhileALongPromptIsRead() {
        long writing = submit("a", prompt(4, 1), 200);
        step();
        submit("b", prompt(2_000, 2), 1);
        for (int i = 0; i < 30; i++) {
            int length = recorder.texts.get(writing).length();
            step();
            assertEquals(length + 1, recorder.texts.get(writing).length());
            assertTrue(backend.batchSizes.getLast() <= 1 + CHUNK / 4, "the chunk is smaller while somebody reads on");
        }
    }

    @Test
    void aPromptThatWasReadIsNotReadAgain() {
        int[] first = prompt(500, 1);
        submit("a", first, 4);
        finish();
        int[] longer = Arrays.copyOf(first, 520);
        long second = submit("b", longer, 4);
        finish();
        assertEquals(500, recorder.usages.get(second).cachedTokens());
        long same = submit("c", longer, 4);
        finish();
        assertEquals(519, recorder.usages.get(same).cachedTokens(), "the last token is computed for what follows it");
    }

    @Test
    void choicesShareTheWorkOnThePrompt() {
        int[] prompt = prompt(300, 3);
        long id = submit(Tenant.ANYONE, prompt, 5, 9);
        finish();
        assertEquals(new Usage(300, 0, 45, recorder.usages.get(id).computeSeconds()), recorder.usages.get(id));
        assertEquals(300 + 8, scheduler.stats(1).promptTokens());
    }

    @Test
    void withoutSharingEachTextIsReadFromItsBeginning() {
        backend.shares = false;
        int[] prompt = prompt(100, 3);
        long id = submit(Tenant.ANYONE, prompt, 5, 3);
        finish();
        assertEquals(300, scheduler.stats(1).promptTokens());
        assertEquals(15, recorder.usages.get(id).completionTokens());
    }

    @Test
    void theModelsOwnEndAndTheContextsEndEndIt() {
        backend.endsAfter = 3;
        long ended = submit("a", prompt(5, 1), 50);
        finish();
        assertEquals(FinishReason.STOP, recorder.reasons.get(ended));
        assertEquals(3, recorder.usages.get(ended).completionTokens());
        backend.endsAfter = Integer.MAX_VALUE;
        long full = submit("a", prompt(CONTEXT - 2, 1), 50);
        finish();
        assertEquals(FinishReason.LENGTH, recorder.reasons.get(full));
        assertEquals(3, recorder.usages.get(full).completionTokens(), "two that are computed and one that is not");
    }

    @Test
    void aThousandCancelledRequestsLeaveNoSlotTaken() {
        Random random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            long id = submit("tenant " + i % 5, prompt(1 + random.nextInt(100), i), 1_000);
            for (int steps = random.nextInt(4); steps > 0; steps--) {
                step();
            }
            scheduler.cancel(id);
            assertEquals(FinishReason.CANCELLED, recorder.reasons.get(id));
        }
        LanguageStats stats = scheduler.stats(1);
        assertEquals(0, stats.active());
        assertEquals(0, stats.waiting());
        assertEquals(0, backend.openChoosers);
        long id = submit("after", prompt(20, 1), 3);
        finish();
        assertEquals(PlainBackend.text(prompt(20, 1), 3), recorder.texts.get(id));
    }

    /** Theorem 4.4 of the paper: two tenants that both wait get the same, but for twice the greater of two costs. */
    @Test
    void aTenantWithThirtyTwoLongRequestsDoesNotHoldUpOneWithShortOnes() {
        for (int i = 0; i < 32; i++) {
            submit("long", prompt(1_000, i), 100);
        }
        for (int i = 0; i < 4; i++) {
            step();
        }
        for (int i = 0; i < 400; i++) {
            submit("short", prompt(20, 100 + i), 20);
        }
        double longBefore = counter.served("long");
        double shortBefore = counter.served("short");
        double bound = 2 * Math.max(1_000 * VirtualTokenCounter.INPUT, 4 * 1_100 * VirtualTokenCounter.OUTPUT);
        double worst = 0;
        int both = 0;
        while (scheduler.stats(1).waiting() > 0 && recorder.started.size() < 300) {
            step();
            double difference = (counter.served("long") - longBefore) - (counter.served("short") - shortBefore);
            worst = Math.max(worst, Math.abs(difference));
            both++;
        }
        assertTrue(both > 100, both + " steps");
        assertTrue(worst <= bound, worst + " of " + bound);
        double longShare = counter.served("long") - longBefore;
        double shortShare = counter.served("short") - shortBefore;
        double jain = Math.pow(longShare + shortShare, 2) / (2 * (longShare * longShare + shortShare * shortShare));
        assertTrue(jain > 0.9, "Jain index " + jain);
    }

    @Test
    void aTenantOfTwiceTheWeightGetsTwiceAsMuch() {
        Tenant heavy = new Tenant("heavy", 2);
        for (int i = 0; i < 300; i++) {
            submit(heavy, prompt(30, i), 10, 1);
            submit("light", prompt(30, 1_000 + i), 10);
        }
        while (recorder.usages.size() < 240) {
            step();
        }
        long heavyDone =
                recorder.usages.keySet().stream().filter(id -> id % 2 == 1).count();
        assertEquals(160, (double) heavyDone, 6);
    }

    @Test
    void aFailedStepFailsWhatItComputedAndNothingElse() {
        PlainBackend failing = new PlainBackend(1, 100, CHUNK + 1);
        boolean[] fails = {true};
        Backend sometimes = new FailingBackend(failing, fails);
        Scheduler own = new Scheduler(sometimes, counter, CHUNK, recorder, () -> 0);
        GenerationRequest request = GenerationRequest.of(Prompt.tokens(1));
        own.submit(new Job(1, request, prompt(5, 1), 4));
        own.submit(new Job(2, request, prompt(6, 2), 4));
        assertTrue(own.step());
        assertEquals("cannot compute", recorder.problems.get(1L).getMessage());
        fails[0] = false;
        while (own.step()) {}
        assertEquals(PlainBackend.text(prompt(6, 2), 4), recorder.texts.get(2L));
        assertEquals(0, failing.openChoosers);
    }
}
