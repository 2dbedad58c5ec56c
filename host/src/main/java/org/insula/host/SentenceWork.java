package org.insula.host;

import java.util.List;
import java.util.function.Supplier;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;
import org.insula.perception.TextEncoder;

/**
 * Embeds texts: the first block of a text encoder's vector, which is the network's own sentence embedding.
 *
 * @param encoder opened on the worker
 */
record SentenceWork(String model, Supplier<Encoder> encoder) implements Work<byte[], SentenceEmbedding> {
    static final String KIND = "text";

    @Override
    public String name() {
        return model + " embedding";
    }

    @Override
    public List<SentenceEmbedding> run(List<byte[]> inputs) {
        Encoder texts = encoder.get();
        return inputs.stream().map(input -> embedded(texts, input)).toList();
    }

    private static SentenceEmbedding embedded(Encoder encoder, byte[] text) {
        float[] all = encoder.encode(text).getFirst().embedding().toArray();
        int size = encoder.blocks().getFirst().size();
        double square = 0;
        for (int i = 0; i < size; i++) {
            square += all[i] * (double) all[i];
        }
        float[] sentence = new float[size];
        double scale = square > 0 ? 1 / Math.sqrt(square) : 0;
        for (int i = 0; i < size; i++) {
            sentence[i] = (float) (all[i] * scale);
        }
        int tokens = encoder instanceof TextEncoder counting ? counting.tokens(text) : 0;
        return new SentenceEmbedding(Embedding.of(sentence), tokens);
    }
}
