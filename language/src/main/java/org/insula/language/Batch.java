package org.insula.language;

/** The tokens that a model computes in one step, of any number of sequences. */
final class Batch {
    final int[] tokens;
    final int[] positions;
    final int[] sequences;
    final boolean[] outputs;
    private int size;

    Batch(int capacity) {
        tokens = new int[capacity];
        positions = new int[capacity];
        sequences = new int[capacity];
        outputs = new boolean[capacity];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /**
     * Adds a token and gives its row in the batch.
     *
     * @param output whether the next token's logits are wanted behind it
     */
    int add(int token, int position, int sequence, boolean output) {
        tokens[size] = token;
        positions[size] = position;
        sequences[size] = sequence;
        outputs[size] = output;
        return size++;
    }
}
