package org.insula.movement;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Made-up series from rough to smooth, from which a MiniRocket that must not look at examples takes its biases: white
 * noise sent up to twice through a leaky sum whose memory is from none to 256 steps.
 */
final class ReferenceSeries {
    private static final double LONGEST_MEMORY = 8;

    private ReferenceSeries() {}

    static List<Series> of(int count, int channels, int length, Random random) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[Math.multiplyExact(channels, length)];
            for (int channel = 0; channel < channels; channel++) {
                fill(values, channel * length, length, random);
            }
            series.add(Series.of(channels, length, values));
        }
        return series;
    }

    private static void fill(float[] values, int from, int length, Random random) {
        for (int t = 0; t < length; t++) {
            values[from + t] = (float) random.nextGaussian();
        }
        for (int times = random.nextInt(3); times > 0; times--) {
            double kept = 1 - StrictMath.pow(2, -LONGEST_MEMORY * random.nextDouble());
            double sum = 0;
            for (int t = 0; t < length; t++) {
                sum = kept * sum + values[from + t];
                values[from + t] = (float) sum;
            }
        }
    }
}
