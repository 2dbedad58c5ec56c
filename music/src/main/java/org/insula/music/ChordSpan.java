package org.insula.music;

/**
 * A chord and when it sounds.
 *
 * @param start in seconds
 * @param end in seconds, after {@code start}
 */
public record ChordSpan(double start, double end, Chord chord) {}
