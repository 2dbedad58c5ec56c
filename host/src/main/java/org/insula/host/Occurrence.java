package org.insula.host;

/**
 * Something that happened in a long signal, once.
 *
 * @param label what
 * @param start when it began, in seconds from the beginning of the signal, to about a quarter of a window
 * @param end when it ended, likewise
 * @param probability of the surest window
 */
public record Occurrence(String label, double start, double end, double probability) {}
