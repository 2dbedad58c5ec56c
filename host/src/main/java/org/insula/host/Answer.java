package org.insula.host;

import java.util.List;
import org.insula.embedding.Where;
import org.insula.teach.Verdict;

/**
 * What a model says about one signal.
 *
 * @param parts what was found in it, the most prominent first, at least one
 */
public record Answer(List<Part> parts) {
    public Answer {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("An answer needs at least one part.");
        }
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
