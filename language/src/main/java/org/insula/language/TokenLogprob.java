package org.insula.language;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * How likely a token was, before biases, penalties and temperature.
 *
 * @param token its number
 * @param bytes what it stands for, in UTF-8; a token may hold a part of a character only
 * @param logprob the natural logarithm of its probability
 * @param top the likeliest tokens of that place, best first, as many as were asked for; theirs are empty
 */
public record TokenLogprob(int token, byte[] bytes, double logprob, List<TokenLogprob> top) {
    public TokenLogprob {
        bytes = bytes.clone();
        top = List.copyOf(top);
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What the token stands for; parts of characters are U+FFFD. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenLogprob that
                && token == that.token
                && logprob == that.logprob
                && Arrays.equals(bytes, that.bytes)
                && top.equals(that.top);
    }

    @Override
    public int hashCode() {
        return 31 * token + Double.hashCode(logprob);
    }

    @Override
    public String toString() {
        return "'" + text() + "' " + logprob;
    }
}
