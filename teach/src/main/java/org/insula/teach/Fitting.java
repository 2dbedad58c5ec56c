package org.insula.teach;

import java.util.function.Supplier;

/** Where a head is fitted: on the thread that asks, unless whoever owns the machine's time says otherwise. */
public interface Fitting {
    /** On the thread that asks. */
    Fitting HERE = new Fitting() {
        @Override
        public <T> T fit(Supplier<T> work) {
            return work.get();
        }
    };

    /**
     * Runs the work once and gives what it gives, or throws what it throws.
     *
     * @throws java.util.concurrent.CancellationException if the thread was interrupted
     */
    <T> T fit(Supplier<T> work);
}
