package org.insula.host;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Waits for results, no longer than each waiter's patience. A virtual thread that parks for a limited time has a timer set and
 * taken back by a thread of the JDK, two wake-ups that cost more than the rest of a small request. So waiters of some
 * patience park without a limit, and one thread looks after all of them, four times a second; those who have little are timed
 * exactly.
 *
 * <p>Safe for many threads.
 */
final class Deadlines implements AutoCloseable {
    private static final Duration EXACT_BELOW = Duration.ofSeconds(5);
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final int QUIET_PERIODS = 8;

    private final Duration exactBelow;
    private final Duration period;
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final Thread watcher;
    private volatile boolean asleep;
    private volatile boolean closed;

    private record Wait(CompletableFuture<?> result, long deadline, Supplier<? extends RuntimeException> late) {
        void end() {
            result.completeExceptionally(late.get());
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    Deadlines() {
        this(EXACT_BELOW, PERIOD);
    }

    /**
     * @param exactBelow waits of less patience than this are timed one by one
     * @param period how often the others are looked at
     */
    Deadlines(Duration exactBelow, Duration period) {
        this.exactBelow = exactBelow;
        this.period = period;
        watcher = Thread.ofPlatform().daemon().name("insula-deadlines").start(this::watch);
    }

    /**
     * @param late what the waiter is told when its patience has ended
     * @throws ExecutionException with the cause that the result was completed with, or what {@code late} gives
     * @throws InterruptedException if the waiter was interrupted first
     */
    <T> T await(CompletableFuture<T> result, Duration patience, Supplier<? extends RuntimeException> late)
            throws InterruptedException, ExecutionException {
        if (patience.compareTo(exactBelow) < 0) {
            try {
                return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new ExecutionException(late.get());
            }
        }
        Wait wait = new Wait(result, System.nanoTime() + patience.toNanos(), late);
        waits.add(wait);
        if (asleep) {
            LockSupport.unpark(watcher);
        }
        if (closed) {
            wait.end();
        }
        try {
            return result.get();
        } finally {
            waits.remove(wait);
        }
    }

    private void watch() {
        int quiet = 0;
        while (!closed) {
            quiet = waits.isEmpty() ? quiet + 1 : 0;
            if (quiet < QUIET_PERIODS) {
                LockSupport.parkNanos(this, period.toNanos());
                endLate();
            } else {
                sleep();
                quiet = 0;
            }
        }
    }

    private void endLate() {
        long now = System.nanoTime();
        for (Wait wait : waits) {
            if (now - wait.deadline >= 0) {
                wait.end();
            }
        }
    }

    /** Until somebody waits; a waiter that comes before the flag is seen is seen here. */
    private void sleep() {
        asleep = true;
        while (waits.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    /** Nobody is left waiting. */
    @Override
    public void close() {
        closed = true;
        waits.forEach(Wait::end);
        LockSupport.unpark(watcher);
    }
}
