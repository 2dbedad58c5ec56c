package org.insula.music;

import java.util.ArrayDeque;

/** Figures over a window that runs along a series. */
final class Running {
    private Running() {}

    /** The largest value at most {@code reach} away from each place. */
    static float[] maximum(float[] series, int reach) {
        float[] maximum = new float[series.length];
        ArrayDeque<Integer> falling = new ArrayDeque<>();
        for (int t = 0; t < series.length + reach; t++) {
            if (t < series.length) {
                while (!falling.isEmpty() && series[falling.peekLast()] <= series[t]) {
                    falling.pollLast();
                }
                falling.addLast(t);
            }
            int centre = t - reach;
            if (centre >= 0) {
                while (falling.peekFirst() < centre - reach) {
                    falling.pollFirst();
                }
                maximum[centre] = series[falling.peekFirst()];
            }
        }
        return maximum;
    }
}
