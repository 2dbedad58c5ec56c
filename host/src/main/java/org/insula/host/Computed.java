package org.insula.host;

/**
 * What became of one thing that was asked to be computed, for whoever wants to know where the time went.
 *
 * @param work which model, or other work, it was
 * @param askedNanos when it was asked, on the clock of {@link System#nanoTime}
 * @param begunNanos when its turn came
 * @param endedNanos when it was over
 */
public record Computed(String work, long askedNanos, long begunNanos, long endedNanos) {
    /** Is told of each thing that the thread it is bound on had computed; called on that thread. */
    public interface Observer {
        void computed(Computed computed);
    }

    /** Whom to tell; where it is not bound, nobody looks at the clock. */
    public static final ScopedValue<Observer> OBSERVER = ScopedValue.newInstance();
}
