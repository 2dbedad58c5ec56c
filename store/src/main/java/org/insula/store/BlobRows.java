package org.insula.store;

import java.util.Collection;
import java.util.List;
import org.insula.store.StoreException.Reason;

/** The rows of blobs, and what they sum up to for each tenant. */
final class BlobRows {
    private static final String UNUSED =
            " and not exists (select 1 from examples e where e.tenant = blobs.tenant and e.blob = blobs.hash)"
                    + " and not exists (select 1 from versions v where v.tenant = blobs.tenant and v.blob = blobs.hash)";

    private BlobRows() {}

    /** Counts a blob that the tenant did not have. */
    static void add(Transaction tx, Context context, String tenant, Staged staged) {
        int added = tx.change(
                "insert into blobs (tenant, hash, size, created) values (?, ?, ?, ?)"
                        + " on conflict (tenant, hash) do nothing",
                tenant,
                staged.hash(),
                staged.size(),
                context.now());
        if (added == 0) {
            return;
        }
        int counted = tx.change(
                "update tenants set stored_bytes = stored_bytes + ? where id = ? and stored_bytes <= storage_bytes - ?",
                staged.size(),
                tenant,
                staged.size());
        if (counted == 0) {
            throw new StoreException(
                    Reason.QUOTA,
                    "Another " + staged.size() + " bytes are more than the storage that tenant '" + tenant
                            + "' may use; delete something, or ask an admin for more.");
        }
    }

    /** Forgets those blobs that nothing refers to any more. */
    static void removeUnused(Transaction tx, String tenant, Collection<String> hashes) {
        long freed = 0;
        for (String hash : hashes) {
            List<Long> sizes = tx.list(
                    "delete from blobs where tenant = ? and hash = ?" + UNUSED + " returning size",
                    row -> row.number("size"),
                    tenant,
                    hash);
            freed += sizes.stream().mapToLong(Long::longValue).sum();
        }
        if (freed > 0) {
            tx.change("update tenants set stored_bytes = stored_bytes - ? where id = ?", freed, tenant);
        }
    }

    /** Sums up anew what tenants store; how many sums were wrong. */
    static int recount(Transaction tx) {
        String sum = "(select cast(coalesce(sum(b.size), 0) as bigint) from blobs b where b.tenant = tenants.id)";
        return tx.change("update tenants set stored_bytes = " + sum + " where stored_bytes <> " + sum);
    }

    /** Forgets all blobs that nothing refers to; how many there were. */
    static int removeAllUnused(Transaction tx) {
        return tx.change("delete from blobs where 1 = 1" + UNUSED);
    }
}
