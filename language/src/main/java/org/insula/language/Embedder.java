package org.insula.language;

import java.util.ArrayList;
import java.util.List;

/** Computes embeddings in a context of its own, which is made when it is first needed. One thread owns it. */
final class Embedder implements AutoCloseable {
    private static final int MEAN = 1;
    private static final int MODELS_OWN = -1;
    private static final int SEQUENCES = 16;

    private final LlamaModel model;
    private final int tokens;
    private final boolean pools;
    private LlamaContext context;
    private Batch batch;

    /**
     * @param tokens the most that a text may have, and the most computed at once
     * @param pools whether the model says how it pools; if not, its last layer is averaged over the text
     */
    Embedder(LlamaModel model, int tokens, boolean pools) {
        this.model = model;
        this.tokens = tokens;
        this.pools = pools;
    }

    int tokens() {
        return tokens;
    }

    /** How many of the texts, from the first on, can be computed at once. */
    int fitting(List<int[]> texts) {
        int sum = 0;
        int count = 0;
        for (int[] text : texts) {
            sum += text.length;
            if (sum > tokens || count == SEQUENCES) {
                break;
            }
            count++;
        }
        return count;
    }

    /** The embeddings of as many texts as {@link #fitting} allows, each of length 1. */
    List<float[]> embed(List<int[]> texts, int threads) {
        if (context == null) {
            context = new LlamaContext(
                    model, new LlamaContext.Size(tokens, tokens, SEQUENCES, pools ? MODELS_OWN : MEAN), threads);
            batch = new Batch(tokens);
        }
        context.threads(threads);
        context.clear();
        batch.clear();
        for (int sequence = 0; sequence < texts.size(); sequence++) {
            int[] text = texts.get(sequence);
            for (int i = 0; i < text.length; i++) {
                batch.add(text[i], i, sequence, true);
            }
        }
        context.compute(batch);
        List<float[]> embeddings = new ArrayList<>();
        for (int sequence = 0; sequence < texts.size(); sequence++) {
            embeddings.add(normalised(context.embedding(sequence, model.embeddingLength())));
        }
        return embeddings;
    }

    private static float[] normalised(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new LanguageException(
                    LanguageException.Reason.INVALID_MODEL,
                    "The model gave an embedding that is no direction; take a model that was made for embeddings.");
        }
        double length = Math.sqrt(sum);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }
}
