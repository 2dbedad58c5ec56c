package org.insula.host;

import java.time.Duration;
import java.util.List;

/**
 * A live stream of sound, heard on a caller's behalf in turn with everybody else. For use by one thread at a time; close it at
 * the end.
 */
public final class Listening implements AutoCloseable {
    private static final float[] END = {};

    private final FairScheduler scheduler;
    private final Tenant tenant;
    private final Runnable quota;
    private final Duration patience;
    private final Listener listener;
    private final Work<float[], List<Listener.Heard>> hearing;

    Listening(
            FairScheduler scheduler,
            Tenant tenant,
            Runnable quota,
            Duration patience,
            String model,
            Listener listener) {
        this.scheduler = scheduler;
        this.tenant = tenant;
        this.quota = quota;
        this.patience = patience;
        this.listener = listener;
        this.hearing = new Work<>() {
            @Override
            public String name() {
                return model;
            }

            @Override
            public List<List<Listener.Heard>> run(List<float[]> inputs) {
                float[] samples = inputs.getFirst();
                synchronized (listener) { // a caller that lost patience may ask again while this is at work
                    return List.of(samples == END ? listener.end() : listener.take(samples, samples.length));
                }
            }
        };
    }

    /**
     * Takes samples.
     *
     * @throws HostException BUSY if the quota of the day is used up; the stream may go on tomorrow
     * @see Listener#take
     */
    public List<Listener.Heard> take(float[] samples) throws InterruptedException {
        quota.run();
        return scheduler.compute(tenant, hearing, samples, 4L * samples.length, patience);
    }

    /** @see Listener#end */
    public List<Listener.Heard> end() throws InterruptedException {
        return scheduler.compute(tenant, hearing, END, 0, patience);
    }

    @Override
    public void close() {
        synchronized (listener) {
            listener.close();
        }
    }
}
