package org.insula.perception;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text as counted n-grams, each hashed to a number below 2^18: single words and pairs of neighbours, and the runs of 2
 * to 5 characters within a chunk between spaces, which is given a space before and behind.
 *
 * <p>The text is first brought to Unicode NFKC and lower case. A word is a run of letters, digits, marks, apostrophes and
 * underscores; a Chinese, Japanese or Korean ideograph and a symbol such as an emoji are words of their own; punctuation
 * is none but takes part in runs of characters. The hash is 32-bit FNV-1a over one byte for the family ({@code w} or
 * {@code c}) and the n-gram's UTF-8 bytes (a pair is joined by a space), its upper 14 bits folded onto the lower 18 by
 * exclusive or.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9923">RFC 9923, FNV</a>
 */
final class HashedNGrams {
    /** How many different terms there can be. */
    static final int SPACE = 1 << 18;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final int SHORTEST = 2;
    private static final int LONGEST = 5;
    private static final int FNV_OFFSET = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;

    private final int[] terms;
    private final float[] counts;

    private HashedNGrams(int[] terms, float[] counts) {
        this.terms = terms;
        this.counts = counts;
    }

    /** Shape (n,), ascending; the array itself, only to be read. */
    int[] terms() {
        return terms;
    }

    /** Shape (n,), how often each term came; the array itself, only to be read. */
    float[] counts() {
        return counts;
    }

    static HashedNGrams of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        Hashes hashes = new Hashes(8 * plain.length() + 16);
        addWords(plain, hashes);
        addCharacters(plain, hashes);
        return hashes.counted();
    }

    private static void addWords(String text, Hashes hashes) {
        String previous = null;
        for (String word : words(text)) {
            hashes.add(hash('w', word));
            if (previous != null) {
                hashes.add(hash('w', previous + " " + word));
            }
            previous = word;
        }
    }

    /** The words of a text in lower case, in order. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at <= text.length(); ) {
            int c = at < text.length() ? text.codePointAt(at) : ' ';
            boolean inWord = isWordPart(c);
            if (inWord && start < 0) {
                start = at;
            } else if (!inWord && start >= 0) {
                words.add(text.substring(start, at));
                start = -1;
            }
            if (!inWord && standsAlone(c)) {
                words.add(Character.toString(c));
            }
            at += Character.charCount(c);
        }
        return words;
    }

    private static boolean isWordPart(int c) {
        if (Character.isIdeographic(c)) {
            return false;
        }
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || c == '\''
                || c == '_'
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean standsAlone(int c) {
        int type = Character.getType(c);
        return Character.isIdeographic(c) || type == Character.OTHER_SYMBOL || type == Character.MATH_SYMBOL;
    }

    private static void addCharacters(String text, Hashes hashes) {
        for (String chunk : SPACES.split(text, 0)) {
            if (chunk.isEmpty()) {
                continue;
            }
            byte[] bytes = (" " + chunk + " ").getBytes(StandardCharsets.UTF_8);
            for (int start = 0; start < bytes.length; start++) {
                if (isCharacterStart(bytes, start)) {
                    addRunsFrom(bytes, start, hashes);
                }
            }
        }
    }

    /** One pass over the bytes from a character on gives the hashes of all runs that begin there. */
    private static void addRunsFrom(byte[] bytes, int start, Hashes hashes) {
        int hash = step(FNV_OFFSET, 'c');
        int characters = 0;
        for (int at = start; at < bytes.length && characters < LONGEST; at++) {
            hash = step(hash, bytes[at]);
            if (at + 1 == bytes.length || isCharacterStart(bytes, at + 1)) {
                characters++;
                if (characters >= SHORTEST) {
                    hashes.add(fold(hash));
                }
            }
        }
    }

    private static boolean isCharacterStart(byte[] utf8, int at) {
        return (utf8[at] & 0xC0) != 0x80;
    }

    /** The number of an n-gram of a family. */
    static int hash(char family, String gram) {
        int hash = step(FNV_OFFSET, family);
        for (byte b : gram.getBytes(StandardCharsets.UTF_8)) {
            hash = step(hash, b);
        }
        return fold(hash);
    }

    private static int step(int hash, int value) {
        return (hash ^ (value & 255)) * FNV_PRIME;
    }

    private static int fold(int hash) {
        return (hash ^ (hash >>> 18)) & (SPACE - 1);
    }

    /** Numbers as they come, then sorted and counted. */
    private static final class Hashes {
        private int[] values;
        private int count;

        Hashes(int expected) {
            this.values = new int[expected];
        }

        void add(int value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        HashedNGrams counted() {
            Arrays.sort(values, 0, count);
            int[] terms = new int[count];
            float[] counts = new float[count];
            int n = 0;
            for (int i = 0; i < count; i++) {
                if (n == 0 || terms[n - 1] != values[i]) {
                    terms[n++] = values[i];
                }
                counts[n - 1]++;
            }
            return new HashedNGrams(Arrays.copyOf(terms, n), Arrays.copyOf(counts, n));
        }
    }
}
