package org.insula.embedding;

/**
 * One thing found in a signal: its embedding and where it is.
 *
 * @param embedding what it looks or sounds like
 * @param where the part of the signal that it covers
 */
public record Encoded(Embedding embedding, Where where) {}
