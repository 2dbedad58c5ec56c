package org.insula.movement;

import java.util.Arrays;

/** Loops in Java alone. */
final class PlainConvolution implements Convolution {
    private static final int BLOCK = 256;

    @Override
    public void alpha(float[] x, int xAt, int dilation, int length, float[] out, int outAt) {
        for (int t = 0; t < length; t++) {
            float sum = 0;
            for (int j = -4; j <= 4; j++) {
                sum -= x[xAt + t + j * dilation];
            }
            out[outAt + t] = sum;
        }
    }

    @Override
    public void row(
            float[] alpha,
            int alphaAt,
            float[] g,
            int first,
            int second,
            int third,
            int length,
            float[] c,
            boolean add) {
        if (add) {
            for (int t = 0; t < length; t++) {
                c[t] += alpha[alphaAt + t] + g[first + t] + g[second + t] + g[third + t];
            }
        } else {
            for (int t = 0; t < length; t++) {
                c[t] = alpha[alphaAt + t] + g[first + t] + g[second + t] + g[third + t];
            }
        }
    }

    @Override
    public void positives(float[] c, int length, float[] biases, int at, int count, float[] out) {
        int i = at;
        for (; i + 4 <= at + count; i += 4) {
            positives4(c, length, biases, i, out);
        }
        for (; i < at + count; i++) {
            float bias = biases[i];
            int above = 0;
            for (int t = 0; t < length; t++) {
                above += c[t] > bias ? 1 : 0;
            }
            out[i] = (float) above / length;
        }
    }

    /** The sign of bias − c is 1 where c is above, which spares branches that nobody can foresee. */
    private static void positives4(float[] c, int length, float[] biases, int i, float[] out) {
        float b0 = biases[i];
        float b1 = biases[i + 1];
        float b2 = biases[i + 2];
        float b3 = biases[i + 3];
        int n0 = 0;
        int n1 = 0;
        int n2 = 0;
        int n3 = 0;
        for (int t = 0; t < length; t++) {
            float value = c[t];
            n0 += Float.floatToRawIntBits(b0 - value) >>> 31;
            n1 += Float.floatToRawIntBits(b1 - value) >>> 31;
            n2 += Float.floatToRawIntBits(b2 - value) >>> 31;
            n3 += Float.floatToRawIntBits(b3 - value) >>> 31;
        }
        out[i] = (float) n0 / length;
        out[i + 1] = (float) n1 / length;
        out[i + 2] = (float) n2 / length;
        out[i + 3] = (float) n3 / length;
    }

    @Override
    public void compete(
            float[] x,
            int xAt,
            int dilation,
            int length,
            float[] weights,
            int weightsAt,
            float[] out,
            int maximaAt,
            int minimaAt) {
        double[] sums = new double[Hydra.KERNELS];
        int[] counts = new int[Hydra.KERNELS];
        float[][] z = new float[Hydra.KERNELS][BLOCK];
        for (int from = 0; from < length; from += BLOCK) {
            int steps = Math.min(BLOCK, length - from);
            for (int k = 0; k < Hydra.KERNELS; k++) {
                convolve(x, xAt + from - 4 * dilation, dilation, steps, weights, weightsAt + k, z[k]);
            }
            for (int t = 0; t < steps; t++) {
                int largest = 0;
                int smallest = 0;
                float max = z[0][t];
                float min = max;
                for (int k = 1; k < Hydra.KERNELS; k++) {
                    float value = z[k][t];
                    largest = value > max ? k : largest;
                    max = Math.max(max, value);
                    smallest = value < min ? k : smallest;
                    min = Math.min(min, value);
                }
                sums[largest] += max;
                counts[smallest]++;
            }
        }
        for (int k = 0; k < Hydra.KERNELS; k++) {
            out[maximaAt + k] = (float) sums[k];
            out[minimaAt + k] = counts[k];
        }
    }

    /** One kernel over a block of steps; each inner loop is one that the compiler turns into vectors by itself. */
    private static void convolve(
            float[] x, int at, int dilation, int steps, float[] weights, int weightsAt, float[] z) {
        Arrays.fill(z, 0, steps, 0);
        for (int j = 0; j < Hydra.LENGTH; j++) {
            float weight = weights[weightsAt + Hydra.KERNELS * j];
            int from = at + j * dilation;
            for (int t = 0; t < steps; t++) {
                z[t] += weight * x[from + t];
            }
        }
    }
}
