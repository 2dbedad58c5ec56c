package org.insula.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps tenants within their quotas: requests a minute by a bucket that fills evenly and holds a minute's worth, computing
 * a day from midnight, UTC. Safe for many threads.
 */
final class Admission {
    private static final double NANOS = 1e9;

    private final Optional<UsageMeter> meter;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new HashMap<>();

    private static final class Bucket {
        double tokens;
        Instant filled;
    }

    Admission(Optional<UsageMeter> meter, InstantSource clock) {
        this.meter = meter;
        this.clock = clock;
    }

    /** @throws HostException BUSY, with when to come again, if a quota is used up */
    void admit(Caller caller) {
        long perMinute = caller.quotas().requestsPerMinute();
        if (perMinute != Long.MAX_VALUE) {
            take(caller.tenant().id(), perMinute);
        }
        requireTime(caller);
    }

    /** Of what goes on for long, such as a stream, each part. */
    void requireTime(Caller caller) {
        long seconds = caller.quotas().computeSecondsPerDay();
        if (seconds != Long.MAX_VALUE && meter.isPresent()) {
            double used = meter.get().computedToday(caller.tenant().id()) / NANOS;
            if (used >= seconds) {
                throw new HostException(
                        HostException.Reason.BUSY,
                        "All " + seconds + " seconds of computing of today are used; come again tomorrow (UTC), or ask"
                                + " who runs this Insula for more.",
                        Duration.between(
                                clock.instant(),
                                clock.instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS)));
            }
        }
    }

    private synchronized void take(String tenant, long perMinute) {
        Instant now = clock.instant();
        Bucket bucket = buckets.get(tenant);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.tokens = perMinute;
            bucket.filled = now;
            buckets.put(tenant, bucket);
        }
        double passed = Duration.between(bucket.filled, now).toNanos() / NANOS;
        bucket.tokens = Math.min(perMinute, bucket.tokens + Math.max(0, passed) * perMinute / 60);
        bucket.filled = now;
        if (bucket.tokens < 1) {
            double wait = perMinute == 0 ? 60 : (1 - bucket.tokens) * 60 / perMinute;
            throw new HostException(
                    HostException.Reason.BUSY,
                    "More than " + perMinute + " requests came within a minute; send them more slowly, or ask who runs"
                            + " this Insula for more.",
                    Duration.ofSeconds((long) Math.ceil(wait)));
        }
        bucket.tokens--;
    }
}
