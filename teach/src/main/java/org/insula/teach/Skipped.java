package org.insula.teach;

/**
 * An example that could not be used.
 *
 * @param input its name in the data set
 * @param error why, in one sentence
 */
public record Skipped(String input, String error) {}
