package org.insula.perception;

import java.util.Arrays;

/**
 * Edges, ridges and glides in a picture of sound, and roughly when and at which pitch they are: derivatives of Gaussians
 * at two lengths of time and two breadths of frequency, rectified, and averaged under overlapping triangles. Averaging
 * makes them bear a little shift in time and in pitch, as a longer or shorter throat, or another instrument, brings it.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @see <a href="https://doi.org/10.1121/1.4916618">Schädler and Kollmeier 2015, separable spectro-temporal Gabor filter
 *     bank features</a>, whose idea this is with other filters
 */
final class SpectralPatterns {
    private static final double[] TIME_WIDTHS = {1.5, 4};
    private static final double[] BAND_WIDTHS = {1, 2.5};
    /** Derivatives along time and along frequency. */
    private static final int[][] ORDERS = {{1, 0}, {0, 1}, {1, 1}, {2, 0}, {0, 2}, {2, 1}, {1, 2}};

    private static final int GRID = 6;

    /** How many numbers {@link #of} gives. */
    static final int SIZE = TIME_WIDTHS.length * BAND_WIDTHS.length * ORDERS.length * 2 * GRID * GRID;

    private SpectralPatterns() {}

    /**
     * The patterns of a picture.
     *
     * @param logs shape (steps, bands)
     */
    static float[] of(float[] logs, int bands) {
        float[] patterns = new float[SIZE];
        int steps = logs.length / bands;
        int at = 0;
        for (double timeWidth : TIME_WIDTHS) {
            for (double bandWidth : BAND_WIDTHS) {
                for (int[] order : ORDERS) {
                    float[] alongTime = along(logs, steps, bands, bands, 1, kernel(timeWidth, order[0]));
                    float[] both = along(alongTime, bands, 1, steps, bands, kernel(bandWidth, order[1]));
                    at = pool(both, bands, 1, patterns, at);
                    at = pool(both, bands, -1, patterns, at);
                }
            }
        }
        return patterns;
    }

    /** The n-th derivative of a Gaussian, times its width to the n-th power so that all derivatives are of one size. */
    private static double[] kernel(double width, int order) {
        int reach = (int) Math.ceil(4 * width);
        double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            sum += Math.exp(-0.5 * i * i / (width * width));
        }
        for (int i = -reach; i <= reach; i++) {
            double x = i / width;
            double derivative = switch (order) {
                case 0 -> 1;
                case 1 -> x;
                default -> x * x - 1;
            };
            kernel[i + reach] = derivative * Math.exp(-0.5 * x * x) / sum;
        }
        double mean = Arrays.stream(kernel).average().orElseThrow();
        for (int i = 0; order > 0 && i < kernel.length; i++) {
            kernel[i] -= mean; // sampled, a derivative does not quite add up to nothing
        }
        return kernel;
    }

    /** Correlates along one axis of {@code length} steps of {@code stride}; the ends go on as they are. */
    private static float[] along(float[] values, int length, int stride, int lines, int lineStride, double[] kernel) {
        float[] result = new float[values.length];
        int reach = kernel.length / 2;
        for (int line = 0; line < lines; line++) {
            int start = line * lineStride;
            for (int i = 0; i < length; i++) {
                double sum = 0;
                for (int k = -reach; k <= reach; k++) {
                    sum += kernel[k + reach] * values[start + Math.clamp(i + k, 0, length - 1) * stride];
                }
                result[start + i * stride] = (float) sum;
            }
        }
        return result;
    }

    private static int pool(float[] values, int bands, int sign, float[] target, int at) {
        float[] rectified = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rectified[i] = Math.max(0, sign * values[i]);
        }
        float[] inTime = TimeBins.of(rectified, bands, GRID); // (GRID, bands)
        float[] turned = new float[inTime.length];
        for (int g = 0; g < GRID; g++) {
            for (int b = 0; b < bands; b++) {
                turned[b * GRID + g] = inTime[g * bands + b];
            }
        }
        System.arraycopy(TimeBins.of(turned, GRID, GRID), 0, target, at, GRID * GRID);
        return at + GRID * GRID;
    }
}
