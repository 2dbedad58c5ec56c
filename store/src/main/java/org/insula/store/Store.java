package org.insula.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.store.StoreException.Reason;

/**
 * What must outlast the process. What a method has returned from is on the disk; what it threw from was not done.
 *
 * <p>Every call that reaches something of a tenant takes the tenant, so that another tenant's object is simply not found.
 * Every change is written into the audit log in the same transaction.
 *
 * <p>Safe for many threads of one process; a second process is kept out. {@link #close} waits for what is running.
 */
public final class Store implements AutoCloseable {
    private final DataDirectory directory;
    private final Context context;
    private final SecureRandom random;
    private final Thread sweeper;
    private volatile boolean closing;
    private volatile boolean swept;

    private Store(DataDirectory directory, Context context, SecureRandom random) {
        this.directory = directory;
        this.context = context;
        this.random = random;
        sweeper = Thread.ofVirtual().name("insula-store-sweep").unstarted(this::sweep);
    }

    /**
     * Opens a store, or makes one with the tenant {@value Tenants#OWNER}. Jobs that had not ended are queued
     * again, and what a crash left lying is removed.
     *
     * @throws StoreException CONFLICT if another process has it open; UNAVAILABLE; FULL; BROKEN if it is damaged or was
     *     written by a newer Insula
     */
    public static Store open(StoreSettings settings, InstantSource clock) {
        return open(settings, clock, new SecureRandom());
    }

    static Store open(StoreSettings settings, InstantSource clock, SecureRandom random) {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            DataDirectory directory = new DataDirectory(settings.dataDirectory());
            opened.add(directory);
            Database database = settings.databaseUrl()
                    .<Database>map(PostgresDatabase::new)
                    .orElseGet(() -> new SqliteDatabase(directory.file("insula.db")));
            opened.add(database);
            Migrations.run(database);
            Ids ids = new Ids(clock, random);
            BlobStore lying = settings.blobsUrl()
                    .<BlobStore>map(url -> new S3Blobs(S3Address.parse(url), clock))
                    .orElseGet(() -> new FolderBlobs(directory.file("blobs")));
            opened.add(lying);
            requireOwnBlobs(database, lying, ids);
            BlobVault blobs = new BlobVault(
                    lying,
                    new Staging(directory.file(settings.blobsUrl().isPresent() ? "staging" : "blobs/.staging"), ids),
                    settings.maxBlobBytes());
            Store store = new Store(directory, new Context(database, blobs, ids, clock), random);
            store.start();
            return store;
        } catch (RuntimeException e) {
            closeAll(opened, e);
            throw e;
        }
    }

    private static void closeAll(List<AutoCloseable> opened, RuntimeException failure) {
        for (AutoCloseable resource : opened.reversed()) {
            try {
                resource.close();
            } catch (Exception alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
        }
    }

    /** Blobs of another store would look like orphans to this one. */
    private static void requireOwnBlobs(Database database, BlobStore blobs, Ids ids) {
        String id = database.read(Store::id)
                .orElseGet(() -> database.write(tx -> {
                    tx.change("insert into about (name, content) values ('store', ?)", ids.next());
                    return id(tx).orElseThrow();
                }));
        Optional<String> mark = blobs.mark();
        if (mark.isEmpty()) {
            blobs.mark(id);
        } else if (!mark.get().equals(id)) {
            throw new StoreException(
                    Reason.CONFLICT,
                    "The blobs are those of store " + mark.get() + " and the database is that of store " + id
                            + "; bring together what belongs together, or start with both empty.");
        }
    }

    private static Optional<String> id(Transaction tx) {
        return tx.first("select content from about where name = 'store'", row -> row.text("content"));
    }

    private void start() {
        tenants().createOwner();
        context.database().write(tx -> {
            Idempotency.releaseAll(tx);
            return Jobs.recover(tx, context);
        });
        if (directory.tidy()) {
            swept = true;
        } else {
            sweeper.start();
        }
    }

    private void sweep() {
        try {
            Sweep.orphans(context, () -> closing);
            swept = !closing;
        } catch (StoreException e) {
            // Not tidy, then: the next to open the store sweeps again.
        }
    }

    /** Waits until what a crash left lying is removed. */
    void awaitSweep() {
        if (!directory.tidy()) {
            try {
                sweeper.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Examines everything, contents too, which takes the time of reading them once; repairs what can be repaired.
     *
     * @return what was wrong, at most 1000 findings; empty if the store is well
     */
    public List<Finding> doctor() {
        awaitSweep();
        return new Doctor(context).examine();
    }

    /**
     * Writes everything into one file, which either database can be restored from. The store goes on meanwhile; the file
     * shows one moment. What is deleted meanwhile loses its content when this ends. It is whole, or as it was before.
     *
     * @throws StoreException FULL, UNAVAILABLE, BROKEN if a content is lost or damaged
     */
    public void backup(Path zip) {
        new Backup(context).write(zip);
    }

    /**
     * Fills this store from a backup, or leaves it empty.
     *
     * @throws StoreException CONFLICT if this store holds anything; NOT_FOUND; BAD_INPUT if the file is no whole backup
     */
    public void restore(Path zip) {
        new Restore(context).read(zip);
    }

    Context context() {
        return context;
    }

    public Tenants tenants() {
        return new Tenants(context);
    }

    public Keys keys() {
        return new Keys(context, random);
    }

    public Projects projects() {
        return new Projects(context);
    }

    public Examples examples() {
        return new Examples(context);
    }

    public Versions versions() {
        return new Versions(context);
    }

    public Aliases aliases() {
        return new Aliases(context);
    }

    public UsageLog usage() {
        return new UsageLog(context);
    }

    public AuditLog audit() {
        return new AuditLog(context);
    }

    public Idempotency idempotency() {
        return new Idempotency(context);
    }

    public Jobs jobs() {
        return new Jobs(context);
    }

    @Override
    public void close() {
        closing = true;
        awaitSweep();
        try (directory;
                BlobStore _ = context.blobs().store()) {
            context.database().close();
            if (swept) {
                directory.leaveTidy();
            }
        }
    }
}
