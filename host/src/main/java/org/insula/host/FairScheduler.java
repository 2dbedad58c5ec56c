package org.insula.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The bounded pool on which everything is computed. Workers take turns by {@link FairQueue} and never idle while
 * something waits; what it took, in processor time of the worker, is charged to the tenant that asked. Works that take
 * several inputs at once are given all that waits for them, up to what they take, and nobody is made to wait for company.
 *
 * <p>Safe for many threads. Callers wait on their own, usually virtual, threads; interrupting one withdraws what it asked.
 * Closing finishes what was accepted.
 */
final class FairScheduler implements AutoCloseable {
    private static final double FIRST_GUESS_NANOS = 2e6;
    private static final double SMOOTHING = 0.2;
    private static final int MOST_COSTS = 10_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final SchedulerOptions options;
    private final Meter meter;
    private final Supplier<ProcessorTime> clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final FairQueue<Job<?, ?>> queue = new FairQueue<>();
    private final Map<String, Double> costs = new HashMap<>();
    private final Map<String, Long> bytes = new HashMap<>();
    private final List<Thread> workers = new ArrayList<>();
    private final Decisions decisions;
    private final Deadlines deadlines = new Deadlines();
    private long allBytes;
    private boolean closed;

    private static final class Job<I, O> {
        final Tenant tenant;
        final Work<I, O> work;
        final I input;
        final long bytes;
        final Duration patience;
        final long deadline;
        final CompletableFuture<O> result = new CompletableFuture<>();
        final boolean observed = Computed.OBSERVER.isBound();
        final long asked = observed ? System.nanoTime() : 0;
        volatile long begun;
        volatile long ended;

        Job(Tenant tenant, Work<I, O> work, I input, long bytes, Duration patience) {
            this.tenant = tenant;
            this.work = work;
            this.input = input;
            this.bytes = bytes;
            this.patience = patience;
            this.deadline = System.nanoTime() + patience.toNanos();
        }

        void begins() {
            begun = observed ? System.nanoTime() : 0;
        }

        void ends() {
            ended = observed ? System.nanoTime() : 0;
        }

        /** Tells what became of it; what was withdrawn before its turn is not told of. */
        void tell() {
            if (observed && ended != 0) {
                Computed.OBSERVER.get().computed(new Computed(work.name(), asked, begun, ended));
            }
        }

        /** @param later of the same work, which the caller has made sure of */
        @SuppressWarnings("unchecked")
        boolean joins(Job<?, ?> later) {
            return later.work == work && work.joins(input, (I) later.input);
        }
    }

    FairScheduler(SchedulerOptions options, Meter meter) {
        this(options, meter, ProcessorTime::ofThisThread);
    }

    /** @param clock what a worker's time is measured by, asked for on that worker */
    FairScheduler(SchedulerOptions options, Meter meter, Supplier<ProcessorTime> clock) {
        this.clock = clock;
        this.options = options;
        this.meter = meter;
        this.decisions = new Decisions(options.decisionsKept());
        for (int i = 1; i <= options.workers(); i++) {
            workers.add(Thread.ofPlatform().daemon().name("insula-work-" + i).start(this::serve));
        }
    }

    /**
     * Has something computed and waits for it.
     *
     * @param bytes how much memory the input holds while it waits
     * @param patience how long the caller waits, from now
     * @throws HostException if too much waits already, the time is over or the host stops
     * @throws InterruptedException if the caller was interrupted; what had not begun is withdrawn
     */
    <I, O> O compute(Tenant tenant, Work<I, O> work, I input, long bytes, Duration patience)
            throws InterruptedException {
        Duration bounded = patience.compareTo(LONGEST) > 0 ? LONGEST : patience;
        Job<I, O> job = new Job<>(tenant, work, input, bytes, bounded);
        FairQueue<Job<?, ?>>.Entry entry = accept(job);
        try {
            return deadlines.await(job.result, bounded, () -> late(job));
        } catch (InterruptedException e) {
            withdraw(entry);
            throw e;
        } catch (ExecutionException e) {
            withdraw(entry);
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case InterruptedException cause -> throw cause;
                case Throwable cause -> throw new IllegalStateException(cause);
            }
        } finally {
            job.tell();
        }
    }

    private FairQueue<Job<?, ?>>.Entry accept(Job<?, ?> job) {
        lock.lock();
        try {
            if (closed) {
                throw new HostException(HostException.Reason.STOPPING, "Insula is stopping; ask again when it is up.");
            }
            long held = bytes.getOrDefault(job.tenant.id(), 0L);
            int waiting = queue.size(job.tenant.id());
            if (waiting >= options.mostWaiting()
                    || (waiting > 0 && held + job.bytes > options.mostBytes())
                    || (allBytes > 0 && allBytes + job.bytes > options.mostBytesOfAll())) {
                throw new HostException(
                        HostException.Reason.BUSY,
                        waiting + " requests of yours wait already, with " + held
                                + " bytes; ask for fewer at once, or try again later.",
                        wait(job));
            }
            hold(job, job.bytes);
            var entry = queue.add(job.tenant, job);
            arrival.signal();
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** About when what this tenant has waiting will have been served, at its share. */
    private Duration wait(Job<?, ?> job) {
        double share = (double) job.tenant.weight() / Math.max(job.tenant.weight(), queue.waitingWeight());
        double nanos = queue.size(job.tenant.id()) * guess(job) / (share * options.workers());
        return Duration.ofSeconds(Math.clamp(Math.round(nanos / 1e9), 1, 3_600));
    }

    private void hold(Job<?, ?> job, long change) {
        allBytes += change;
        bytes.merge(job.tenant.id(), change, (a, b) -> a + b == 0 ? null : a + b);
    }

    private void withdraw(FairQueue<Job<?, ?>>.Entry entry) {
        lock.lock();
        try {
            if (queue.remove(entry)) {
                hold(entry.item(), -entry.item().bytes);
            }
        } finally {
            lock.unlock();
        }
    }

    private double guess(Job<?, ?> job) {
        return costs.getOrDefault(job.work.name(), FIRST_GUESS_NANOS);
    }

    /** What one worker does all its life; no error of a work, or of memory that is short for a moment, ends it. */
    private void serve() {
        ProcessorTime spent = clock.get();
        while (true) {
            try {
                List<FairQueue<Job<?, ?>>.Entry> batch = next();
                if (batch.isEmpty()) {
                    return;
                }
                long before = spent.nanos();
                run(batch);
                settle(batch, Math.max(1, spent.nanos() - before));
            } catch (VirtualMachineError e) {
                System.getLogger("org.insula.host").log(System.Logger.Level.ERROR, "A worker goes on after this.", e);
            }
        }
    }

    /** What to do next; empty when everything was done and nothing more will come. */
    private List<FairQueue<Job<?, ?>>.Entry> next() {
        lock.lock();
        try {
            while (true) {
                Optional<FairQueue<Job<?, ?>>.Entry> first = queue.take(this::guess);
                if (first.isEmpty()) {
                    if (closed) {
                        return List.of();
                    }
                    arrival.awaitUninterruptibly();
                } else if (expired(first.get())) {
                    queue.settle(first.get(), 0);
                } else {
                    return withCompany(first.get());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean expired(FairQueue<Job<?, ?>>.Entry entry) {
        Job<?, ?> job = entry.item();
        hold(job, -job.bytes);
        if (System.nanoTime() - job.deadline < 0) {
            return false;
        }
        job.result.completeExceptionally(late(job));
        return true;
    }

    private List<FairQueue<Job<?, ?>>.Entry> withCompany(FairQueue<Job<?, ?>>.Entry first) {
        List<FairQueue<Job<?, ?>>.Entry> batch = new ArrayList<>();
        batch.add(first);
        Job<?, ?> job = first.item();
        decisions.add(first.tenant(), job.work.name(), first.virtualTime(), queue.tenants());
        for (int most = job.work.mostAtOnce(); batch.size() < most; ) {
            Optional<FairQueue<Job<?, ?>>.Entry> more = queue.takeIf(job::joins, this::guess);
            if (more.isEmpty()) {
                break;
            }
            if (expired(more.get())) {
                queue.settle(more.get(), 0);
            } else {
                decisions.add(more.get().tenant(), job.work.name(), more.get().virtualTime(), queue.tenants());
                batch.add(more.get());
            }
        }
        return batch;
    }

    private static void run(List<FairQueue<Job<?, ?>>.Entry> batch) {
        if (batch.size() > 1) {
            try {
                complete(batch);
                return;
            } catch (Throwable e) {
                // one of them may be at fault: each alone, so that it alone hears of it
            }
        }
        for (FairQueue<Job<?, ?>>.Entry entry : batch) {
            try {
                complete(List.of(entry));
            } catch (Throwable e) {
                entry.item().ends();
                entry.item().result.completeExceptionally(e);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void complete(List<FairQueue<Job<?, ?>>.Entry> batch) throws Exception {
        Job<Object, Object> first = (Job<Object, Object>) batch.getFirst().item();
        List<Object> inputs =
                batch.stream().map(entry -> (Object) entry.item().input).toList();
        batch.forEach(entry -> entry.item().begins());
        List<Object> outputs = first.work.run(inputs);
        batch.forEach(entry -> entry.item().ends());
        if (outputs.size() != inputs.size()) {
            throw new IllegalStateException(
                    first.work.name() + " gave " + outputs.size() + " outputs for " + inputs.size() + " inputs.");
        }
        for (int i = 0; i < outputs.size(); i++) {
            ((Job<Object, Object>) batch.get(i).item()).result.complete(outputs.get(i));
        }
    }

    private void settle(List<FairQueue<Job<?, ?>>.Entry> batch, long nanos) {
        double each = (double) nanos / batch.size();
        lock.lock();
        try {
            for (FairQueue<Job<?, ?>>.Entry entry : batch) {
                queue.settle(entry, each);
            }
            if (costs.size() >= MOST_COSTS) {
                costs.clear();
            }
            costs.merge(batch.getFirst().item().work.name(), each, (old, now) -> old + SMOOTHING * (now - old));
        } finally {
            lock.unlock();
        }
        for (FairQueue<Job<?, ?>>.Entry entry : batch) {
            Job<?, ?> job = entry.item();
            meter.computed(job.tenant, job.work.name(), Math.round(each));
        }
    }

    private static HostException late(Job<?, ?> job) {
        return new HostException(
                HostException.Reason.TIMEOUT,
                "'" + job.work.name() + "' did not answer within " + job.patience.toMillis()
                        + " ms; give it longer, or ask when less is going on.");
    }

    /** Charges a tenant for what was computed elsewhere on its behalf, so that its next turns come later. */
    void charge(Tenant tenant, long nanos) {
        lock.lock();
        try {
            queue.charge(tenant, nanos);
        } finally {
            lock.unlock();
        }
    }

    /** How many requests wait for their turn. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** The last decisions, oldest first. */
    List<Decision> decisions() {
        lock.lock();
        try {
            return decisions.list();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrival.signalAll();
        } finally {
            lock.unlock();
        }
        for (Thread worker : workers) {
            try {
                worker.join(TimeUnit.SECONDS.toMillis(options.secondsToStop()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        deadlines.close();
    }
}
