package org.insula.store;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

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

    private Store(DataDirectory directory, Context context, SecureRandom random) {
        this.directory = directory;
        this.context = context;
        this.random = random;
    }

    /**
     * Opens a store, or makes one with the tenant {@value Tenants#OWNER}. Jobs that had not ended are marked interrupted,
     * and what a crash left lying is removed.
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
            BlobVault blobs = new BlobVault(
                    new FolderBlobs(directory.file("blobs")),
                    new Staging(directory.file("blobs").resolve("staging"), ids),
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

    private void start() {
        tenants().createOwner();
        context.database().write(tx -> {
            Idempotency.releaseAll(tx);
            return Jobs.interruptAll(tx, context);
        });
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
        try (directory) {
            context.database().close();
            directory.leaveTidy();
        }
    }
}
