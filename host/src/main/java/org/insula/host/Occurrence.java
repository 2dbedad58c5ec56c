package org.insula.host;

/**
 * Something that happened in a long signal, once.
 *
 * @param label what
 * @param start when it began, in seconds from the beginning of the signal, to about a quarter of a window
 * @param end when it ended, likewise
 * @param probability how sure the answers were when it was noticed
 */
public record Occurrence(String label, double start, double end, double probability) {}
