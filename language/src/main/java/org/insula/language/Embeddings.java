package org.insula.language;

import java.util.List;

/**
 * Texts as directions.
 *
 * @param vectors one for each text, in order, each of length 1 and as many numbers as the model's embedding length
 * @param promptTokens how many tokens the texts have together
 */
public record Embeddings(List<float[]> vectors, int promptTokens) {
    public Embeddings {
        vectors = List.copyOf(vectors);
    }
}
