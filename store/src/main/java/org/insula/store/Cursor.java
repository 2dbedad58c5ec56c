package org.insula.store;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a page ended: the list's name and the sort key of the last item, in base 64. It is no secret and grants nothing,
 * since every list is read for one tenant whatever the cursor says.
 */
final class Cursor {
    private static final int MAX_LENGTH = 2048;

    private Cursor() {}

    static String of(String list, String... key) {
        String text = list + '\n' + String.join("\n", key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The only part of the key, or {@code otherwise} on the first page. */
    static String text(String list, PageRequest request, String otherwise) {
        return read(list, 1, request).map(List::getFirst).orElse(otherwise);
    }

    static long number(String list, PageRequest request, long otherwise) {
        Optional<List<String>> key = read(list, 1, request);
        return key.isEmpty() ? otherwise : number(key.get().getFirst());
    }

    static long number(String part) {
        try {
            return Long.parseLong(part);
        } catch (NumberFormatException e) {
            throw refused();
        }
    }

    static Optional<List<String>> read(String list, int parts, PageRequest request) {
        return request.cursor().map(cursor -> {
            List<String> key = List.of(decode(cursor).split("\n", -1));
            if (key.size() != parts + 1 || !key.getFirst().equals(list)) {
                throw refused();
            }
            return key.subList(1, key.size());
        });
    }

    private static String decode(String cursor) {
        if (cursor.length() > MAX_LENGTH) {
            throw refused();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf(0) >= 0) {
                throw refused();
            }
            return text;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw refused();
        }
    }

    private static StoreException refused() {
        return StoreException.badInput(
                "The cursor is none that this list gave; leave it out to start from the beginning.");
    }
}
