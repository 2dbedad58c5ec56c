package org.insula.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.insula.store.Store;
import org.insula.store.StoreException;
import org.insula.store.Usage;

/**
 * What tenants use, by model and hour, written down every few seconds and at the end; what a crash loses is that much.
 * While the store cannot be reached, it is kept. Safe for many threads.
 */
final class UsageMeter implements Meter, AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final Store store;
    private final InstantSource clock;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("insula-usage").factory());
    private Map<Line, Counts> pending = new HashMap<>();
    private final Map<String, Day> days = new HashMap<>();

    private record Line(String tenant, String model, Instant hour) {}

    private static final class Counts {
        long requests;
        long errors;
        long nanos;
        long in;
        long out;
    }

    /** What a tenant computed since midnight, UTC. */
    private static final class Day {
        final Instant start;
        long nanos;

        Day(Instant start, long nanos) {
            this.start = start;
            this.nanos = nanos;
        }
    }

    UsageMeter(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        writer.scheduleWithFixedDelay(this::flushIfItCan, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void computed(Tenant tenant, String model, long nanos) {
        counts(tenant.id(), model).nanos += nanos;
        Day day = days.get(tenant.id());
        if (day != null) {
            day.nanos += nanos;
        }
    }

    /** A request was answered, or failed. */
    synchronized void asked(Tenant tenant, String model, boolean failed, long bytesIn) {
        Counts counts = counts(tenant.id(), model);
        counts.requests++;
        counts.errors += failed ? 1 : 0;
        counts.in += bytesIn;
    }

    private Counts counts(String tenant, String model) {
        return pending.computeIfAbsent(
                new Line(tenant, model, clock.instant().truncatedTo(ChronoUnit.HOURS)), _ -> new Counts());
    }

    /** How long was computed for a tenant since midnight, UTC, in nanoseconds. */
    synchronized long computedToday(String tenant) {
        Instant midnight = clock.instant().truncatedTo(ChronoUnit.DAYS);
        Day day = days.get(tenant);
        if (day == null || !day.start.equals(midnight)) {
            long waiting = pending.entrySet().stream()
                    .filter(entry -> entry.getKey().tenant().equals(tenant)
                            && !entry.getKey().hour().isBefore(midnight))
                    .mapToLong(entry -> entry.getValue().nanos)
                    .sum();
            day = new Day(midnight, store.usage().computeNanos(tenant, midnight) + waiting);
            days.put(tenant, day);
        }
        return day.nanos;
    }

    private void flushIfItCan() {
        try {
            flush();
        } catch (StoreException e) {
            return; // kept; tried again in a while
        }
    }

    /**
     * Writes down what is pending.
     *
     * @throws StoreException if it cannot; it stays pending
     */
    synchronized void flush() {
        List<Usage> batch = new ArrayList<>();
        pending.forEach((line, counts) -> batch.add(new Usage(
                line.tenant(),
                line.model(),
                line.hour(),
                counts.requests,
                counts.errors,
                counts.nanos,
                counts.in,
                counts.out)));
        store.usage().add(batch);
        pending = new HashMap<>();
    }

    @Override
    public void close() {
        writer.shutdown();
        flushIfItCan();
    }
}
