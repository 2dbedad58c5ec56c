package org.insula.store;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps blobs and the rows that refer to them in step. A blob is durable before its row is committed, and a row is gone
 * before its blob is: after a crash there can be a blob too many, never one too few. One lock for each blob (shared by some)
 * is held from the writing of a blob to the commit of its row, and while both are taken away.
 */
final class BlobVault {
    private static final int LOCKS = 64;

    private final BlobStore store;
    private final Staging staging;
    private final long maxBlobBytes;
    private final List<ReentrantLock> locks;
    /** Guarded by itself: what is to be deleted when the last backup that might still read it has ended. */
    private final List<Runnable> afterBackups = new ArrayList<>();

    private int backups;

    BlobVault(BlobStore store, Staging staging, long maxBlobBytes) {
        this.store = store;
        this.staging = staging;
        this.maxBlobBytes = maxBlobBytes;
        locks = Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
    }

    BlobStore store() {
        return store;
    }

    Staged stage(InputStream content) {
        return staging.stage(content, maxBlobBytes);
    }

    Staged stage(InputStream content, long limit) {
        return staging.stage(content, limit);
    }

    /** Makes the blob durable, then commits its row; without a row it is taken away again. */
    <T> T keep(Database database, String tenant, Staged staged, Supplier<T> commit) {
        return locked(staged.hash(), () -> {
            store.put(tenant, staged.hash(), staged.file());
            try {
                return commit.get();
            } catch (StoreException e) {
                try {
                    deleteUnlessReferred(database, tenant, staged.hash());
                } catch (StoreException alsoFailed) {
                    e.addSuppressed(alsoFailed);
                }
                throw e;
            }
        });
    }

    /** Commits that a row is gone, then deletes its blob unless something else of the tenant refers to it. */
    <T> T release(Database database, String tenant, String hash, Supplier<T> commit) {
        return locked(hash, () -> {
            T result = commit.get();
            deleteUnlessReferred(database, tenant, hash);
            return result;
        });
    }

    /** Like {@link #release}, where only the commit tells whose rows are gone; no blob comes or goes meanwhile. */
    void releaseMany(Database database, String tenant, Supplier<List<String>> commit) {
        locked(locks, () -> {
            for (String hash : commit.get()) {
                deleteUnlessReferred(database, tenant, hash);
            }
            return null;
        });
    }

    /** True if it was an orphan. The caller need not hold the lock. */
    boolean deleteOrphan(Database database, String tenant, String hash) {
        return locked(hash, () -> deleteUnlessReferred(database, tenant, hash));
    }

    private boolean deleteUnlessReferred(Database database, String tenant, String hash) {
        boolean referred = database.read(
                tx -> tx.count("select count(*) as n from blobs where tenant = ? and hash = ?", tenant, hash) > 0);
        if (!referred) {
            delete(database, tenant, hash);
        }
        return !referred;
    }

    private void delete(Database database, String tenant, String hash) {
        synchronized (afterBackups) {
            if (backups > 0) {
                afterBackups.add(() -> deleteOrphan(database, tenant, hash));
                return;
            }
            store.delete(tenant, hash);
        }
    }

    /** Until {@link #endBackup} no blob is deleted; what is to be deleted waits. */
    void beginBackup() {
        synchronized (afterBackups) {
            backups++;
        }
    }

    void endBackup() {
        List<Runnable> waiting;
        synchronized (afterBackups) {
            backups--;
            if (backups > 0) {
                return;
            }
            waiting = List.copyOf(afterBackups);
            afterBackups.clear();
        }
        waiting.forEach(Runnable::run);
    }

    private <T> T locked(String hash, Supplier<T> work) {
        return locked(List.of(locks.get(Math.floorMod(hash.hashCode(), LOCKS))), work);
    }

    private static <T> T locked(List<ReentrantLock> needed, Supplier<T> work) {
        needed.forEach(ReentrantLock::lock);
        try {
            return work.get();
        } finally {
            needed.reversed().forEach(ReentrantLock::unlock);
        }
    }
}
