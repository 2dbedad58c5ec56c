package org.insula.store;

import java.io.InputStream;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.insula.store.StoreException.Reason;

/** The examples of projects, and their contents. */
public final class Examples {
    private static final String LIST = "examples";
    private static final String LABELS = "labels";
    private final Context context;

    Examples(Context context) {
        this.context = context;
    }

    /** The examples of a project, oldest first. */
    public Page<Example> list(String tenant, String project, PageRequest page) {
        String after = Cursor.text(LIST, page, "");
        return context.database().read(tx -> {
            Projects.require(tx, tenant, project);
            return Page.of(
                    tx.list(
                            "select * from examples where project = ? and id > ? order by id limit ?",
                            Examples::example,
                            project,
                            after,
                            page.fetch()),
                    page,
                    example -> Cursor.of(LIST, example.id()));
        });
    }

    /** The examples of one label, oldest first; none where there is no such label. */
    public Page<Example> list(String tenant, String project, String label, PageRequest page) {
        String after = Cursor.text(LIST, page, "");
        return context.database().read(tx -> {
            Projects.require(tx, tenant, project);
            return Page.of(
                    tx.list(
                            "select * from examples where project = ? and label = ? and id > ? order by id limit ?",
                            Examples::example,
                            project,
                            label,
                            after,
                            page.fetch()),
                    page,
                    example -> Cursor.of(LIST, example.id()));
        });
    }

    /** The labels of a project in the order of their code points, with how many examples each has. */
    public Page<LabelCount> labels(String tenant, String project, PageRequest page) {
        String after = Cursor.text(LABELS, page, "");
        return context.database().read(tx -> {
            Projects.require(tx, tenant, project);
            return Page.of(
                    tx.list(
                            "select label, count(*) as n from examples where project = ? and label > ? group by label"
                                    + " order by label limit ?",
                            row -> new LabelCount(row.text("label"), row.number("n")),
                            project,
                            after,
                            page.fetch()),
                    page,
                    label -> Cursor.of(LABELS, label.label()));
        });
    }

    public Optional<Example> find(String tenant, String id) {
        return context.database().read(tx -> find(tx, tenant, id));
    }

    /** @throws StoreException NOT_FOUND */
    public Example get(String tenant, String id) {
        return find(tenant, id).orElseThrow(() -> StoreException.notFound("example", id));
    }

    /**
     * Which of these contents the project has, so that an upload that broke off sends only the rest.
     *
     * @param hashes SHA-256 in lower-case hexadecimal, at most 10000
     */
    public Set<String> known(String tenant, String project, Collection<String> hashes) {
        if (hashes.size() > 10_000) {
            throw StoreException.badInput("Asked for " + hashes.size() + " hashes at once; ask for at most 10000.");
        }
        hashes.forEach(Check::hash);
        return context.database().snapshot(tx -> {
            Projects.require(tx, tenant, project);
            Set<String> known = new HashSet<>();
            for (String hash : hashes) {
                if (tx.count(
                                "select count(*) as n from examples where tenant = ? and blob = ? and project = ?",
                                tenant,
                                hash,
                                project)
                        > 0) {
                    known.add(hash);
                }
            }
            return known;
        });
    }

    /**
     * Reads a content to its end and keeps it as an example. When this returns, both outlast a crash; when it throws,
     * nothing was added.
     *
     * @param content is not closed
     * @throws StoreException NOT_FOUND, TOO_LARGE, BAD_INPUT if the content breaks off, QUOTA, FULL, UNAVAILABLE
     */
    public Added add(Actor actor, String project, NewExample wanted, InputStream content) {
        String tenant = actor.tenant();
        context.database().read(tx -> Projects.require(tx, tenant, project));
        try (Staged staged = context.blobs().stage(content)) {
            return context.blobs()
                    .keep(
                            context.database(),
                            tenant,
                            staged,
                            () -> context.database().write(tx -> add(tx, actor, project, wanted, staged)));
        }
    }

    private Added add(Transaction tx, Actor actor, String project, NewExample wanted, Staged staged) {
        Projects.require(tx, actor.tenant(), project);
        Optional<Example> same = same(tx, project, wanted.label(), staged.hash());
        if (same.isPresent()) {
            return new Added(same.get(), false);
        }
        BlobRows.add(tx, context, actor.tenant(), staged);
        Example example = new Example(
                context.ids().next(),
                project,
                wanted.label(),
                wanted.name(),
                wanted.group(),
                staged.hash(),
                staged.size(),
                context.now());
        tx.change(
                "insert into examples (id, tenant, project, label, name, example_group, blob, size, created)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                example.id(),
                actor.tenant(),
                project,
                example.label(),
                example.name(),
                example.group(),
                example.hash(),
                example.size(),
                example.created());
        Projects.touch(tx, project);
        AuditLog.append(tx, context, actor, "example.add", example.id(), "project", project);
        return new Added(example, true);
    }

    /**
     * Gives an example another label.
     *
     * @throws StoreException NOT_FOUND; CONFLICT if the same content has that label already
     */
    public Example relabel(Actor actor, String id, String label) {
        Check.name("label", label);
        return context.database().write(tx -> {
            Example example = require(tx, actor.tenant(), id);
            if (example.label().equals(label)) {
                return example;
            }
            if (same(tx, example.project(), label, example.hash()).isPresent()) {
                throw new StoreException(
                        Reason.CONFLICT,
                        "The content of '" + example.name() + "' has the label '" + label
                                + "' already; delete this example instead.");
            }
            tx.change("update examples set label = ? where id = ?", label, id);
            Projects.touch(tx, example.project());
            AuditLog.append(tx, context, actor, "example.relabel", id, "project", example.project());
            return require(tx, actor.tenant(), id);
        });
    }

    /**
     * Deletes an example, and its content unless something else of the tenant has the same.
     *
     * @throws StoreException NOT_FOUND
     */
    public void delete(Actor actor, String id) {
        String tenant = actor.tenant();
        String hash = get(tenant, id).hash();
        context.blobs()
                .release(
                        context.database(),
                        tenant,
                        hash,
                        () -> context.database().write(tx -> {
                            Example example = require(tx, tenant, id);
                            tx.change("delete from examples where id = ?", id);
                            BlobRows.removeUnused(tx, tenant, List.of(hash));
                            Projects.touch(tx, example.project());
                            AuditLog.append(tx, context, actor, "example.delete", id, "project", example.project());
                            return null;
                        }));
    }

    /**
     * The content of an example. The caller closes the stream.
     *
     * @throws StoreException NOT_FOUND, UNAVAILABLE, BROKEN if the content is lost
     */
    public InputStream open(String tenant, String id) {
        Example example = get(tenant, id);
        try {
            return context.blobs().store().open(tenant, example.hash());
        } catch (StoreException e) {
            get(tenant, id); // deleted just now: not found, and not lost
            throw e;
        }
    }

    private static Example require(Transaction tx, String tenant, String id) {
        return find(tx, tenant, id).orElseThrow(() -> StoreException.notFound("example", id));
    }

    private static Optional<Example> find(Transaction tx, String tenant, String id) {
        return tx.first("select * from examples where tenant = ? and id = ?", Examples::example, tenant, id);
    }

    private static Optional<Example> same(Transaction tx, String project, String label, String hash) {
        return tx.first(
                "select * from examples where project = ? and label = ? and blob = ?",
                Examples::example,
                project,
                label,
                hash);
    }

    private static Example example(Row row) throws SQLException {
        return new Example(
                row.text("id"),
                row.text("project"),
                row.text("label"),
                row.text("name"),
                row.optionalText("example_group"),
                row.text("blob"),
                row.number("size"),
                row.instant("created"));
    }
}
