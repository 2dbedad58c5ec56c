package org.insula.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Some of a list.
 *
 * @param items in the order of the list
 * @param nextCursor what to ask for the next page with; empty at the end of the list
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {
    public Page {
        items = List.copyOf(items);
    }

    /** Of up to one item more than was asked for: that one tells that there is a next page. */
    static <T> Page<T> of(List<T> oneMore, PageRequest request, Function<T, String> cursorAfter) {
        if (oneMore.size() <= request.limit()) {
            return new Page<>(oneMore, Optional.empty());
        }
        List<T> items = oneMore.subList(0, request.limit());
        return new Page<>(items, Optional.of(cursorAfter.apply(items.getLast())));
    }
}
