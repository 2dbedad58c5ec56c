package org.insula.host;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;

/** A text as the shares of its 26 letters; enough to teach, and no network to wait for. */
class LetterEncoder implements Encoder {
    private final String version;

    LetterEncoder(String version) {
        this.version = version;
    }

    @Override
    public List<Encoded> encode(byte[] content) {
        float[] shares = new float[26];
        String text = new String(content, StandardCharsets.UTF_8).toLowerCase(java.util.Locale.ROOT);
        int letters = (int) text.chars().filter(c -> c >= 'a' && c <= 'z').count();
        if (letters == 0) {
            throw new EncodingException("The text holds no letter from a to z; write a word.");
        }
        text.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> shares[c - 'a'] += 1f / letters);
        return List.of(new Encoded(Embedding.of(shares), new Where.Whole()));
    }

    @Override
    public String kind() {
        return "text";
    }

    @Override
    public String identity() {
        return "letters/" + version;
    }

    @Override
    public List<Block> blocks() {
        return List.of(new Block("letters", 26));
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
