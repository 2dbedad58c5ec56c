package org.insula.server.oip;

import java.nio.charset.StandardCharsets;

/**
 * Numbers of JSON between commas, read without making tokens of them. Floats are those nearest to what is written, to the
 * last bit: what has at most 18 digits and a small exponent is computed in doubles, where it is certain which float is the
 * nearest; all else is left to {@link Float#parseFloat}.
 *
 * @see <a href="https://doi.org/10.1145/93542.93557">Clinger 1990, how to read floating point numbers accurately</a>
 */
final class NumberScanner {
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final int MOST_DIGITS = 18;
    private static final int LONGEST = 100;
    /** The bits of a double that a float has no room for, and half of what they can be. */
    private static final long LOST = 0x1FFF_FFFFL;

    private static final long HALF = 0x1000_0000L;
    /** Both roundings on the way to a double together stay below two of its units in the last place. */
    private static final long DOUBT = 4;

    private final byte[] bytes;
    private final int end;
    private int at;
    private long digits;
    private int count;
    private int exponent;
    private boolean negative;
    private boolean whole;

    NumberScanner(byte[] bytes, NumberArrays.Range range) {
        this.bytes = bytes;
        this.at = range.from();
        this.end = range.to();
    }

    /** @return whether there are that many numbers and nothing else; if not, some other reader shall say what is wrong */
    boolean floats(float[] values) {
        for (int i = 0; i < values.length; i++) {
            int from = begin();
            if (from < 0 || !number() || at - from > LONGEST) {
                return false;
            }
            values[i] = value(from);
            if (!separated(i + 1 == values.length)) {
                return false;
            }
        }
        return values.length > 0;
    }

    /** As {@link #floats}, for whole numbers of at most 18 digits. */
    boolean longs(long[] values) {
        for (int i = 0; i < values.length; i++) {
            if (begin() < 0 || !number() || !whole || count > MOST_DIGITS) {
                return false;
            }
            values[i] = negative ? -digits : digits;
            if (!separated(i + 1 == values.length)) {
                return false;
            }
        }
        return values.length > 0;
    }

    private int begin() {
        skipSpace();
        return at < end ? at : -1;
    }

    private void skipSpace() {
        while (at < end && NumberArrays.isSpace(bytes[at])) {
            at++;
        }
    }

    /** A comma, or the end where it is due. */
    private boolean separated(boolean last) {
        skipSpace();
        if (last) {
            return at == end;
        }
        return at < end && bytes[at++] == ',';
    }

    /** One number in the grammar of JSON. */
    private boolean number() {
        digits = 0;
        count = 0;
        exponent = 0;
        whole = true;
        negative = bytes[at] == '-';
        at += negative ? 1 : 0;
        int from = at;
        digits();
        if (at == from || at - from > 1 && bytes[from] == '0') {
            return false;
        }
        if (at < end && bytes[at] == '.') {
            whole = false;
            int point = ++at;
            digits();
            exponent = point - at;
            if (at == point) {
                return false;
            }
        }
        return at >= end || (bytes[at] | 0x20) != 'e' || exponent();
    }

    private void digits() {
        long sum = digits;
        int n = at;
        for (; n < end; n++) {
            int digit = bytes[n] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            sum = 10 * sum + digit; // beyond 18 digits it is not used
        }
        count += n - at;
        digits = sum;
        at = n;
    }

    private boolean exponent() {
        whole = false;
        at++;
        boolean minus = at < end && bytes[at] == '-';
        if (at < end && (minus || bytes[at] == '+')) {
            at++;
        }
        int from = at;
        int value = 0;
        for (; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            value = Math.min(100_000, 10 * value + bytes[at] - '0');
        }
        exponent += minus ? -value : value;
        return at > from;
    }

    private float value(int from) {
        if (count <= MOST_DIGITS && exponent < TENS.length && exponent > -TENS.length) {
            double near = exponent < 0 ? digits / TENS[-exponent] : digits * TENS[exponent];
            long lost = Double.doubleToRawLongBits(near) & LOST;
            boolean certain = Math.abs(lost - HALF) > DOUBT && near >= Float.MIN_NORMAL && near < Float.MAX_VALUE;
            if (certain || digits == 0) {
                return (float) (negative ? -near : near);
            }
        }
        return Float.parseFloat(new String(bytes, from, at - from, StandardCharsets.US_ASCII));
    }
}
