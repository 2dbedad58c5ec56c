package org.insula.movement;

import java.util.Arrays;

/** Loops in Java alone. */
final class PlainConvolution implements Convolution {
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
        for (int i = at; i < at + count; i++) {
            float bias = biases[i];
            int above = 0;
            for (int t = 0; t < length; t++) {
                above += c[t] > bias ? 1 : 0;
            }
            out[i] = (float) above / length;
        }
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
        float[] z = new float[Hydra.KERNELS];
        double[] sums = new double[Hydra.KERNELS];
        int[] counts = new int[Hydra.KERNELS];
        for (int t = 0; t < length; t++) {
            Arrays.fill(z, 0);
            for (int j = 0; j < Hydra.LENGTH; j++) {
                float value = x[xAt + t + (j - 4) * dilation];
                for (int k = 0; k < Hydra.KERNELS; k++) {
                    z[k] += weights[weightsAt + Hydra.KERNELS * j + k] * value;
                }
            }
            int largest = 0;
            int smallest = 0;
            for (int k = 1; k < Hydra.KERNELS; k++) {
                largest = z[k] > z[largest] ? k : largest;
                smallest = z[k] < z[smallest] ? k : smallest;
            }
            sums[largest] += z[largest];
            counts[smallest]++;
        }
        for (int k = 0; k < Hydra.KERNELS; k++) {
            out[maximaAt + k] = (float) sums[k];
            out[minimaAt + k] = counts[k];
        }
    }
}
