package org.insula.language;

/**
 * What a scheduler needs of a model: sequences in a cache, steps, and choices of tokens. One thread calls it.
 *
 * <p>llama.cpp's implementation is {@link LlamaBackend}; tests have one that needs no model.
 */
interface Backend extends AutoCloseable {
    /** How many sequences there are, numbered from 0. */
    int sequences();

    /** How many tokens each may have. */
    int contextTokens();

    /** The most tokens of a batch. */
    int batchTokens();

    /** Whether the beginning of a sequence can be kept and shared. */
    boolean sharesPrefixes();

    /**
     * Computes a batch.
     *
     * @throws LanguageException if the library refuses it
     */
    void decode(Batch batch);

    /** Forgets a sequence. */
    void clear(int sequence);

    /** Forgets all of a sequence but its first tokens; false if it cannot, and then it may have forgotten more. */
    boolean keep(int sequence, int length);

    /** Makes an empty sequence begin with the first tokens of another, which takes as long as copying all that fits into one. */
    void share(int from, int to, int length);

    /**
     * How tokens are to be chosen.
     *
     * @param choice from 0, added to the seed
     * @throws LanguageException if the grammar cannot be read
     */
    Chooser chooser(GenerationRequest request, int choice, int[] prompt);

    /** Whether a token ends the text. */
    boolean isEnd(int token);

    /** The bytes that a token stands for. */
    byte[] piece(int token, boolean markup);

    /** How likely a token was behind a row of the last batch. */
    TokenLogprob logprob(int row, int token, int top);

    @Override
    void close();

    /** Chooses the tokens of one text. */
    interface Chooser extends AutoCloseable {
        /** The next token behind a row of the last batch. */
        int choose(int row);

        @Override
        void close();
    }
}
