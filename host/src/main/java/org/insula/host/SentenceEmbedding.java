package org.insula.host;

import org.insula.embedding.Embedding;

/**
 * What a text means.
 *
 * @param vector of length one, so that the dot product of two of them is the cosine of their angle
 * @param tokens how many word pieces were looked at; 0 where the encoder does not count them
 */
public record SentenceEmbedding(Embedding vector, int tokens) {}
