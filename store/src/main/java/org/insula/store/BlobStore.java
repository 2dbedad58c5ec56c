package org.insula.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where blobs lie, by tenant and SHA-256. Tenant ids are of small letters and digits and hashes are hexadecimal, so that
 * neither can lead out of its place. Safe for many threads; what happens to one blob at one time is up to the caller.
 */
interface BlobStore extends AutoCloseable {
    /** A blob as it lies there. */
    record Lying(String tenant, String hash, long size) {}

    /**
     * Keeps a file, in place of what lay there; when this returns it outlasts a crash. The file itself may be gone then.
     *
     * @throws StoreException FULL or UNAVAILABLE, and nothing is kept
     */
    void put(String tenant, String hash, Path file);

    /**
     * The caller closes the stream.
     *
     * @throws StoreException BROKEN if there is no such blob, UNAVAILABLE
     */
    InputStream open(String tenant, String hash);

    /** The size, empty where there is no such blob. */
    Optional<Long> size(String tenant, String hash);

    /** Also when there was none. */
    void delete(String tenant, String hash);

    /** Goes through all blobs of all tenants. */
    void each(Consumer<Lying> consumer);

    /** A small text that says whose these blobs are; empty where nobody's. */
    Optional<String> mark();

    void mark(String text);

    @Override
    default void close() {}
}
