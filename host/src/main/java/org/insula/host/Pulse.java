package org.insula.host;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many requests were answered in the last minutes and how long they took, for each tenant. Remembers a fixed number of
 * moments and, in each, a histogram for every tenant that asked; nothing is kept beyond. Safe for many threads.
 */
final class Pulse {
    private static final int SLOTS = 60;
    private static final long SLOT_MILLIS = 5_000;
    /** The upper bound of the first bucket, in milliseconds; each further one is wider by a fourth of an octave. */
    private static final double FIRST_MILLIS = 0.25;

    private static final int STEPS_AN_OCTAVE = 4;
    private static final int BUCKETS = 18 * STEPS_AN_OCTAVE + 1; // up to 65 s, longer ones in the last

    private final InstantSource clock;
    private final Slot[] slots = new Slot[SLOTS];

    /** What one tenant asked in a moment. */
    private static final class Counts {
        long requests;
        long failed;
        final int[] took = new int[BUCKETS];
    }

    private record Slot(long number, Map<String, Counts> tenants) {}

    Pulse(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A request is over.
     *
     * @param nanos how long it took, waiting included
     */
    synchronized void asked(String tenant, boolean failed, long nanos) {
        Counts counts = current().tenants().computeIfAbsent(tenant, _ -> new Counts());
        counts.requests++;
        if (failed) {
            counts.failed++;
        } else {
            counts.took[bucket(nanos / 1e6)]++;
        }
    }

    private Slot current() {
        long number = number();
        int at = (int) Math.floorMod(number, (long) SLOTS);
        Slot slot = slots[at];
        if (slot == null || slot.number() != number) {
            slot = new Slot(number, new HashMap<>());
            slots[at] = slot;
        }
        return slot;
    }

    private long number() {
        return Math.floorDiv(clock.millis(), SLOT_MILLIS);
    }

    static int bucket(double millis) {
        double octaves = Math.log(millis / FIRST_MILLIS) / Math.log(2);
        return (int) Math.clamp((long) Math.ceil(octaves * STEPS_AN_OCTAVE - 1e-9), 0, BUCKETS - 1);
    }

    /** The upper bound of a bucket, in milliseconds. */
    static double bound(int bucket) {
        return FIRST_MILLIS * Math.pow(2, (double) bucket / STEPS_AN_OCTAVE);
    }

    /** @param tenant whose; everybody's if empty */
    synchronized Activity activity(Optional<String> tenant) {
        long now = number();
        List<Long> requests = new ArrayList<>();
        long failed = 0;
        long[] took = new long[BUCKETS];
        for (long number = now - SLOTS + 1; number <= now; number++) {
            Slot slot = slots[(int) Math.floorMod(number, (long) SLOTS)];
            long asked = 0;
            if (slot != null && slot.number() == number) {
                for (Map.Entry<String, Counts> each : slot.tenants().entrySet()) {
                    if (tenant.isEmpty() || tenant.get().equals(each.getKey())) {
                        asked += each.getValue().requests;
                        failed += each.getValue().failed;
                        add(took, each.getValue().took);
                    }
                }
            }
            requests.add(asked);
        }
        return new Activity(
                Duration.ofMillis(SLOT_MILLIS),
                requests,
                failed,
                buckets(took),
                quantile(took, 0.5),
                quantile(took, 0.95));
    }

    private static void add(long[] sum, int[] some) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += some[i];
        }
    }

    private static List<Activity.Bucket> buckets(long[] took) {
        List<Activity.Bucket> buckets = new ArrayList<>();
        int last = BUCKETS - 1;
        while (last >= 0 && took[last] == 0) {
            last--;
        }
        boolean begun = false;
        for (int i = 0; i <= last; i++) {
            begun |= took[i] > 0;
            if (begun) {
                buckets.add(new Activity.Bucket(bound(i), took[i]));
            }
        }
        return buckets;
    }

    /** Within a bucket, spread evenly on the scale of the buckets. */
    static OptionalDouble quantile(long[] took, double share) {
        long all = 0;
        for (long count : took) {
            all += count;
        }
        double wanted = share * all;
        double passed = 0;
        for (int i = 0; i < took.length; i++) {
            if (took[i] > 0 && passed + took[i] >= wanted) {
                double within = (wanted - passed) / took[i];
                return OptionalDouble.of(bound(i) * Math.pow(2, (within - 1) / STEPS_AN_OCTAVE));
            }
            passed += took[i];
        }
        return OptionalDouble.empty();
    }
}
