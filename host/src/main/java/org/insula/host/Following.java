package org.insula.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A live stream of a sensor, followed on a caller's behalf in turn with everybody else. For use by one thread at a time. */
public final class Following {
    private final FairScheduler scheduler;
    private final Tenant tenant;
    private final Runnable quota;
    private final Duration patience;
    private final MovementListener listener;
    private final Work<float[][], List<MovementListener.Seen>> seeing;

    Following(
            FairScheduler scheduler,
            Tenant tenant,
            Runnable quota,
            Duration patience,
            String model,
            MovementListener listener) {
        this.scheduler = scheduler;
        this.tenant = tenant;
        this.quota = quota;
        this.patience = patience;
        this.listener = listener;
        this.seeing = new Work<>() {
            @Override
            public String name() {
                return model;
            }

            @Override
            public List<List<MovementListener.Seen>> run(List<float[][]> inputs) {
                List<MovementListener.Seen> seen = new ArrayList<>();
                synchronized (listener) { // a caller that lost patience may ask again while this is at work
                    for (float[] sample : inputs.getFirst()) {
                        listener.take(sample).ifPresent(seen::add);
                    }
                }
                return List.of(seen);
            }
        };
    }

    /** How long a window is. */
    public double windowSeconds() {
        return listener.windowSeconds();
    }

    /**
     * Takes the next samples.
     *
     * @return what is known for each window that closed with them
     * @throws HostException BUSY if the quota of the day is used up; the stream may go on tomorrow
     * @see MovementListener#take
     */
    public List<MovementListener.Seen> take(float[][] samples) throws InterruptedException {
        long bytes = 0;
        for (float[] sample : samples) {
            bytes += 4L * sample.length;
        }
        quota.run();
        return scheduler.compute(tenant, seeing, samples, bytes, patience);
    }

    /** What ends with the stream. */
    public List<Occurrence> end() {
        synchronized (listener) {
            return listener.end();
        }
    }
}
