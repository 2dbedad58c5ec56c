package org.insula.signal.audio;

/** The discrete Fourier transform of complex numbers in double precision, to make filters with: short, not fast. */
final class DoubleFft {
    private final int length;

    /** @param length a power of two */
    DoubleFft(int length) {
        this.length = length;
    }

    int length() {
        return length;
    }

    /** In place, by decimation in time (Cooley and Tukey 1965). */
    void forward(double[] re, double[] im) {
        for (int i = 1; i < length; i++) {
            int mirror = Integer.reverse(i) >>> (Integer.numberOfLeadingZeros(length) + 1);
            if (mirror > i) {
                swap(re, i, mirror);
                swap(im, i, mirror);
            }
        }
        for (int half = 1; half < length; half *= 2) {
            for (int k = 0; k < half; k++) {
                double cos = Math.cos(-Math.PI * k / half);
                double sin = Math.sin(-Math.PI * k / half);
                for (int i = k; i < length; i += 2 * half) {
                    int j = i + half;
                    double r = re[j] * cos - im[j] * sin;
                    double m = re[j] * sin + im[j] * cos;
                    re[j] = re[i] - r;
                    im[j] = im[i] - m;
                    re[i] += r;
                    im[i] += m;
                }
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
