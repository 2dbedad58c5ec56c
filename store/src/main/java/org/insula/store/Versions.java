package org.insula.store;

import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.insula.store.StoreException.Reason;

/** The models that were taught in projects. A version is added whole as a draft; publishing it is one small change. */
public final class Versions {
    private static final String LIST = "versions";
    private static final long EVALUATED_DRAFTS = 20;
    private final Context context;

    Versions(Context context) {
        this.context = context;
    }

    /** The versions of a project by number. */
    public Page<Version> list(String tenant, String project, PageRequest page) {
        long after = Cursor.number(LIST, page, 0);
        return context.database().read(tx -> {
            Projects.require(tx, tenant, project);
            return Page.of(
                    tx.list(
                            "select * from versions where project = ? and number > ? order by number limit ?",
                            Versions::version,
                            project,
                            after,
                            page.fetch()),
                    page,
                    version -> Cursor.of(LIST, Long.toString(version.number())));
        });
    }

    public Optional<Version> find(String tenant, String project, long number) {
        return context.database().read(tx -> find(tx, tenant, project, number));
    }

    /** @throws StoreException NOT_FOUND */
    public Version get(String tenant, String project, long number) {
        return find(tenant, project, number).orElseThrow(() -> missing(project, number));
    }

    /** The published version with the highest number. */
    public Optional<Version> newestPublished(String tenant, String project) {
        return context.database()
                .read(tx -> tx.first(
                        "select * from versions where tenant = ? and project = ? and state = ?"
                                + " order by number desc limit 1",
                        Versions::version,
                        tenant,
                        project,
                        VersionState.PUBLISHED));
    }

    /**
     * Reads a model file to its end and keeps it as the project's next version, a draft.
     *
     * @param model is not closed
     * @throws StoreException NOT_FOUND, BAD_INPUT if the model is too large or breaks off, QUOTA, FULL, UNAVAILABLE
     */
    public Version add(Actor actor, String project, NewVersion wanted, InputStream model) {
        String tenant = actor.tenant();
        context.database().read(tx -> Projects.require(tx, tenant, project));
        try (Staged staged = context.blobs().stage(model)) {
            return context.blobs()
                    .keep(
                            context.database(),
                            tenant,
                            staged,
                            () -> context.database().write(tx -> add(tx, actor, project, wanted, staged)));
        }
    }

    private Version add(Transaction tx, Actor actor, String project, NewVersion wanted, Staged staged) {
        long number = tx.first(
                        "update projects set last_version = last_version + 1, revision = revision + 1"
                                + " where tenant = ? and id = ? returning last_version",
                        row -> row.number("last_version"),
                        actor.tenant(),
                        project)
                .orElseThrow(() -> StoreException.notFound("project", project));
        BlobRows.add(tx, context, actor.tenant(), staged);
        Version version = new Version(
                project,
                number,
                staged.hash(),
                staged.size(),
                wanted.figures(),
                wanted.embedding(),
                context.now(),
                VersionState.DRAFT);
        tx.change(
                "insert into versions (project, number, tenant, blob, size, figures, embedding, created, state)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                project,
                number,
                actor.tenant(),
                version.hash(),
                version.size(),
                version.figures(),
                version.embedding(),
                version.created(),
                version.state());
        wanted.evaluation().ifPresent(evaluation -> keep(tx, version, evaluation));
        AuditLog.append(tx, context, actor, "version.add", name(project, number), "model", version.hash());
        return version;
    }

    /** Evaluations are kept of the newest versions and of those that were ever published; each change makes a draft. */
    private static void keep(Transaction tx, Version version, String evaluation) {
        tx.change(
                "insert into evaluations (project, number, content) values (?, ?, ?)",
                version.project(),
                version.number(),
                evaluation);
        tx.change(
                "delete from evaluations where project = ? and number <= ? and number in"
                        + " (select number from versions where project = ? and state = ?)",
                version.project(),
                version.number() - EVALUATED_DRAFTS,
                version.project(),
                VersionState.DRAFT);
    }

    /**
     * What was found of each example when a version was taught, as it was given; empty where nothing was, and for drafts
     * that 20 others have followed.
     */
    public Optional<String> evaluation(String tenant, String project, long number) {
        return context.database()
                .read(tx -> tx.first(
                        "select e.content from evaluations e join versions v on v.project = e.project and v.number ="
                                + " e.number where v.tenant = ? and v.project = ? and v.number = ?",
                        row -> row.text("content"),
                        tenant,
                        project,
                        number));
    }

    /**
     * Lets a version be answered with. Publishing it twice is as good as once.
     *
     * @throws StoreException NOT_FOUND
     */
    public Version publish(Actor actor, String project, long number) {
        return change(actor, project, number, VersionState.PUBLISHED, "version.publish");
    }

    /**
     * Lets a version no longer be answered with.
     *
     * @throws StoreException NOT_FOUND; CONFLICT if an alias sends traffic to it, or it was never published
     */
    public Version withdraw(Actor actor, String project, long number) {
        return change(actor, project, number, VersionState.WITHDRAWN, "version.withdraw");
    }

    private Version change(Actor actor, String project, long number, VersionState state, String action) {
        return context.database().write(tx -> {
            Version version = require(tx, actor.tenant(), project, number);
            if (version.state() == state) {
                return version;
            }
            if (state == VersionState.WITHDRAWN) {
                requireWithdrawable(tx, version);
            }
            tx.change("update versions set state = ? where project = ? and number = ?", state, project, number);
            Projects.touch(tx, project);
            AuditLog.append(tx, context, actor, action, name(project, number));
            return require(tx, actor.tenant(), project, number);
        });
    }

    private static void requireWithdrawable(Transaction tx, Version version) {
        if (version.state() == VersionState.DRAFT) {
            throw new StoreException(
                    Reason.CONFLICT,
                    "Version " + version.number() + " was never published; delete it if it is not wanted.");
        }
        Aliases.requireUnused(tx, "project = ? and version = ?", version.project(), version.number());
    }

    /**
     * Deletes a version and its model file.
     *
     * @throws StoreException NOT_FOUND; CONFLICT if an alias sends traffic to it
     */
    public void delete(Actor actor, String project, long number) {
        String tenant = actor.tenant();
        String hash = get(tenant, project, number).hash();
        context.blobs()
                .release(
                        context.database(),
                        tenant,
                        hash,
                        () -> context.database().write(tx -> {
                            require(tx, tenant, project, number);
                            Aliases.requireUnused(tx, "project = ? and version = ?", project, number);
                            tx.change("delete from versions where project = ? and number = ?", project, number);
                            BlobRows.removeUnused(tx, tenant, List.of(hash));
                            Projects.touch(tx, project);
                            AuditLog.append(tx, context, actor, "version.delete", name(project, number));
                            return null;
                        }));
    }

    /**
     * The model file of a version. The caller closes the stream.
     *
     * @throws StoreException NOT_FOUND, UNAVAILABLE, BROKEN if the file is lost
     */
    public InputStream open(String tenant, String project, long number) {
        Version version = get(tenant, project, number);
        try {
            return context.blobs().store().open(tenant, version.hash());
        } catch (StoreException e) {
            get(tenant, project, number); // deleted just now: not found, and not lost
            throw e;
        }
    }

    static Optional<Version> find(Transaction tx, String tenant, String project, long number) {
        return tx.first(
                "select * from versions where tenant = ? and project = ? and number = ?",
                Versions::version,
                tenant,
                project,
                number);
    }

    static Version require(Transaction tx, String tenant, String project, long number) {
        return find(tx, tenant, project, number).orElseThrow(() -> missing(project, number));
    }

    private static StoreException missing(String project, long number) {
        return StoreException.notFound("version", name(project, number));
    }

    private static String name(String project, long number) {
        return project + "/" + number;
    }

    private static Version version(Row row) throws SQLException {
        return new Version(
                row.text("project"),
                row.number("number"),
                row.text("blob"),
                row.number("size"),
                row.text("figures"),
                row.text("embedding"),
                row.instant("created"),
                row.constant("state", VersionState.class));
    }
}
