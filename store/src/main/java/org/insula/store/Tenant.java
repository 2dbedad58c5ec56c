package org.insula.store;

import java.time.Instant;

/**
 * Somebody who shares the server and sees nothing of the others.
 *
 * @param id {@value Tenants#OWNER} for the first
 * @param weight its share when all are waiting, relative to the others
 * @param storedBytes what its blobs take now
 * @param revision grows by one with every change
 */
public record Tenant(
        String id, String name, int weight, Quotas quotas, long storedBytes, Instant created, long revision) {}
