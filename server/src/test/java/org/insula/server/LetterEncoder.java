package org.insula.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;

/** A text as the shares of its 26 letters; enough to teach, and no network to wait for. */
record LetterEncoder(String kind) implements Encoder {
    private static final int LETTERS = 26;

    @Override
    public List<Encoded> encode(byte[] content) {
        float[] shares = new float[LETTERS];
        String text = new String(content, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        int letters = (int) text.chars().filter(LetterEncoder::isLetter).count();
        if (letters == 0) {
            throw new EncodingException("The text holds no letter from a to z; write a word.");
        }
        text.chars().filter(LetterEncoder::isLetter).forEach(c -> shares[c - 'a'] += 1f / letters);
        Where where = kind.equals("face") ? new Where.Box(1, 2, 3, 4, 0.9) : new Where.Whole();
        return List.of(new Encoded(Embedding.of(shares), where));
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }

    @Override
    public String identity() {
        return "letters/1";
    }

    @Override
    public List<Block> blocks() {
        return List.of(new Block("letters", LETTERS));
    }

    @Override
    public int terms() {
        return 0;
    }

    @Override
    public Optional<EncoderGraph> graph() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
