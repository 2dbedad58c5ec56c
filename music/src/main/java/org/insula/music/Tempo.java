package org.insula.music;

/**
 * How fast a piece goes.
 *
 * @param bpm beats a minute
 * @param confidence that this is the level at which people would tap, 0 to 1
 */
public record Tempo(double bpm, double confidence) {}
