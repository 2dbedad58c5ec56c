package org.insula.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who shares the server. */
public final class Tenants {
    /** The id and first name of the tenant that every store has. */
    public static final String OWNER = "owner";

    private static final String LIST = "tenants";
    private final Context context;

    Tenants(Context context) {
        this.context = context;
    }

    public Page<Tenant> list(PageRequest page) {
        String after = Cursor.text(LIST, page, "");
        return context.database()
                .read(tx -> Page.of(
                        tx.list(
                                "select * from tenants where id > ? order by id limit ?",
                                Tenants::tenant,
                                after,
                                page.fetch()),
                        page,
                        tenant -> Cursor.of(LIST, tenant.id())));
    }

    public Optional<Tenant> find(String id) {
        return context.database().read(tx -> tx.first("select * from tenants where id = ?", Tenants::tenant, id));
    }

    /** @throws StoreException NOT_FOUND */
    public Tenant get(String id) {
        return find(id).orElseThrow(() -> StoreException.notFound("tenant", id));
    }

    /** @throws StoreException CONFLICT if there is one of that name */
    public Tenant create(Actor actor, NewTenant wanted) {
        return create(actor, context.ids().next(), wanted);
    }

    private Tenant create(Actor actor, String id, NewTenant wanted) {
        Instant now = context.now();
        return context.database().write(tx -> {
            requireFree(tx, id, wanted.name());
            Quotas quotas = wanted.quotas();
            tx.change(
                    "insert into tenants (id, name, weight, requests_per_minute, compute_seconds_per_day, storage_bytes,"
                            + " stored_bytes, created, revision) values (?, ?, ?, ?, ?, ?, 0, ?, 1)",
                    id,
                    wanted.name(),
                    wanted.weight(),
                    quotas.requestsPerMinute(),
                    quotas.computeSecondsPerDay(),
                    quotas.storageBytes(),
                    now);
            AuditLog.append(tx, context, actor, "tenant.create", id, "name", wanted.name(), "weight", wanted.weight());
            return new Tenant(id, wanted.name(), wanted.weight(), quotas, 0, now, 1);
        });
    }

    /** The tenant that every store begins with. */
    void createOwner() {
        if (find(OWNER).isEmpty()) {
            create(new Actor(OWNER, "store"), OWNER, NewTenant.named(OWNER));
        }
    }

    /**
     * Renames, weighs anew and bounds anew.
     *
     * @param revision of the tenant that was read
     * @throws StoreException NOT_FOUND; CONFLICT if it has changed since, or the name is taken
     */
    public Tenant update(Actor actor, String id, long revision, NewTenant wanted) {
        return context.database().write(tx -> {
            requireFree(tx, id, wanted.name());
            Quotas quotas = wanted.quotas();
            int changed = tx.change(
                    "update tenants set name = ?, weight = ?, requests_per_minute = ?, compute_seconds_per_day = ?,"
                            + " storage_bytes = ?, revision = revision + 1 where id = ? and revision = ?",
                    wanted.name(),
                    wanted.weight(),
                    quotas.requestsPerMinute(),
                    quotas.computeSecondsPerDay(),
                    quotas.storageBytes(),
                    id,
                    revision);
            Tenant tenant = tx.first("select * from tenants where id = ?", Tenants::tenant, id)
                    .orElseThrow(() -> StoreException.notFound("tenant", id));
            if (changed == 0) {
                throw StoreException.changed("tenant", id);
            }
            AuditLog.append(
                    tx,
                    context,
                    actor,
                    "tenant.update",
                    id,
                    "name",
                    wanted.name(),
                    "weight",
                    wanted.weight(),
                    "requestsPerMinute",
                    quotas.requestsPerMinute(),
                    "computeSecondsPerDay",
                    quotas.computeSecondsPerDay(),
                    "storageBytes",
                    quotas.storageBytes());
            return tenant;
        });
    }

    /**
     * Deletes everything of a tenant, blobs included. The audit log keeps what was done.
     *
     * @throws StoreException NOT_FOUND; CONFLICT for the owner
     */
    public void delete(Actor actor, String id) {
        if (id.equals(OWNER)) {
            throw new StoreException(
                    StoreException.Reason.CONFLICT,
                    "The tenant 'owner' cannot be deleted; delete its projects instead.");
        }
        context.blobs()
                .releaseMany(
                        context.database(),
                        id,
                        () -> context.database().write(tx -> {
                            List<String> hashes =
                                    tx.list("select hash from blobs where tenant = ?", row -> row.text("hash"), id);
                            tx.change("delete from aliases where tenant = ?", id);
                            tx.change("delete from projects where tenant = ?", id);
                            if (tx.change("delete from tenants where id = ?", id) == 0) {
                                throw StoreException.notFound("tenant", id);
                            }
                            AuditLog.append(tx, context, actor, "tenant.delete", id);
                            return hashes;
                        }));
    }

    private static void requireFree(Transaction tx, String id, String name) {
        if (tx.count("select count(*) as n from tenants where name = ? and id <> ?", name, id) > 0) {
            throw new StoreException(
                    StoreException.Reason.CONFLICT, "There is a tenant '" + name + "' already; choose another name.");
        }
    }

    private static Tenant tenant(Row row) throws SQLException {
        return new Tenant(
                row.text("id"),
                row.text("name"),
                (int) row.number("weight"),
                new Quotas(
                        row.number("requests_per_minute"),
                        row.number("compute_seconds_per_day"),
                        row.number("storage_bytes")),
                row.number("stored_bytes"),
                row.instant("created"),
                row.number("revision"));
    }
}
