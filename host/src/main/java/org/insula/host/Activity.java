package org.insula.host;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What was asked in the last minutes.
 *
 * @param moment how long each of the moments is
 * @param requests how many requests ended in each moment, the oldest first; the last one is not over yet
 * @param failed how many of them failed
 * @param latency how long those that were answered took, waiting included: adjacent buckets without empty ones at the ends
 * @param median in milliseconds, to within a tenth; empty if none was answered
 * @param p95 the time that 95 of 100 stayed within, likewise
 */
public record Activity(
        Duration moment,
        List<Long> requests,
        long failed,
        List<Bucket> latency,
        OptionalDouble median,
        OptionalDouble p95) {
    public Activity {
        requests = List.copyOf(requests);
        latency = List.copyOf(latency);
    }

    /**
     * Requests that took more than the bucket before and up to this.
     *
     * @param upToMillis 2<sup>1/4</sup> times the bucket before
     */
    public record Bucket(double upToMillis, long count) {}
}
