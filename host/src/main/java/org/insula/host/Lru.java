package org.insula.host;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A map that forgets what was not asked for longest. Safe for many threads.
 *
 * @param <K> names a thing
 * @param <V> the thing
 */
final class Lru<K, V> {
    private final Map<K, V> entries;

    Lru(int most) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** @param maker runs while others wait: it must be quick */
    synchronized V get(K key, Function<K, V> maker) {
        V known = entries.get(key);
        if (known == null) {
            known = maker.apply(key);
            entries.put(key, known);
        }
        return known;
    }

    synchronized Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized void put(K key, V value) {
        entries.put(key, value);
    }
}
