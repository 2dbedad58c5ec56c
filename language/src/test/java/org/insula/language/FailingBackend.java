package org.insula.language;

/** Another backend, whose steps fail while they are told to. */
record FailingBackend(Backend other, boolean[] fails) implements Backend {
    @Override
    public int sequences() {
        return other.sequences();
    }

    @Override
    public int contextTokens() {
        return other.contextTokens();
    }

    @Override
    public int batchTokens() {
        return other.batchTokens();
    }

    @Override
    public boolean sharesPrefixes() {
        return other.sharesPrefixes();
    }

    @Override
    public void decode(Batch batch) {
        if (fails[0]) {
            throw new LanguageException(LanguageException.Reason.WORKER_FAILED, "cannot compute");
        }
        other.decode(batch);
    }

    @Override
    public void clear(int sequence) {
        other.clear(sequence);
    }

    @Override
    public boolean keep(int sequence, int length) {
        return other.keep(sequence, length);
    }

    @Override
    public void share(int from, int to, int length) {
        other.share(from, to, length);
    }

    @Override
    public Chooser chooser(GenerationRequest request, int choice, int[] prompt) {
        return other.chooser(request, choice, prompt);
    }

    @Override
    public boolean isEnd(int token) {
        return other.isEnd(token);
    }

    @Override
    public byte[] piece(int token, boolean markup) {
        return other.piece(token, markup);
    }

    @Override
    public TokenLogprob logprob(int row, int token, int top) {
        return other.logprob(row, token, top);
    }

    @Override
    public void close() {
        other.close();
    }
}
