package org.insula.store;

import java.sql.SQLException;
import java.util.Optional;

/**
 * What was done to a store, by whom: a chain in which every entry holds the hash of the one before, written in the same
 * transaction as what it tells. Changing, removing or adding an entry anywhere but at the end breaks the chain. Who can
 * write the database could cut the newest entries off; keep {@link #head()} elsewhere to notice that too.
 */
public final class AuditLog {
    private static final String LIST = "audit";
    private static final String NEWEST = "audit-newest";
    private final Context context;

    AuditLog(Context context) {
        this.context = context;
    }

    /**
     * Where the chain ends.
     *
     * @param sequence of the newest entry, 0 where there is none
     * @param hash of the newest entry, 64 zeros where there is none
     */
    public record Head(long sequence, String hash) {}

    /**
     * The outcome of walking the chain.
     *
     * @param entries how many were good, from the start
     * @param head the last good one
     * @param broken what is wrong with the first bad entry, empty where the chain is whole
     */
    public record Verification(long entries, Head head, Optional<String> broken) {}

    /** The entries of a tenant, oldest first. */
    public Page<AuditEntry> list(String tenant, PageRequest page) {
        long after = Cursor.number(LIST, page, 0);
        return context.database()
                .read(tx -> Page.of(
                        tx.list(
                                "select * from audit where tenant = ? and sequence > ? order by sequence limit ?",
                                AuditLog::entry,
                                tenant,
                                after,
                                page.fetch()),
                        page,
                        entry -> Cursor.of(LIST, Long.toString(entry.sequence()))));
    }

    /** The entries of a tenant, newest first. */
    public Page<AuditEntry> newest(String tenant, PageRequest page) {
        long before = Cursor.number(NEWEST, page, Long.MAX_VALUE);
        return context.database()
                .read(tx -> Page.of(
                        tx.list(
                                "select * from audit where tenant = ? and sequence < ? order by sequence desc limit ?",
                                AuditLog::entry,
                                tenant,
                                before,
                                page.fetch()),
                        page,
                        entry -> Cursor.of(NEWEST, Long.toString(entry.sequence()))));
    }

    public Head head() {
        return context.database().read(AuditLog::head);
    }

    /** Walks the whole chain and stops at the first entry that does not fit. */
    public Verification verify() {
        return context.database().snapshot(AuditLog::verify);
    }

    static Verification verify(Transaction tx) {
        Walk walk = new Walk();
        tx.each("select * from audit order by sequence", row -> walk.step(entry(row)));
        return new Verification(walk.head.sequence(), walk.head, Optional.ofNullable(walk.broken));
    }

    private static final class Walk {
        private Head head = new Head(0, AuditEntry.FIRST);
        private String broken;

        void step(AuditEntry entry) {
            if (broken != null) {
                return;
            }
            if (entry.sequence() != head.sequence() + 1) {
                broken = "after entry " + head.sequence() + " comes entry " + entry.sequence();
            } else if (!entry.previous().equals(head.hash())) {
                broken = "entry " + entry.sequence() + " does not follow entry " + head.sequence();
            } else if (!entry.hash().equals(entry.seal())) {
                broken = "entry " + entry.sequence() + " is not what was written";
            } else {
                head = new Head(entry.sequence(), entry.hash());
            }
        }
    }

    /** The last step of a change: from here to the commit, others wait. */
    static void append(Transaction tx, Context context, Actor actor, String action, String object, Object... detail) {
        tx.dialect().lockAudit(tx);
        Head head = head(tx);
        AuditEntry entry = AuditEntry.after(
                head.sequence() + 1,
                head.hash(),
                context.now(),
                actor.tenant(),
                actor.key(),
                action,
                object,
                Json.object(detail));
        tx.change(
                "insert into audit (sequence, time, tenant, actor, action, object, detail, previous, hash)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.sequence(),
                entry.time(),
                entry.tenant(),
                entry.actor(),
                entry.action(),
                entry.object(),
                entry.detail(),
                entry.previous(),
                entry.hash());
    }

    private static Head head(Transaction tx) {
        return tx.first(
                        "select sequence, hash from audit order by sequence desc limit 1",
                        row -> new Head(row.number("sequence"), row.text("hash")))
                .orElse(new Head(0, AuditEntry.FIRST));
    }

    private static AuditEntry entry(Row row) throws SQLException {
        return new AuditEntry(
                row.number("sequence"),
                row.instant("time"),
                row.text("tenant"),
                row.text("actor"),
                row.text("action"),
                row.text("object"),
                row.text("detail"),
                row.text("previous"),
                row.text("hash"));
    }
}
