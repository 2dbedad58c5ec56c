package org.insula.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.insula.store.StoreException.Reason;

/**
 * What is being taught, and how it went. A job that had not ended when the process did is queued again when the store is
 * opened, so that it can be gone on with. One during which the process ended without closing the store is given a second
 * chance and no third: it may be what ended it.
 */
public final class Jobs {
    private static final String LIST = "jobs";
    private final Context context;

    Jobs(Context context) {
        this.context = context;
    }

    /** The jobs of a project, oldest first. */
    public Page<Job> list(String tenant, String project, PageRequest page) {
        String after = Cursor.text(LIST, page, "");
        return context.database().read(tx -> {
            Projects.require(tx, tenant, project);
            return Page.of(
                    tx.list(
                            "select * from jobs where tenant = ? and project = ? and id > ? order by id limit ?",
                            Jobs::job,
                            tenant,
                            project,
                            after,
                            page.fetch()),
                    page,
                    job -> Cursor.of(LIST, job.id()));
        });
    }

    /** The newest job of a project. */
    public Optional<Job> newest(String tenant, String project) {
        return context.database()
                .read(tx -> tx.first(
                        "select * from jobs where tenant = ? and project = ? order by id desc limit 1",
                        Jobs::job,
                        tenant,
                        project));
    }

    public Optional<Job> find(String tenant, String id) {
        return context.database().read(tx -> find(tx, tenant, id));
    }

    /** @throws StoreException NOT_FOUND */
    public Job get(String tenant, String id) {
        return find(tenant, id).orElseThrow(() -> StoreException.notFound("job", id));
    }

    /**
     * Queues a job.
     *
     * @throws StoreException NOT_FOUND if there is no such project
     */
    public Job create(Actor actor, String project) {
        String id = context.ids().next();
        return context.database().write(tx -> {
            Projects.require(tx, actor.tenant(), project);
            tx.change(
                    "insert into jobs (id, tenant, project, state, progress, created) values (?, ?, ?, ?, 0, ?)",
                    id,
                    actor.tenant(),
                    project,
                    JobState.QUEUED,
                    context.now());
            AuditLog.append(tx, context, actor, "job.create", id, "project", project);
            return require(tx, actor.tenant(), id);
        });
    }

    /** @throws StoreException NOT_FOUND; CONFLICT if it is not queued */
    public Job start(String tenant, String id) {
        return context.database().write(tx -> {
            int changed = tx.change(
                    "update jobs set state = ?, started = ? where tenant = ? and id = ? and state = ?",
                    JobState.RUNNING,
                    context.now(),
                    tenant,
                    id,
                    JobState.QUEUED);
            return settled(tx, tenant, id, changed);
        });
    }

    /**
     * Puts a running job back into the queue, because the process is about to end.
     *
     * @throws StoreException NOT_FOUND; CONFLICT if it has ended
     */
    public Job requeue(String tenant, String id) {
        return context.database().write(tx -> {
            int changed = tx.change(
                    "update jobs set state = 'queued', started = null, progress = 0, finished = null"
                            + " where tenant = ? and id = ? and state in ('queued', 'running')",
                    tenant,
                    id);
            return settled(tx, tenant, id, changed);
        });
    }

    /** Every tenant's jobs that wait to be started, oldest first. */
    public List<QueuedJob> queued() {
        return context.database()
                .read(tx -> tx.list(
                        "select * from jobs where state = 'queued' order by id",
                        row -> new QueuedJob(row.text("tenant"), job(row))));
    }

    /**
     * @param progress 0 to 1
     * @throws StoreException NOT_FOUND; CONFLICT if it is not running
     */
    public Job progress(String tenant, String id, double progress) {
        if (!(progress >= 0 && progress <= 1)) {
            throw StoreException.badInput("The progress is " + progress + "; give 0 to 1.");
        }
        return context.database().write(tx -> {
            int changed = tx.change(
                    "update jobs set progress = ? where tenant = ? and id = ? and state = ?",
                    progress,
                    tenant,
                    id,
                    JobState.RUNNING);
            return settled(tx, tenant, id, changed);
        });
    }

    /** @throws StoreException NOT_FOUND; CONFLICT if it has ended */
    public Job finish(String tenant, String id) {
        return end(tenant, id, JobState.DONE, Optional.empty());
    }

    /**
     * @param error why, of up to 2000 characters
     * @throws StoreException NOT_FOUND; CONFLICT if it has ended
     */
    public Job fail(String tenant, String id, String error) {
        return end(tenant, id, JobState.FAILED, Optional.of(Check.longText("job's error", error, 2000)));
    }

    /** @throws StoreException NOT_FOUND; CONFLICT if it has ended */
    public Job cancel(String tenant, String id) {
        return end(tenant, id, JobState.CANCELLED, Optional.empty());
    }

    private Job end(String tenant, String id, JobState state, Optional<String> error) {
        return context.database().write(tx -> {
            int changed = tx.change(
                    "update jobs set state = ?, finished = ?, error = ?"
                            + (state == JobState.DONE ? ", progress = 1" : "")
                            + " where tenant = ? and id = ? and state in ('queued', 'running')",
                    state,
                    context.now(),
                    error,
                    tenant,
                    id);
            return settled(tx, tenant, id, changed);
        });
    }

    private static Job settled(Transaction tx, String tenant, String id, int changed) {
        Job job = require(tx, tenant, id);
        if (changed == 0) {
            throw new StoreException(
                    Reason.CONFLICT,
                    "The job '" + id + "' is " + job.state().name().toLowerCase(Locale.ROOT)
                            + " and cannot go there from here; make a new one.");
        }
        return job;
    }

    /**
     * What was running when the process ended is queued again; {@code finished} marks that this happened, until the job
     * has really ended.
     */
    static int recover(Transaction tx, Context context) {
        int given = tx.change(
                "update jobs set state = ?, finished = ?, error = ? where state = 'running' and finished is not null",
                JobState.INTERRUPTED,
                context.now(),
                "Insula ended twice while this was being taught; look whether its examples are too large, and teach"
                        + " again.");
        return given
                + tx.change(
                        "update jobs set state = 'queued', started = null, progress = 0, finished = ? where state ="
                                + " 'running'",
                        context.now());
    }

    private static Optional<Job> find(Transaction tx, String tenant, String id) {
        return tx.first("select * from jobs where tenant = ? and id = ?", Jobs::job, tenant, id);
    }

    private static Job require(Transaction tx, String tenant, String id) {
        return find(tx, tenant, id).orElseThrow(() -> StoreException.notFound("job", id));
    }

    private static Job job(Row row) throws SQLException {
        JobState state = row.constant("state", JobState.class);
        return new Job(
                row.text("id"),
                row.text("project"),
                state,
                row.real("progress"),
                row.instant("created"),
                row.optionalInstant("started"),
                row.optionalInstant("finished").filter(_ -> state.ended()),
                row.optionalText("error"));
    }
}
