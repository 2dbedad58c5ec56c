package org.insula.signal.audio;

/**
 * Halves the sample rate. A symmetric half-band filter (Kaiser window, β = 10) keeps what lies below 0.43 of the old half
 * sample rate within 10⁻⁵ and takes off by 100 dB what lies above 0.57 of it; sample n of the answer stands where sample
 * 2n stood.
 */
final class HalfBand {
    /** Taps on one side that are not zero. */
    private static final int SIDE = 24;

    private static final double BETA = 10;
    private static final float[] TAPS = taps();

    private HalfBand() {}

    private static float[] taps() {
        double[] ideal = new double[SIDE];
        double sum = 0.5;
        for (int j = 0; j < SIDE; j++) {
            int n = 2 * j + 1;
            double place = n / (2.0 * SIDE);
            double window = bessel(BETA * Math.sqrt(1 - place * place)) / bessel(BETA);
            ideal[j] = Math.sin(Math.PI * n / 2) / (Math.PI * n) * window;
            sum += 2 * ideal[j];
        }
        float[] taps = new float[SIDE];
        for (int j = 0; j < SIDE; j++) {
            // So that a constant stays what it is.
            taps[j] = (float) (ideal[j] * 0.5 / (sum - 0.5));
        }
        return taps;
    }

    /** Modified Bessel function of the first kind and order 0. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; k < 60; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    /**
     * Every second sample of the filtered sound, zeros standing outside.
     *
     * @return shape (⌈length / 2⌉,)
     */
    static float[] halve(float[] samples) {
        int length = samples.length;
        float[] even = new float[(length + 1) / 2];
        float[] odd = new float[length / 2 + 2 * SIDE];
        for (int n = 0; n < even.length; n++) {
            even[n] = samples[2 * n];
        }
        for (int n = 0; n < length / 2; n++) {
            odd[n + SIDE] = samples[2 * n + 1];
        }
        float[] out = new float[even.length];
        for (int n = 0; n < out.length; n++) {
            out[n] = 0.5f * even[n] + sides(odd, n + SIDE);
        }
        return out;
    }

    /** The odd samples around the even one before {@code odd[at]}. */
    private static float sides(float[] odd, int at) {
        float a = 0;
        float b = 0;
        for (int j = 0; j < SIDE; j += 2) {
            a += TAPS[j] * (odd[at - 1 - j] + odd[at + j]);
            b += TAPS[j + 1] * (odd[at - 2 - j] + odd[at + 1 + j]);
        }
        return a + b;
    }
}
