package org.insula.music;

/**
 * A bar.
 *
 * @param number counted from 1; 0 for an incomplete bar before the first
 * @param firstBeat the beat on its line
 * @param beats how many, at least 1
 */
record Bar(int number, int firstBeat, int beats) {
    int endBeat() {
        return firstBeat + beats;
    }
}
