package org.insula.host;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How long the calling thread has computed, where the machine can tell; else how long it has been. */
final class ProcessorTime {
    private final ThreadMXBean threads;

    private ProcessorTime(ThreadMXBean threads) {
        this.threads = threads;
    }

    static ProcessorTime ofThisThread() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean told = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        return new ProcessorTime(told ? threads : null);
    }

    /** How long it has been, for work that a worker has others do. */
    static ProcessorTime ofTheClock() {
        return new ProcessorTime(null);
    }

    /** Nanoseconds since some moment, of the thread that asks. */
    long nanos() {
        return threads == null ? System.nanoTime() : threads.getCurrentThreadCpuTime();
    }
}
