package org.insula.server.oip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The flat arrays of numbers behind {@code "data"} in a request's JSON, taken out of it before it is parsed, since a parser
 * that makes a token of every number takes several times as long as the numbers do. In the JSON that is left they are empty.
 * Whatever is not a flat array of numbers stays where it is.
 *
 * <p>An unescaped {@code "data"} before a colon is a name in any JSON, wherever it stands, so nothing else is taken out.
 */
final class NumberArrays {
    private static final byte[] NAME = "\"data\"".getBytes(StandardCharsets.US_ASCII);
    private static final int SHORTEST = 64;

    private final byte[] source;
    private final Map<Integer, Range> ranges = new HashMap<>();
    private byte[] rest;
    private int length;

    /** Where the numbers of an array are, between the brackets. */
    record Range(int from, int to) {}

    private NumberArrays(byte[] source) {
        this.source = source;
    }

    /** @param length how many bytes of the source are JSON */
    static NumberArrays takenFrom(byte[] source, int length) {
        NumberArrays arrays = new NumberArrays(source);
        arrays.take(length);
        return arrays;
    }

    /** All of it left in place. */
    static NumberArrays none(byte[] source, int length) {
        NumberArrays arrays = new NumberArrays(source);
        arrays.rest = source;
        arrays.length = length;
        return arrays;
    }

    private void take(int end) {
        int copied = 0;
        for (int at = name(0, end); at >= 0; at = name(at, end)) {
            int open = open(at + NAME.length, end);
            int close = open < 0 ? -1 : close(open + 1, end);
            if (close - open > SHORTEST) {
                if (rest == null) {
                    rest = new byte[end];
                }
                copy(copied, open + 1);
                ranges.put(length - 1, new Range(open + 1, close));
                copied = close;
            }
            at = Math.max(at + NAME.length, close);
        }
        if (rest == null) {
            rest = source;
            length = end;
        } else {
            copy(copied, end);
        }
    }

    private void copy(int from, int to) {
        System.arraycopy(source, from, rest, length, to - from);
        length += to - from;
    }

    private int name(int from, int end) {
        for (int at = from; at + NAME.length <= end; at++) {
            if (source[at] == '"' && Arrays.equals(source, at, at + NAME.length, NAME, 0, NAME.length)) {
                return at;
            }
        }
        return -1;
    }

    /** The bracket behind a colon, or -1. */
    private int open(int from, int end) {
        int colon = skipSpace(from, end);
        if (colon >= end || source[colon] != ':') {
            return -1;
        }
        int bracket = skipSpace(colon + 1, end);
        return bracket < end && source[bracket] == '[' ? bracket : -1;
    }

    private int skipSpace(int from, int end) {
        int at = from;
        while (at < end && isSpace(source[at])) {
            at++;
        }
        return at;
    }

    static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** The bracket that ends an array in which there is nothing but what numbers are made of, or -1. */
    private int close(int from, int end) {
        for (int at = from; at < end; at++) {
            byte c = source[at];
            if (c == ']') {
                return at;
            }
            boolean number = c >= '0' && c <= '9' || c == ',' || c == '.' || c == '-' || c == '+';
            if (!number && c != 'e' && c != 'E' && !isSpace(c)) {
                return -1;
            }
        }
        return -1;
    }

    /** The JSON that is left. */
    byte[] rest() {
        return rest;
    }

    /** How many bytes of {@link #rest} it takes. */
    int length() {
        return length;
    }

    /** The numbers of the array that opens there in what is left, if they were taken out. */
    Optional<Range> at(long offset) {
        return Optional.ofNullable(ranges.get((int) offset));
    }
}
