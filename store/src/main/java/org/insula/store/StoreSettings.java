package org.insula.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a store keeps what it is given.
 *
 * @param dataDirectory holds the SQLite file {@code insula.db}, the blobs, and the lock that keeps a second process out;
 *     made where it does not exist
 * @param databaseUrl {@code jdbc:postgresql://host/database?user=…&password=…} instead of the SQLite file
 * @param blobsUrl {@code s3://access:secret@host[:port]/bucket[/prefix][?region=…&plain=true]} instead of the folder
 *     {@code blobs}; access and secret are percent-encoded, {@code plain} speaks HTTP instead of HTTPS
 * @param maxBlobBytes the largest content of one example or model that is taken
 */
public record StoreSettings(
        Path dataDirectory, Optional<String> databaseUrl, Optional<String> blobsUrl, long maxBlobBytes) {
    private static final long TWO_GIGABYTES = 2_000_000_000L;

    public StoreSettings {
        databaseUrl.filter(url -> !url.startsWith("jdbc:postgresql:")).ifPresent(_ -> {
            throw StoreException.badInput(
                    "The database setting is no PostgreSQL address; give jdbc:postgresql://host/database?user=…");
        });
        blobsUrl.ifPresent(S3Address::parse);
        if (maxBlobBytes < 1) {
            throw StoreException.badInput("The largest blob is " + maxBlobBytes + " bytes; give 1 or more.");
        }
    }

    /** SQLite and a folder in {@code dataDirectory}, blobs of up to 2 GB. */
    public static StoreSettings in(Path dataDirectory) {
        return new StoreSettings(dataDirectory, Optional.empty(), Optional.empty(), TWO_GIGABYTES);
    }

    public StoreSettings withDatabase(String jdbcUrl) {
        return new StoreSettings(dataDirectory, Optional.of(jdbcUrl), blobsUrl, maxBlobBytes);
    }

    public StoreSettings withBlobs(String url) {
        return new StoreSettings(dataDirectory, databaseUrl, Optional.of(url), maxBlobBytes);
    }

    public StoreSettings withMaxBlobBytes(long bytes) {
        return new StoreSettings(dataDirectory, databaseUrl, blobsUrl, bytes);
    }

    /** Without addresses, which may hold passwords. */
    @Override
    public String toString() {
        return "StoreSettings[" + dataDirectory + ", " + (databaseUrl.isPresent() ? "PostgreSQL" : "SQLite")
                + ", blobs in " + (blobsUrl.isPresent() ? "S3" : "a folder") + "]";
    }
}
