package org.insula.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.insula.store.Page;
import org.insula.store.PageRequest;

/** Lists that are read to their end. */
final class Pages {
    private static final int LARGEST = 1_000;

    private Pages() {}

    static <T> List<T> all(Function<PageRequest, Page<T>> list) {
        List<T> items = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<T> page = list.apply(new PageRequest(cursor, LARGEST));
            items.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return items;
    }
}
