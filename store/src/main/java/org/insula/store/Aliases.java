package org.insula.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.insula.store.StoreException.Reason;

/** Names that clients use. A move is atomic: every reader sees the old split or the new one. */
public final class Aliases {
    private static final String LIST = "aliases";
    private static final String HISTORY = "alias-moves";
    private final Context context;

    Aliases(Context context) {
        this.context = context;
    }

    /** The aliases of a tenant in the order of their names' code points. */
    public Page<Alias> list(String tenant, PageRequest page) {
        String after = Cursor.text(LIST, page, "");
        return context.database()
                .read(tx -> Page.of(
                        tx.list(
                                SELECT + "a.name > ? order by a.name limit ?",
                                Aliases::alias,
                                tenant,
                                after,
                                page.fetch()),
                        page,
                        alias -> Cursor.of(LIST, alias.name())));
    }

    public Optional<Alias> find(String tenant, String name) {
        return context.database().read(tx -> find(tx, tenant, name));
    }

    /** @throws StoreException NOT_FOUND */
    public Alias get(String tenant, String name) {
        return find(tenant, name).orElseThrow(() -> StoreException.notFound("alias", name));
    }

    /** What an alias pointed to, oldest first; the last is what it points to now. */
    public Page<AliasMove> history(String tenant, String name, PageRequest page) {
        long after = Cursor.number(HISTORY, page, 0);
        get(tenant, name);
        return context.database()
                .read(tx -> Page.of(
                        tx.list(
                                "select * from alias_moves where tenant = ? and alias = ? and revision > ?"
                                        + " order by revision limit ?",
                                Aliases::move,
                                tenant,
                                name,
                                after,
                                page.fetch()),
                        page,
                        move -> Cursor.of(HISTORY, Long.toString(move.revision()))));
    }

    /**
     * Makes an alias or moves it.
     *
     * @param revision of the alias that was read; 0 to make one that is not there yet
     * @param split to published versions only
     * @throws StoreException NOT_FOUND if there is no such version; CONFLICT if the alias has changed since, is there
     *     already, or a version is not published
     */
    public Alias move(Actor actor, String name, long revision, Split split) {
        Check.name("alias's name", name);
        return context.database().write(tx -> move(tx, actor, name, revision, split, "alias.move"));
    }

    /**
     * Moves an alias back to the split before the last move. Rolling back twice is where it began.
     *
     * @throws StoreException NOT_FOUND; CONFLICT if the alias has changed since, never had another split, or one of the
     *     versions it had is not published any more
     */
    public Alias rollBack(Actor actor, String name, long revision) {
        return context.database().write(tx -> {
            AliasMove before = tx.first(
                            "select * from alias_moves where tenant = ? and alias = ? and revision = ?",
                            Aliases::move,
                            actor.tenant(),
                            name,
                            revision - 1)
                    .orElseThrow(() -> nothingBefore(tx, actor.tenant(), name));
            return move(tx, actor, name, revision, before.split(), "alias.roll-back");
        });
    }

    private static StoreException nothingBefore(Transaction tx, String tenant, String name) {
        return find(tx, tenant, name).isEmpty()
                ? StoreException.notFound("alias", name)
                : new StoreException(
                        Reason.CONFLICT, "The alias '" + name + "' had no split before this one; move it instead.");
    }

    private Alias move(Transaction tx, Actor actor, String name, long revision, Split split, String action) {
        String tenant = actor.tenant();
        split.shares().forEach(share -> requirePublished(tx, tenant, share));
        Instant now = context.now();
        place(tx, tenant, name, revision, now);
        tx.change("delete from alias_shares where tenant = ? and alias = ?", tenant, name);
        for (Share share : split.shares()) {
            tx.change(
                    "insert into alias_shares (tenant, alias, project, version, percent) values (?, ?, ?, ?, ?)",
                    tenant,
                    name,
                    share.project(),
                    share.version(),
                    share.percent());
        }
        tx.change(
                "insert into alias_moves (tenant, alias, revision, shares, moved, actor) values (?, ?, ?, ?, ?, ?)",
                tenant,
                name,
                revision + 1,
                split.text(),
                now,
                actor.key());
        AuditLog.append(tx, context, actor, action, name, "shares", split.text(), "revision", revision + 1);
        return new Alias(tenant, name, split, revision + 1, now);
    }

    private static void place(Transaction tx, String tenant, String name, long revision, Instant now) {
        int changed = revision == 0
                ? tx.change(
                        "insert into aliases (tenant, name, revision, moved) values (?, ?, 1, ?)"
                                + " on conflict (tenant, name) do nothing",
                        tenant,
                        name,
                        now)
                : tx.change(
                        "update aliases set revision = revision + 1, moved = ?"
                                + " where tenant = ? and name = ? and revision = ?",
                        now,
                        tenant,
                        name,
                        revision);
        if (changed == 0) {
            throw revision > 0 && find(tx, tenant, name).isEmpty()
                    ? StoreException.notFound("alias", name)
                    : StoreException.changed("alias", name);
        }
    }

    private static void requirePublished(Transaction tx, String tenant, Share share) {
        Version version = Versions.require(tx, tenant, share.project(), share.version());
        if (version.state() != VersionState.PUBLISHED) {
            throw new StoreException(
                    Reason.CONFLICT,
                    "Version " + share.version()
                            + " is not published; publish it before an alias sends traffic to it.");
        }
    }

    /**
     * Deletes an alias and its history.
     *
     * @throws StoreException NOT_FOUND
     */
    public void delete(Actor actor, String name) {
        context.database().write(tx -> {
            if (tx.change("delete from aliases where tenant = ? and name = ?", actor.tenant(), name) == 0) {
                throw StoreException.notFound("alias", name);
            }
            AuditLog.append(tx, context, actor, "alias.delete", name);
            return null;
        });
    }

    /** @throws StoreException CONFLICT if an alias has a share for which {@code condition} holds */
    static void requireUnused(Transaction tx, String condition, Object... parameters) {
        tx.first("select alias from alias_shares where " + condition, row -> row.text("alias"), parameters)
                .ifPresent(alias -> {
                    throw new StoreException(
                            Reason.CONFLICT,
                            "The alias '" + alias + "' still sends traffic there; move or delete the alias first.");
                });
    }

    private static final String SELECT = "select a.*, m.shares from aliases a join alias_moves m"
            + " on m.tenant = a.tenant and m.alias = a.name and m.revision = a.revision where a.tenant = ? and ";

    private static Optional<Alias> find(Transaction tx, String tenant, String name) {
        return tx.first(SELECT + "a.name = ?", Aliases::alias, tenant, name);
    }

    private static Alias alias(Row row) throws SQLException {
        return new Alias(
                row.text("tenant"),
                row.text("name"),
                Split.parse(row.text("shares")),
                row.number("revision"),
                row.instant("moved"));
    }

    private static AliasMove move(Row row) throws SQLException {
        return new AliasMove(
                row.number("revision"), Split.parse(row.text("shares")), row.instant("moved"), row.text("actor"));
    }
}
