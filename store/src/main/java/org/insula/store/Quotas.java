package org.insula.store;

/**
 * What a tenant may use; {@link Long#MAX_VALUE} where there is no bound.
 *
 * @param requestsPerMinute at most
 * @param computeSecondsPerDay at most
 * @param storageBytes the sum of its blobs, each counted once
 */
public record Quotas(long requestsPerMinute, long computeSecondsPerDay, long storageBytes) {
    public Quotas {
        Check.notNegative("quota of requests per minute", requestsPerMinute);
        Check.notNegative("quota of compute seconds per day", computeSecondsPerDay);
        Check.notNegative("quota of storage bytes", storageBytes);
    }

    public static Quotas unlimited() {
        return new Quotas(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
