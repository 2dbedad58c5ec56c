package org.insula.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.insula.store.StoreException.Reason;

/** What is being taught, by tenant. */
public final class Projects {
    private static final String LIST = "projects";
    private final Context context;

    Projects(Context context) {
        this.context = context;
    }

    /** The projects of a tenant, oldest first. */
    public Page<Project> list(String tenant, PageRequest page) {
        String after = Cursor.text(LIST, page, "");
        return context.database()
                .read(tx -> Page.of(
                        tx.list(
                                "select * from projects where tenant = ? and id > ? order by id limit ?",
                                Projects::project,
                                tenant,
                                after,
                                page.fetch()),
                        page,
                        project -> Cursor.of(LIST, project.id())));
    }

    public Optional<Project> find(String tenant, String id) {
        return context.database()
                .read(tx ->
                        tx.first("select * from projects where tenant = ? and id = ?", Projects::project, tenant, id));
    }

    public Optional<Project> named(String tenant, String name) {
        return context.database()
                .read(tx -> tx.first(
                        "select * from projects where tenant = ? and name = ?", Projects::project, tenant, name));
    }

    /** @throws StoreException NOT_FOUND */
    public Project get(String tenant, String id) {
        return find(tenant, id).orElseThrow(() -> StoreException.notFound("project", id));
    }

    /** @throws StoreException CONFLICT if the tenant has one of that name */
    public Project create(Actor actor, NewProject wanted) {
        Project project = new Project(
                context.ids().next(), actor.tenant(), wanted.name(), wanted.kind(), wanted.purpose(), context.now(), 1);
        return context.database().write(tx -> {
            requireFree(tx, actor.tenant(), project.id(), wanted.name());
            tx.change(
                    "insert into projects (id, tenant, name, kind, purpose, created, revision, last_version)"
                            + " values (?, ?, ?, ?, ?, ?, 1, 0)",
                    project.id(),
                    project.tenant(),
                    project.name(),
                    project.kind(),
                    project.purpose(),
                    project.created());
            AuditLog.append(tx, context, actor, "project.create", project.id(), "kind", project.kind());
            return project;
        });
    }

    /**
     * Renames a project and says what it is for.
     *
     * @param revision of the project that was read
     * @throws StoreException NOT_FOUND; CONFLICT if it has changed since, or the name is taken
     */
    public Project update(Actor actor, String id, long revision, String name, Optional<String> purpose) {
        Check.name("project's name", name);
        purpose.ifPresent(text -> Check.longText("project's purpose", text, 2000));
        return context.database().write(tx -> {
            require(tx, actor.tenant(), id);
            requireFree(tx, actor.tenant(), id, name);
            int changed = tx.change(
                    "update projects set name = ?, purpose = ?, revision = revision + 1 where id = ? and revision = ?",
                    name,
                    purpose,
                    id,
                    revision);
            if (changed == 0) {
                throw StoreException.changed("project", id);
            }
            AuditLog.append(tx, context, actor, "project.update", id);
            return require(tx, actor.tenant(), id);
        });
    }

    /**
     * Deletes a project with its examples, versions, jobs and their blobs.
     *
     * @throws StoreException NOT_FOUND; CONFLICT if an alias sends traffic to one of its versions
     */
    public void delete(Actor actor, String id) {
        String tenant = actor.tenant();
        context.blobs()
                .releaseMany(
                        context.database(),
                        tenant,
                        () -> context.database().write(tx -> {
                            require(tx, tenant, id);
                            Aliases.requireUnused(tx, "project = ?", id);
                            List<String> hashes = hashes(tx, id);
                            tx.change("delete from projects where id = ?", id);
                            BlobRows.removeUnused(tx, tenant, hashes);
                            AuditLog.append(tx, context, actor, "project.delete", id);
                            return hashes;
                        }));
    }

    private static List<String> hashes(Transaction tx, String project) {
        return tx.list(
                "select blob from examples where project = ? union select blob from versions where project = ?",
                row -> row.text("blob"),
                project,
                project);
    }

    /** @throws StoreException NOT_FOUND */
    static Project require(Transaction tx, String tenant, String id) {
        return tx.first("select * from projects where tenant = ? and id = ?", Projects::project, tenant, id)
                .orElseThrow(() -> StoreException.notFound("project", id));
    }

    static void touch(Transaction tx, String id) {
        tx.change("update projects set revision = revision + 1 where id = ?", id);
    }

    private static void requireFree(Transaction tx, String tenant, String id, String name) {
        if (tx.count("select count(*) as n from projects where tenant = ? and name = ? and id <> ?", tenant, name, id)
                > 0) {
            throw new StoreException(
                    Reason.CONFLICT, "There is a project '" + name + "' already; choose another name.");
        }
    }

    private static Project project(Row row) throws SQLException {
        return new Project(
                row.text("id"),
                row.text("tenant"),
                row.text("name"),
                row.text("kind"),
                row.optionalText("purpose"),
                row.instant("created"),
                row.number("revision"));
    }
}
