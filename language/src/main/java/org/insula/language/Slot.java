package org.insula.language;

import java.util.Arrays;

/** A sequence of the cache: the tokens that lie in it, and the text that is being written with it, if one is. */
final class Slot {
    final int sequence;
    Writing writing;
    long lastUsed;
    private final int[] tokens;
    private int length;

    Slot(int sequence, int contextTokens) {
        this.sequence = sequence;
        this.tokens = new int[contextTokens];
    }

    int length() {
        return length;
    }

    boolean isFree() {
        return writing == null;
    }

    void append(int token) {
        tokens[length++] = token;
    }

    /** From now on the first tokens of a prompt lie in it. */
    void begin(int[] prompt, int count) {
        System.arraycopy(prompt, 0, tokens, 0, count);
        length = count;
    }

    /** How many tokens a prompt has in common with it from the beginning on, at most {@code most}. */
    int common(int[] prompt, int most) {
        int end = Math.min(length, most);
        int mismatch = Arrays.mismatch(tokens, 0, end, prompt, 0, end);
        return mismatch < 0 ? end : mismatch;
    }
}
