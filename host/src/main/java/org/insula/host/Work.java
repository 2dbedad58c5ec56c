package org.insula.host;

import java.util.List;

/**
 * Something that can be computed for several callers at once, such as a network that takes a batch. Called from one worker
 * of the {@link FairScheduler} at a time for each batch, from several for different ones.
 *
 * @param <I> what a caller gives
 * @param <O> what it gets
 */
interface Work<I, O> {
    /** What its cost is remembered under. */
    String name();

    /** How many callers' inputs it takes at once, at least 1. */
    default int mostAtOnce() {
        return 1;
    }

    /** Whether {@code next} may be computed together with {@code first}. */
    default boolean joins(I first, I next) {
        return true;
    }

    /**
     * Computes.
     *
     * @param inputs at least one, at most {@link #mostAtOnce}, each joining the first
     * @return an output for each input, in their order
     */
    List<O> run(List<I> inputs) throws Exception;
}
