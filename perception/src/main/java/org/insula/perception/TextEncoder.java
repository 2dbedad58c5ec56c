package org.insula.perception;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.insula.onnx.Tensor;
import org.insula.signal.SignalException;
import org.insula.signal.Text;

/**
 * Kind {@code text}: what a text means and how it is written. The dense part is the sentence embedding of MiniLM-L6
 * (quantised): the mean over its tokens after the last layer and after the fourth, each of length one; texts beyond 256
 * tokens are cut there. The terms are counted
 * {@linkplain HashedNGrams word and character n-grams} of all of the text, in any language.
 *
 * <p>Safe for use by many threads at once. The network is loaded at the first text.
 *
 * @see <a href="https://arxiv.org/abs/2002.10957">Wang et al. 2020, MiniLM</a>
 */
public final class TextEncoder implements Encoder {
    static final String MODEL = "text.onnx";
    static final String VOCABULARY = "vocabulary.txt";

    private static final int VERSION = 2;
    private static final int MAX_TOKENS = 256;
    private static final int MAX_BYTES = 1 << 20;

    private final LazyNetwork network = new LazyNetwork(() -> Artifact.bytes(MODEL));
    private final Lazy<WordPieceTokenizer> tokenizer =
            new Lazy<>(() -> new WordPieceTokenizer(Vocabulary.of(Artifact.bytes(VOCABULARY)), MAX_TOKENS));

    /** An encoder whose network is not loaded yet. */
    public TextEncoder() {}

    @Override
    public String kind() {
        return "text";
    }

    @Override
    public String identity() {
        return "text-768-ngrams/" + VERSION + "/" + Artifact.hash(MODEL);
    }

    @Override
    public List<Block> blocks() {
        return List.of(new Block("minilm", TextGraph.WIDTH), new Block("minilm-4", TextGraph.WIDTH));
    }

    @Override
    public int terms() {
        return HashedNGrams.SPACE;
    }

    /**
     * One entry for the whole text.
     *
     * @param content UTF-8, at most 1 MiB
     * @throws EncodingException if it is longer, not UTF-8 or blank
     */
    @Override
    public List<Encoded> encode(byte[] content) {
        String text = read(content);
        HashedNGrams grams = HashedNGrams.of(text);
        if (grams.terms().length == 0) {
            throw new EncodingException("The text is empty (" + content.length
                    + " bytes without a visible character); give at least one word.");
        }
        long[] ids = tokenizer.get().tokenize(text);
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        Tensor dense = network.run(Map.of(
                        TextGraph.IDS, Tensor.wrap(ids, 1, ids.length),
                        TextGraph.MASK, Tensor.wrap(ones, 1, ids.length)))
                .get(TextGraph.EMBEDDING);
        return List.of(new Encoded(Embedding.of(dense.floats(), grams.terms(), grams.counts()), new Where.Whole()));
    }

    /**
     * How many word pieces of a text the network looks at, with the two that mark its ends.
     *
     * @param content UTF-8, at most 1 MiB
     * @throws EncodingException if it is longer or not UTF-8
     */
    public int tokens(byte[] content) {
        return tokenizer.get().tokenize(read(content)).length;
    }

    private static String read(byte[] content) {
        try {
            return Text.decode(content, MAX_BYTES);
        } catch (SignalException e) {
            throw new EncodingException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<EncoderGraph> graph() {
        return Optional.of(new EncoderGraph(
                Artifact.bytes(MODEL),
                List.of(
                        new EncoderGraph.Input(
                                TextGraph.IDS,
                                "int64 (1, tokens): uncased BERT word pieces of the text between [CLS] = 101 and"
                                        + " [SEP] = 102, at most " + MAX_TOKENS),
                        new EncoderGraph.Input(TextGraph.MASK, "int64 (1, tokens): 1 for each token")),
                TextGraph.EMBEDDING));
    }

    @Override
    public void close() {
        network.close();
    }
}
