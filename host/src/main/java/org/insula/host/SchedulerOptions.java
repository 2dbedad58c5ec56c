package org.insula.host;

/**
 * How much is computed at once and how much may wait.
 *
 * @param workers how many things are computed at once, at least 1
 * @param mostWaiting how many requests of one tenant may wait
 * @param mostBytes how many bytes the waiting requests of one tenant may hold; a single one may hold more
 * @param mostBytesOfAll how many bytes all waiting requests may hold; a single one may hold more
 * @param decisionsKept how many of the last turns are remembered for whoever checks them, at least 1
 * @param secondsToStop how long closing waits for each worker
 */
public record SchedulerOptions(
        int workers, int mostWaiting, long mostBytes, long mostBytesOfAll, int decisionsKept, int secondsToStop) {
    public SchedulerOptions {
        if (workers < 1 || mostWaiting < 1 || decisionsKept < 1) {
            throw new IllegalArgumentException("Workers, waiting requests and kept decisions must be at least 1.");
        }
    }

    /** For this many workers: 1,000 requests and 256 MB of each tenant, 512 MB of all. */
    public static SchedulerOptions of(int workers) {
        return new SchedulerOptions(workers, 1_000, 256_000_000, 512_000_000, 4_096, 30);
    }
}
