package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class DeadlinesTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration OFTEN = Duration.ofMillis(1);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResultIsHandedOverAndAFailureIsTheCause(boolean exact) throws Exception {
        IllegalStateException broken = new IllegalStateException("broken");
        try (Deadlines deadlines = deadlines(exact)) {
            assertEquals(
                    "here",
                    deadlines.await(CompletableFuture.completedFuture("here"), LONG, IllegalArgumentException::new));
            ExecutionException e = assertThrows(
                    ExecutionException.class,
                    () -> deadlines.await(CompletableFuture.failedFuture(broken), LONG, IllegalArgumentException::new));
            assertSame(broken, e.getCause());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void patienceEndsAWait(boolean exact) {
        IllegalArgumentException late = new IllegalArgumentException("late");
        try (Deadlines deadlines = deadlines(exact)) {
            for (int millis = 0; millis < 20; millis++) { // often enough that the watcher falls asleep in between
                Duration patience = Duration.ofMillis(millis);
                ExecutionException e = assertThrows(
                        ExecutionException.class,
                        () -> deadlines.await(new CompletableFuture<>(), patience, () -> late));
                assertSame(late, e.getCause());
            }
        }
    }

    @Test
    void manyWaitAtOnceAndOnlyTheImpatientAreEnded() throws Exception {
        try (Deadlines deadlines = deadlines(false);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> results = new ArrayList<>();
            List<Future<Integer>> waits = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                CompletableFuture<Integer> result = new CompletableFuture<>();
                Duration patience = i % 2 == 0 ? LONG : Duration.ofMillis(i);
                results.add(result);
                waits.add(threads.submit(() -> deadlines.await(result, patience, IllegalArgumentException::new)));
            }
            for (int i = 1; i < 500; i += 2) {
                Future<Integer> wait = waits.get(i);
                assertThrows(ExecutionException.class, wait::get);
            }
            for (int i = 0; i < 500; i += 2) {
                results.get(i).complete(i);
                assertEquals(i, waits.get(i).get());
            }
        }
    }

    @Test
    void closingLeavesNobodyWaiting() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Deadlines deadlines = deadlines(false);
            Future<Object> wait = threads.submit(
                    () -> deadlines.await(new CompletableFuture<>(), LONG, IllegalArgumentException::new));
            deadlines.close();
            assertThrows(ExecutionException.class, wait::get);
        }
    }

    @Test
    void aWaiterThatIsInterruptedLeaves() throws Exception {
        try (Deadlines deadlines = deadlines(false)) {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread waiter = Thread.ofVirtual().start(() -> {
                try {
                    deadlines.await(new CompletableFuture<>(), LONG, IllegalArgumentException::new);
                    interrupted.complete(false);
                } catch (InterruptedException e) {
                    interrupted.complete(true);
                } catch (ExecutionException e) {
                    interrupted.completeExceptionally(e);
                }
            });
            waiter.interrupt();
            assertEquals(true, interrupted.get());
        }
    }

    private static Deadlines deadlines(boolean exact) {
        return new Deadlines(exact ? Duration.ofDays(1) : Duration.ZERO, OFTEN);
    }
}
