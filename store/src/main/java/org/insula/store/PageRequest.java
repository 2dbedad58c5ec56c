package org.insula.store;

import java.util.Optional;

/**
 * Which part of a list is wanted.
 *
 * @param cursor where the page before ended, as that page told; empty for the first
 * @param limit at most this many items, 1 to 1000
 */
public record PageRequest(Optional<String> cursor, int limit) {
    public PageRequest {
        if (limit < 1 || limit > 1000) {
            throw StoreException.badInput("The page limit is " + limit + "; give 1 to 1000.");
        }
    }

    public static PageRequest first(int limit) {
        return new PageRequest(Optional.empty(), limit);
    }

    public static PageRequest after(String cursor, int limit) {
        return new PageRequest(Optional.of(cursor), limit);
    }

    /** One item more than is shown. */
    int fetch() {
        return limit + 1;
    }
}
