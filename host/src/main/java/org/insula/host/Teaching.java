package org.insula.host;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.insula.dataset.Content;
import org.insula.dataset.Dataset;
import org.insula.dataset.DatasetException;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncodingException;
import org.insula.store.Example;
import org.insula.store.Job;
import org.insula.store.NewVersion;
import org.insula.store.Page;
import org.insula.store.PageRequest;
import org.insula.store.Project;
import org.insula.store.QueuedJob;
import org.insula.store.Role;
import org.insula.store.Store;
import org.insula.store.StoreException;
import org.insula.store.Version;
import org.insula.store.VersionState;
import org.insula.teach.EmbeddingCache;
import org.insula.teach.Fitting;
import org.insula.teach.LearnerOptions;
import org.insula.teach.Lesson;
import org.insula.teach.ModelFile;
import org.insula.teach.TeachException;
import org.insula.teach.Teacher;

/**
 * Teaches projects in the background: from a project's examples to a new version, which is a draft until it is published.
 * Only the newest drafts of a project are kept.
 * Looking at examples takes turns with everybody's requests; fitting, which cannot be interrupted by others, is done for
 * one tenant after the other beside them and charged like the rest.
 *
 * <p>Safe for many threads. Closing stops what runs; it is gone on with when the store is opened again, with what was
 * looked at.
 */
public final class Teaching implements AutoCloseable {
    private static final int MOST_AT_ONCE = 8;
    /** What the audit log has in place of a key. */
    private static final String RESUMED = "resumed";

    private static final int MAX_EXAMPLE_BYTES = 200_000_000;
    private static final Duration TOLD_EVERY = Duration.ofMillis(500);
    /** So many drafts of a project are kept; where it is taught after each change, they would pile up. */
    static final int KEPT_DRAFTS = 10;

    private final Store store;
    private final Encoders encoders;
    private final EmbeddingCache cache;
    private final FairScheduler scheduler;
    private final FairScheduler fits;
    private final int threads;
    private final String version;
    private final InstantSource clock;
    private final Semaphore slots = new Semaphore(MOST_AT_ONCE, true);
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /** A job that has not ended, and how far it is. */
    private static final class Running {
        private final String project;
        private Thread thread;
        private Job job;

        Running(Job job) {
            this.project = job.project();
            this.job = job;
        }

        synchronized Job job() {
            return job;
        }

        synchronized void now(Job next) {
            job = next;
            notifyAll();
        }

        synchronized Job after(Job seen, long millis) throws InterruptedException {
            if (job.equals(seen)) {
                wait(millis);
            }
            return job;
        }
    }

    Teaching(
            Store store,
            Encoders encoders,
            EmbeddingCache cache,
            FairScheduler scheduler,
            Meter meter,
            int threads,
            String version,
            InstantSource clock) {
        this.store = store;
        this.encoders = encoders;
        this.cache = cache;
        this.scheduler = scheduler;
        this.threads = threads;
        this.version = version;
        this.clock = clock;
        Meter charging = (tenant, work, nanos) -> {
            scheduler.charge(tenant, nanos);
            meter.computed(tenant, work, nanos);
        };
        this.fits = new FairScheduler(SchedulerOptions.of(1), charging, ProcessorTime::ofTheClock);
    }

    /**
     * Begins to teach a project; one job at a time runs for each.
     *
     * @throws HostException CONFLICT if the project is being taught already
     */
    public Job start(Caller caller, Project project) {
        caller.require(Role.TEACHER);
        synchronized (running) {
            if (running.values().stream().anyMatch(job -> job.project.equals(project.id()))) {
                throw new HostException(
                        HostException.Reason.CONFLICT,
                        "'" + project.name() + "' is being taught already; wait for it to end, or cancel it.");
            }
            Job job = store.jobs().create(caller.actor(), project.id());
            begin(caller, project, job);
            return job;
        }
    }

    private void begin(Caller caller, Project project, Job job) {
        Running begun = new Running(job);
        begun.thread = Thread.ofVirtual().name("insula-teach-" + job.id()).unstarted(() -> run(caller, project, begun));
        running.put(job.id(), begun);
        begun.thread.start();
    }

    /** Goes on with what had not ended when the process before this one did. */
    void resume() {
        for (QueuedJob waiting : store.jobs().queued()) {
            var tenant = store.tenants().get(waiting.tenant());
            Caller caller = new Caller(
                    new Tenant(tenant.id(), tenant.weight()),
                    Role.TEACHER,
                    Optional.of(RESUMED),
                    Optional.empty(),
                    tenant.quotas());
            store.projects()
                    .find(waiting.tenant(), waiting.job().project())
                    .ifPresent(project -> begin(caller, project, waiting.job()));
        }
    }

    /** The jobs of a project. */
    public Page<Job> jobs(Caller caller, Project project, PageRequest page) {
        caller.require(Role.TEACHER);
        return store.jobs().list(caller.tenant().id(), project.id(), page);
    }

    /** A job as it stands. */
    public Job job(Caller caller, String id) {
        caller.require(Role.TEACHER);
        Running live = running.get(id);
        Job stored = store.jobs().get(caller.tenant().id(), id);
        boolean own = caller.scopes().isEmpty()
                || store.projects()
                        .find(caller.tenant().id(), stored.project())
                        .filter(project -> caller.mayUse(project.name()))
                        .isPresent();
        if (!own) {
            throw new HostException(
                    HostException.Reason.NOT_FOUND, "There is no job '" + id + "'; list the jobs of a project.");
        }
        return live == null ? stored : live.job();
    }

    /**
     * Waits for a job to change.
     *
     * @param seen what the caller knows
     * @param longest how long to wait
     * @return the job now, which is the one seen if nothing changed
     */
    public Job next(Caller caller, Job seen, Duration longest) throws InterruptedException {
        Running live = running.get(seen.id());
        return live == null ? job(caller, seen.id()) : live.after(seen, longest.toMillis());
    }

    /** Stops a job; what was looked at is kept. A job that has ended stays as it is. */
    public Job cancel(Caller caller, String id) {
        Job job = job(caller, id);
        Running live = running.get(id);
        if (live == null || job.state().ended()) {
            return job;
        }
        live.thread.interrupt();
        return job;
    }

    private void run(Caller caller, Project project, Running job) {
        String tenant = caller.tenant().id();
        String id = job.job().id();
        Job ended;
        try {
            slots.acquire();
            try {
                job.now(store.jobs().start(tenant, id));
                teach(caller, project, job);
                ended = store.jobs().finish(tenant, id);
            } finally {
                slots.release();
            }
        } catch (CancellationException | InterruptedException e) {
            ended = closing
                    ? end(tenant, id, () -> store.jobs().requeue(tenant, id))
                    : end(tenant, id, () -> store.jobs().cancel(tenant, id));
        } catch (TeachException | DatasetException | EncodingException | HostException | StoreException e) {
            ended = end(tenant, id, () -> store.jobs().fail(tenant, id, shortened(e.getMessage())));
        } catch (RuntimeException | Error e) {
            String message = "Insula failed while teaching (" + e.getClass().getSimpleName()
                    + "); please report it with the examples if you may share them.";
            ended = end(tenant, id, () -> store.jobs().fail(tenant, id, message));
        }
        running.remove(id);
        if (ended != null) {
            job.now(ended);
        }
    }

    /** How a job ended, or null where the store cannot be told: opened again, it queues the job. */
    private Job end(String tenant, String id, Supplier<Job> ending) {
        try {
            return ending.get();
        } catch (StoreException e) {
            return store.jobs().find(tenant, id).orElse(null);
        }
    }

    private static String shortened(String message) {
        return message.length() <= 1_900 ? message : message.substring(0, 1_900) + "…";
    }

    private void teach(Caller caller, Project project, Running job) {
        String tenant = caller.tenant().id();
        List<Example> examples = Pages.all(page -> store.examples().list(tenant, project.id(), page));
        List<Dataset.Gathered> gathered = examples.stream()
                .map(example -> new Dataset.Gathered(
                        example.label(),
                        example.group(),
                        new Content.Kept(
                                example.name(), () -> store.examples().open(tenant, example.id()), MAX_EXAMPLE_BYTES)))
                .toList();
        try (Dataset data = Dataset.of(gathered)) {
            Encoder encoder = encoders.forExamples(project.kind(), data);
            Teacher teacher = new Teacher(
                    new FairEncoder(encoder, scheduler, caller.tenant()),
                    cache,
                    LearnerOptions.defaults(),
                    threads,
                    version,
                    clock,
                    new FairFitting(caller.tenant(), project.kind()));
            Lesson lesson = teacher.teach(data, Optional.empty(), progress(tenant, job));
            byte[] file = ModelFile.toBytes(lesson.model());
            List<String> ids = examples.stream().map(Example::id).toList();
            NewVersion version = new NewVersion(
                    VersionFigures.of(lesson).toJson(),
                    lesson.model().encoder(),
                    Optional.of(VersionEvaluation.of(lesson, data.grouping(), ids)));
            store.versions().add(caller.actor(), project.id(), version, new ByteArrayInputStream(file));
        }
        forgetOldDrafts(caller, project);
    }

    /** What was published once is kept, whatever became of it. */
    private void forgetOldDrafts(Caller caller, Project project) {
        List<Version> drafts =
                Pages.all(page -> store.versions().list(caller.tenant().id(), project.id(), page)).stream()
                        .filter(version -> version.state() == VersionState.DRAFT)
                        .toList();
        for (Version old : drafts.subList(0, Math.max(0, drafts.size() - KEPT_DRAFTS))) {
            try {
                store.versions().delete(caller.actor(), project.id(), old.number());
            } catch (StoreException e) {
                if (e.reason() != StoreException.Reason.NOT_FOUND && e.reason() != StoreException.Reason.CONFLICT) {
                    throw e;
                }
            }
        }
    }

    /** Writes progress down twice a second. */
    private org.insula.teach.Progress progress(String tenant, Running job) {
        return new org.insula.teach.Progress() {
            private java.time.Instant told = java.time.Instant.EPOCH;

            @Override
            public synchronized void at(int done, int total) {
                java.time.Instant now = clock.instant();
                if (Duration.between(told, now).compareTo(TOLD_EVERY) >= 0) {
                    told = now;
                    job.now(store.jobs().progress(tenant, job.job().id(), (double) done / Math.max(1, total)));
                }
            }
        };
    }

    /** Fits one head after the other, in the order of fairness, each on a single thread. */
    private final class FairFitting implements Fitting {
        private final Tenant tenant;
        private final String kind;

        FairFitting(Tenant tenant, String kind) {
            this.tenant = tenant;
            this.kind = kind;
        }

        @Override
        public <T> T fit(Supplier<T> work) {
            Work<Supplier<T>, T> fitting = new Work<>() {
                @Override
                public String name() {
                    return "fitting " + kind;
                }

                @Override
                public List<T> run(List<Supplier<T>> inputs) {
                    try (ForkJoinPool single = new ForkJoinPool(1)) {
                        return List.of(single.submit(inputs.getFirst()::get).join());
                    }
                }
            };
            try {
                return fits.compute(tenant, fitting, work, 0, Duration.ofDays(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("Teaching was stopped; what was looked at is kept.");
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        List<Thread> threads = running.values().stream().map(job -> job.thread).toList();
        threads.forEach(Thread::interrupt);
        fits.close();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
