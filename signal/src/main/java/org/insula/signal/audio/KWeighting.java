package org.insula.signal.audio;

/**
 * The two filters of BS.1770 in a row: a shelf that lifts what is above 1.5 kHz by 4 dB, as a head does, and a high-pass at
 * 38 Hz. Made for any rate by the bilinear transform of the analogue filters that give the table of the standard at 48 kHz.
 */
final class KWeighting {
    private static final double SHELF_HERTZ = 1681.974450955533;
    private static final double SHELF_DECIBELS = 3.999843853973347;
    private static final double SHELF_Q = 0.7071752369554196;
    private static final double SHELF_MIDDLE = 0.4996667741545416;
    private static final double HIGH_PASS_HERTZ = 38.13547087602444;
    private static final double HIGH_PASS_Q = 0.5003270373238773;
    private static final double LEAST_STATE = 1e-30;

    private final double b0;
    private final double b1;
    private final double b2;
    private final double a1;
    private final double a2;
    private final double c1;
    private final double c2;
    private double shelf1;
    private double shelf2;
    private double pass1;
    private double pass2;

    KWeighting(int sampleRate) {
        double k = Math.tan(Math.PI * Math.min(SHELF_HERTZ, 0.49 * sampleRate) / sampleRate);
        double high = Math.pow(10, SHELF_DECIBELS / 20);
        double middle = Math.pow(high, SHELF_MIDDLE);
        double scale = 1 + k / SHELF_Q + k * k;
        b0 = (high + middle * k / SHELF_Q + k * k) / scale;
        b1 = 2 * (k * k - high) / scale;
        b2 = (high - middle * k / SHELF_Q + k * k) / scale;
        a1 = 2 * (k * k - 1) / scale;
        a2 = (1 - k / SHELF_Q + k * k) / scale;
        double p = Math.tan(Math.PI * HIGH_PASS_HERTZ / sampleRate);
        double passScale = 1 + p / HIGH_PASS_Q + p * p;
        c1 = 2 * (p * p - 1) / passScale;
        c2 = (1 - p / HIGH_PASS_Q + p * p) / passScale;
    }

    /** The coefficients b0, b1, b2, a1, a2 of the shelf and a1, a2 of the high-pass, whose b are 1, −2, 1. */
    double[] coefficients() {
        return new double[] {b0, b1, b2, a1, a2, c1, c2};
    }

    /** Filters n samples (transposed direct form II) and gives the sum of their squares. */
    double energy(float[] samples, int from, int n) {
        double s1 = shelf1;
        double s2 = shelf2;
        double p1 = pass1;
        double p2 = pass2;
        double sum = 0;
        for (int i = from; i < from + n; i++) {
            double x = samples[i];
            double y = b0 * x + s1;
            s1 = b1 * x - a1 * y + s2;
            s2 = b2 * x - a2 * y;
            double z = y + p1;
            p1 = -2 * y - c1 * z + p2;
            p2 = y - c2 * z;
            sum += z * z;
        }
        shelf1 = settle(s1);
        shelf2 = settle(s2);
        pass1 = settle(p1);
        pass2 = settle(p2);
        return sum;
    }

    /** Numbers that fade out without end would slow the processor down. */
    private static double settle(double state) {
        return Math.abs(state) < LEAST_STATE ? 0 : state;
    }
}
