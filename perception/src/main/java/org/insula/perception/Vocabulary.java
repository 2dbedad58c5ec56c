package org.insula.perception;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The word pieces that a text network knows, numbered by their line in a vocabulary file. */
final class Vocabulary {
    private final Map<String, Integer> ids;

    private Vocabulary(Map<String, Integer> ids) {
        this.ids = ids;
    }

    /**
     * Reads a vocabulary file.
     *
     * @param file UTF-8, one piece on each line
     */
    static Vocabulary of(byte[] file) {
        Map<String, Integer> ids = HashMap.newHashMap(32_000);
        int start = 0;
        for (int at = 0; at < file.length; at++) {
            if (file[at] == '\n') {
                ids.put(new String(file, start, at - start, StandardCharsets.UTF_8), ids.size());
                start = at + 1;
            }
        }
        return new Vocabulary(ids);
    }

    /** The number of a piece, or -1 if it is not in the vocabulary. */
    int id(String piece) {
        return ids.getOrDefault(piece, -1);
    }
}
