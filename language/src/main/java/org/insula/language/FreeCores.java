package org.insula.language;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many cores others leave free. llama.cpp's threads wait for each other by spinning: with more threads than cores a step
 * takes many times as long, so it is better to compute on fewer.
 */
final class FreeCores {
    private static final long LOOK_EVERY_NANOS = 500_000_000;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final int most;
    private int free;
    private long lookedAt = Long.MIN_VALUE;

    FreeCores(int most) {
        this.most = Math.min(most, Runtime.getRuntime().availableProcessors());
        this.free = this.most;
    }

    /** From 1 to the most that was given; looks twice a second. */
    int count(long nanoTime) {
        if (lookedAt == Long.MIN_VALUE || nanoTime - lookedAt > LOOK_EVERY_NANOS) {
            lookedAt = nanoTime;
            free = free(system.getCpuLoad(), system.getProcessCpuLoad(), system.getAvailableProcessors(), most);
        }
        return free;
    }

    /**
     * @param all the share of all cores that is used, from 0 to 1, or negative if that is not known
     * @param own the share that this process uses
     */
    static int free(double all, double own, int cores, int most) {
        if (!(all >= 0) || !(own >= 0)) {
            return most;
        }
        double others = Math.max(0, all - own) * cores;
        return Math.clamp(Math.round(cores - others), 1, most);
    }
}
