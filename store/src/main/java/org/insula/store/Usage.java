package org.insula.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a tenant used of a model in an hour.
 *
 * @param hour its start
 * @param requests all of them, failed ones too
 */
public record Usage(
        String tenant,
        String model,
        Instant hour,
        long requests,
        long errors,
        long computeNanos,
        long bytesIn,
        long bytesOut) {
    public Usage {
        Check.name("model's name", model);
        hour = hour.truncatedTo(ChronoUnit.HOURS);
    }
}
