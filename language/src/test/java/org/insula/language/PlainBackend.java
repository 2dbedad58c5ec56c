package org.insula.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A backend without a model. It checks what a scheduler may not get wrong: positions follow each other, nothing outgrows its
 * slot, and a text goes on from exactly the tokens that belong to it. The token behind a sequence is a hash of the sequence,
 * so whatever is mixed up shows in the text.
 */
final class PlainBackend implements Backend {
    static final int VOCABULARY = 26;

    final List<List<Integer>> sequences = new ArrayList<>();
    final List<Integer> batchSizes = new ArrayList<>();
    boolean shares = true;
    int endsAfter = Integer.MAX_VALUE;
    int openChoosers;
    private final int contextTokens;
    private final int batchTokens;
    private int[] next = {};

    PlainBackend(int slots, int contextTokens, int batchTokens) {
        this.contextTokens = contextTokens;
        this.batchTokens = batchTokens;
        for (int i = 0; i < slots; i++) {
            sequences.add(new ArrayList<>());
        }
    }

    /** What comes behind these tokens, computed without a scheduler. */
    static int behind(List<Integer> tokens) {
        return Math.floorMod(tokens.hashCode() * 31 + tokens.size(), VOCABULARY);
    }

    /** The text that a prompt leads to. */
    static String text(int[] prompt, int count) {
        List<Integer> tokens = new ArrayList<>();
        for (int token : prompt) {
            tokens.add(token);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int token = behind(tokens);
            text.append((char) ('a' + token));
            tokens.add(token);
        }
        return text.toString();
    }

    @Override
    public int sequences() {
        return sequences.size();
    }

    @Override
    public int contextTokens() {
        return contextTokens;
    }

    @Override
    public int batchTokens() {
        return batchTokens;
    }

    @Override
    public boolean sharesPrefixes() {
        return shares;
    }

    @Override
    public void decode(Batch batch) {
        assertTrue(batch.size() <= batchTokens);
        batchSizes.add(batch.size());
        next = new int[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            List<Integer> sequence = sequences.get(batch.sequences[i]);
            assertEquals(sequence.size(), batch.positions[i]);
            assertTrue(sequence.size() < contextTokens);
            sequence.add(batch.tokens[i]);
            next[i] = batch.outputs[i] ? behind(sequence) : -1;
        }
    }

    @Override
    public void clear(int sequence) {
        sequences.get(sequence).clear();
    }

    @Override
    public boolean keep(int sequence, int length) {
        List<Integer> tokens = sequences.get(sequence);
        tokens.subList(length, tokens.size()).clear();
        return true;
    }

    @Override
    public void share(int from, int to, int length) {
        assertTrue(sequences.get(to).isEmpty());
        sequences.get(to).addAll(sequences.get(from).subList(0, length));
    }

    @Override
    public Chooser chooser(GenerationRequest request, int choice, int[] prompt) {
        openChoosers++;
        return new Chooser() {
            private int chosen;

            @Override
            public int choose(int row) {
                assertTrue(next[row] >= 0, "no output was asked for in row " + row);
                chosen++;
                return chosen > endsAfter ? VOCABULARY : next[row];
            }

            @Override
            public void close() {
                openChoosers--;
            }
        };
    }

    @Override
    public boolean isEnd(int token) {
        return token == VOCABULARY;
    }

    @Override
    public byte[] piece(int token, boolean markup) {
        return Character.toString('a' + token).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public TokenLogprob logprob(int row, int token, int top) {
        return new TokenLogprob(token, piece(token, true), 0, List.of());
    }

    @Override
    public void close() {}
}
