package org.insula.host;

import java.util.List;
import java.util.Optional;
import org.insula.embedding.Where;
import org.insula.teach.Verdict;

/**
 * What a model says about one signal.
 *
 * @param parts what was found in it, the most prominent first, at least one
 * @param events what happened in it, in order of time; empty unless it was long enough to be gone
 *     through window by window
 * @param remarks what was done to the signal before it was looked at, a sentence each
 */
public record Answer(List<Part> parts, Optional<List<Occurrence>> events, List<String> remarks) {
    public Answer {
        parts = List.copyOf(parts);
        events = events.map(List::copyOf);
        remarks = List.copyOf(remarks);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("An answer needs at least one part.");
        }
    }

    /** An answer about a signal that was looked at as a whole. */
    public Answer(List<Part> parts, List<String> remarks) {
        this(parts, Optional.empty(), remarks);
    }

    /** An answer about a signal to which nothing was done. */
    public Answer(List<Part> parts) {
        this(parts, List.of());
    }

    /** The verdict about the most prominent part. */
    public Verdict verdict() {
        return parts.getFirst().verdict();
    }

    /**
     * One thing found.
     *
     * @param where the part of the signal that it covers
     * @param verdict what it is
     */
    public record Part(Where where, Verdict verdict) {}
}
