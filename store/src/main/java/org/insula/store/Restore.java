package org.insula.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.insula.store.StoreException.Reason;

/** Fills an empty store from a backup: first the blobs, then all rows in one transaction. */
final class Restore {
    private final Context context;

    Restore(Context context) {
        this.context = context;
    }

    void read(Path zip) {
        requireEmpty();
        try (BackupFile backup = new BackupFile(zip)) {
            Table blobs = table("blobs");
            backup.each(blobs, row -> keep(backup, (String) row[0], (String) row[1], (Long) row[2]));
            try {
                context.database().write(tx -> {
                    fill(tx, backup);
                    return null;
                });
            } catch (StoreException e) {
                throw e.reason() == Reason.CONFLICT ? BackupFile.noBackup("its rows contradict each other", e) : e;
            }
        } catch (RuntimeException e) {
            Sweep.orphans(context, () -> false);
            throw e;
        }
    }

    private void requireEmpty() {
        boolean empty = context.database()
                .snapshot(tx -> tx.count("select count(*) as n from tenants") == 1
                        && tx.count("select count(*) as n from projects") == 0
                        && tx.count("select count(*) as n from api_keys") == 0);
        if (!empty) {
            throw new StoreException(
                    Reason.CONFLICT,
                    "This store holds something already; restore into a new data directory or an empty database.");
        }
    }

    private void keep(BackupFile backup, String tenant, String hash, long size) {
        try (InputStream content = backup.blob(tenant, hash);
                Staged staged = context.blobs().stage(content, size)) {
            if (staged.size() != size || !staged.hash().equals(hash)) {
                throw BackupFile.noBackup("its content " + hash + " is not what it says", null);
            }
            context.blobs().store().put(tenant, hash, staged.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(Transaction tx, BackupFile backup) {
        Table.ALL.reversed().forEach(table -> tx.change("delete from " + table.name()));
        for (Table table : Table.ALL) {
            String insert = table.insert();
            backup.each(table, values -> tx.change(insert, values));
        }
        AuditLog.verify(tx).broken().ifPresent(broken -> {
            throw BackupFile.noBackup("its audit log does not hold together (" + broken + ")", null);
        });
        if (tx.count("select count(*) as n from tenants where id = ?", Tenants.OWNER) == 0) {
            throw BackupFile.noBackup("it has no owner", null);
        }
        BlobRows.recount(tx);
        Jobs.recover(tx, context);
        AuditLog.append(tx, context, new Actor(Tenants.OWNER, "store"), "store.restore", "store");
    }

    private static Table table(String name) {
        return Table.ALL.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
