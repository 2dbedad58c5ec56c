package org.insula.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.store.Finding.Severity;

/** Looks through a whole store, puts right what can be put right, and tells the rest. */
final class Doctor {
    private static final int MOST = 1000;
    private final Context context;
    private final List<Finding> findings = new ArrayList<>();

    Doctor(Context context) {
        this.context = context;
    }

    List<Finding> examine() {
        context.database().snapshot(tx -> {
            tx.dialect().damages(tx).forEach(this::damaged);
            return null;
        });
        examineAudit();
        examineAliases();
        examineBlobs();
        repairCounts();
        return List.copyOf(findings.subList(0, Math.min(MOST, findings.size())));
    }

    private void damaged(String what) {
        damaged(what, "Restore a backup into a new data directory.");
    }

    private void damaged(String what, String remedy) {
        findings.add(new Finding(Severity.DAMAGED, what, remedy));
    }

    private void repaired(String what, String remedy) {
        findings.add(new Finding(Severity.REPAIRED, what, remedy));
    }

    private void examineAudit() {
        AuditLog.Verification audit = context.database().snapshot(AuditLog::verify);
        audit.broken()
                .ifPresent(broken -> damaged(
                        "The audit log was changed: " + broken + ".",
                        "Find out who can write the database; compare with a backup, which holds the log as it was."));
    }

    private void examineAliases() {
        List<String> uneven = context.database()
                .read(tx -> tx.list(
                        "select a.name from aliases a left join alias_shares s on s.tenant = a.tenant and s.alias = a.name"
                                + " group by a.tenant, a.name having coalesce(sum(s.percent), 0) <> 100",
                        row -> row.text("name")));
        uneven.forEach(name -> damaged("The shares of the alias '" + name + "' do not sum to 100.", "Move it anew."));
    }

    private void examineBlobs() {
        record Kept(String tenant, String hash, long size) {}
        List<Kept> batch;
        Kept last = new Kept("", "", 0);
        do {
            Kept after = last;
            batch = context.database()
                    .read(tx -> tx.list(
                            "select * from blobs where tenant > ? or tenant = ? and hash > ?"
                                    + " order by tenant, hash limit 1000",
                            row -> new Kept(row.text("tenant"), row.text("hash"), row.number("size")),
                            after.tenant(),
                            after.tenant(),
                            after.hash()));
            for (Kept kept : batch) {
                examineBlob(kept.tenant(), kept.hash());
                last = kept;
            }
        } while (!batch.isEmpty());
        long orphans = Sweep.orphans(context, () -> false);
        if (orphans > 0) {
            repaired(orphans + " contents lay in the blobs that nothing refers to.", "They were deleted.");
        }
    }

    private void examineBlob(String tenant, String hash) {
        Optional<String> wrong = wrong(tenant, hash);
        if (wrong.isEmpty()) {
            return;
        }
        long users = context.database()
                .read(tx -> tx.count(
                        "select (select count(*) from examples where tenant = ? and blob = ?)"
                                + " + (select count(*) from versions where tenant = ? and blob = ?) as n",
                        tenant,
                        hash,
                        tenant,
                        hash));
        if (users > 0) {
            damaged(
                    "The content " + hash + " of tenant '" + tenant + "' " + wrong.get() + "; " + users
                            + " examples or versions need it.",
                    "Add the same content again, or restore a backup, or delete what needs it.");
        }
    }

    private Optional<String> wrong(String tenant, String hash) {
        if (context.blobs().store().size(tenant, hash).isEmpty()) {
            return Optional.of("is missing");
        }
        MessageDigest digest = Hashes.sha256();
        try (InputStream content = context.blobs().store().open(tenant, hash)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StoreException deletedMeanwhile) {
            return Optional.of("is missing");
        }
        return Hashes.hex(digest.digest()).equals(hash) ? Optional.empty() : Optional.of("is not what was kept");
    }

    private void repairCounts() {
        int unused = context.database().write(BlobRows::removeAllUnused);
        if (unused > 0) {
            long swept = Sweep.orphans(context, () -> false);
            repaired(unused + " contents were counted that nothing refers to.", swept + " of them were deleted.");
        }
        int recounted = context.database().write(BlobRows::recount);
        if (recounted > 0) {
            repaired("The stored bytes of " + recounted + " tenants were wrong.", "They were counted anew.");
        }
    }
}
