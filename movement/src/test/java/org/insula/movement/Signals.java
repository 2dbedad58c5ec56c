package org.insula.movement;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded series for tests. */
final class Signals {
    private Signals() {}

    /** Random walks in steps of 1/64, so that sums of a few thousand of them are exact in float. */
    static Series exact(int channels, int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[channels * length];
        for (int i = 0; i < values.length; i++) {
            float last = i % length == 0 ? 0 : values[i - 1];
            values[i] = Math.clamp(last + (random.nextInt(129) - 64) / 64f, -8, 8);
        }
        return Series.of(channels, length, values);
    }

    static List<Series> exact(int count, int channels, int length, long seed) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            series.add(exact(channels, length, seed + i));
        }
        return series;
    }

    static List<Series> noise(int count, int channels, int length, long seed) {
        Random random = new Random(seed);
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[channels * length];
            for (int t = 0; t < values.length; t++) {
                values[t] = (float) random.nextGaussian();
            }
            series.add(Series.of(channels, length, values));
        }
        return series;
    }
}
