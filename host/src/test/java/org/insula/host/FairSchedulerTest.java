package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FairSchedulerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Tenant one = new Tenant("one", 1);
    private final Tenant two = new Tenant("two", 1);
    private final ConcurrentLinkedQueue<String> charged = new ConcurrentLinkedQueue<>();
    private final FairScheduler scheduler = new FairScheduler(
            new SchedulerOptions(1, 4, 1_000, 1_500, 100, 30),
            (tenant, work, nanos) -> charged.add(tenant.id() + " " + work + (nanos > 0 ? "" : " for nothing")));
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        scheduler.close();
        callers.shutdownNow();
    }

    @Test
    void whatIsAskedIsAnsweredAndCharged() throws Exception {
        assertEquals("AB", scheduler.compute(one, shout(), "ab", 0, LONG));
        scheduler.close(); // after which everything is charged
        assertEquals(List.of("one shout"), List.copyOf(charged));
    }

    @Test
    void failureIsTheCallersAlone() throws Exception {
        Work<String, String> picky = work(16, inputs -> {
            if (inputs.contains("bad")) {
                throw new IllegalArgumentException("bad among " + inputs.size());
            }
            return inputs;
        });
        Gate gate = new Gate();
        Future<String> first = ask(one, gate, "first");
        gate.awaitBegun();
        List<Future<String>> all = List.of(ask(one, picky, "good"), ask(two, picky, "bad"), ask(two, picky, "fine"));
        awaitWaiting(3);
        gate.open();

        assertEquals("first", first.get());
        assertEquals("good", all.get(0).get());
        ExecutionException e = assertThrows(ExecutionException.class, all.get(1)::get);
        assertEquals("bad among 1", e.getCause().getMessage());
        assertEquals("fine", all.get(2).get());
    }

    @Test
    void whatWaitsForOneWorkIsComputedTogether() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        Work<String, String> batched = work(3, inputs -> {
            sizes.add(inputs.size());
            return inputs;
        });
        Gate gate = new Gate();
        Future<String> first = ask(one, gate, "first");
        gate.awaitBegun();
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(ask(i % 2 == 0 ? one : two, batched, "i" + i));
        }
        awaitWaiting(4);
        gate.open();
        for (int i = 0; i < 4; i++) {
            assertEquals("i" + i, all.get(i).get());
        }
        assertEquals("first", first.get());
        assertEquals(List.of(3, 1), sizes);
    }

    @Test
    void tooManyThatWaitAreTurnedAwayWithATimeToComeBack() throws Exception {
        Gate gate = new Gate();
        Future<String> first = ask(one, gate, "first");
        gate.awaitBegun();
        List<Future<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(ask(one, shout(), "x"));
        }
        awaitWaiting(4);

        HostException e = assertThrows(HostException.class, () -> scheduler.compute(one, shout(), "y", 0, LONG));
        assertEquals(HostException.Reason.BUSY, e.reason());
        assertTrue(e.retryAfter().orElseThrow().toSeconds() >= 1);
        Future<String> other = ask(two, shout(), "z");
        gate.open();
        assertEquals("Z", other.get(), "another tenant is not turned away");
        first.get();
        for (Future<String> each : waiting) {
            assertEquals("X", each.get());
        }
    }

    @Test
    void memoryThatWaitsIsBounded() throws Exception {
        Gate gate = new Gate();
        Future<String> first = ask(one, gate, "first");
        gate.awaitBegun();
        Future<String> large = callers.submit(() -> scheduler.compute(one, shout(), "x", 900, LONG));
        awaitWaiting(1);

        assertEquals(
                HostException.Reason.BUSY,
                assertThrows(HostException.class, () -> scheduler.compute(one, shout(), "y", 200, LONG))
                        .reason());
        assertEquals(
                HostException.Reason.BUSY,
                assertThrows(HostException.class, () -> scheduler.compute(two, shout(), "y", 700, LONG))
                        .reason());
        gate.open();
        assertEquals("X", large.get());
        assertEquals("first", first.get());
        assertEquals("Y", scheduler.compute(one, shout(), "y", 5_000, LONG), "one alone may be larger");
    }

    @Test
    void whoLosesPatienceIsToldAndWhatTheyAskedIsNotComputed() throws Exception {
        Gate gate = new Gate();
        Future<String> first = ask(one, gate, "first");
        gate.awaitBegun();
        AtomicInteger computed = new AtomicInteger();
        Work<String, String> counted = work(1, inputs -> {
            computed.incrementAndGet();
            return inputs;
        });

        HostException e =
                assertThrows(HostException.class, () -> scheduler.compute(one, counted, "x", 0, Duration.ofMillis(20)));
        assertEquals(HostException.Reason.TIMEOUT, e.reason());
        assertEquals(
                "'work' did not answer within 20 ms; give it longer, or ask when less is going on.", e.getMessage());
        gate.open();
        assertEquals("first", first.get());
        scheduler.close();
        assertEquals(0, computed.get());
    }

    @Test
    void whoGoesAwayWithdrawsWhatTheyAsked() throws Exception {
        Gate gate = new Gate();
        Future<String> first = ask(one, gate, "first");
        gate.awaitBegun();
        AtomicInteger computed = new AtomicInteger();
        CountDownLatch gone = new CountDownLatch(1);
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                scheduler.compute(
                        one,
                        work(1, inputs -> {
                            computed.incrementAndGet();
                            return inputs;
                        }),
                        "x",
                        0,
                        LONG);
            } catch (InterruptedException e) {
                gone.countDown();
            }
        });
        awaitWaiting(1);
        caller.interrupt();
        gone.await();
        gate.open();
        assertEquals("first", first.get());
        scheduler.close();
        assertEquals(0, computed.get());
    }

    @Test
    void closingFinishesWhatWasAcceptedAndTakesNothingMore() throws Exception {
        Gate gate = new Gate();
        Future<String> first = ask(one, gate, "first");
        gate.awaitBegun();
        Future<String> second = ask(two, shout(), "second");
        awaitWaiting(1);
        Thread closer = Thread.ofPlatform().start(scheduler::close);
        gate.open();
        closer.join();

        assertEquals("first", first.get());
        assertEquals("SECOND", second.get());
        assertEquals(
                HostException.Reason.STOPPING,
                assertThrows(HostException.class, () -> scheduler.compute(one, shout(), "x", 0, LONG))
                        .reason());
    }

    @Test
    void evenAnErrorLeavesTheWorkerAtWork() throws Exception {
        Work<String, String> deep = work(1, inputs -> {
            throw new StackOverflowError("too deep");
        });
        assertThrows(StackOverflowError.class, () -> scheduler.compute(one, deep, "x", 0, LONG));
        assertEquals("OK", scheduler.compute(one, shout(), "ok", 0, LONG));
    }

    @Test
    void turnsCanBeChecked() throws Exception {
        scheduler.compute(one, shout(), "a", 0, LONG);
        scheduler.compute(two, shout(), "b", 0, LONG);
        List<Decision> decisions = scheduler.decisions();
        assertEquals(
                List.of("one", "two"), decisions.stream().map(Decision::tenant).toList());
        assertEquals(List.of(0L, 1L), decisions.stream().map(Decision::number).toList());
    }

    private Future<String> ask(Tenant tenant, Work<String, String> work, String input) {
        return callers.submit(() -> scheduler.compute(tenant, work, input, 0, LONG));
    }

    private void awaitWaiting(int count) {
        while (scheduler.waiting() < count) {
            Thread.onSpinWait();
        }
    }

    private static Work<String, String> shout() {
        return new Work<>() {
            @Override
            public String name() {
                return "shout";
            }

            @Override
            public List<String> run(List<String> inputs) {
                return inputs.stream()
                        .map(input -> input.toUpperCase(java.util.Locale.ROOT))
                        .toList();
            }
        };
    }

    private interface Run {
        List<String> run(List<String> inputs) throws Exception;
    }

    private static Work<String, String> work(int mostAtOnce, Run run) {
        return new Work<>() {
            @Override
            public String name() {
                return "work";
            }

            @Override
            public int mostAtOnce() {
                return mostAtOnce;
            }

            @Override
            public List<String> run(List<String> inputs) throws Exception {
                return run.run(inputs);
            }
        };
    }

    /** Work that is held up until it is let go. */
    private static final class Gate implements Work<String, String> {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public String name() {
            return "gate";
        }

        @Override
        public List<String> run(List<String> inputs) throws InterruptedException {
            begun.countDown();
            open.await();
            return inputs;
        }

        void awaitBegun() throws InterruptedException {
            begun.await();
        }

        void open() {
            open.countDown();
        }
    }
}
