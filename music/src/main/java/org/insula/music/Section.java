package org.insula.music;

/**
 * A part of a piece; parts that sound alike share a label.
 *
 * @param start in seconds
 * @param end in seconds, after {@code start}
 * @param label {@code A}, {@code B}… in the order of first hearing
 */
public record Section(double start, double end, String label) {}
