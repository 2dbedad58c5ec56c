package org.insula.movement;

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
}
