package org.insula.movement;

import java.util.ArrayList;
import java.util.List;

/**
 * MiniRocket written from the text of the paper with no thought of speed: every kernel is a list of nine weights, every
 * output a sum of nine products in double precision, every feature counts steps one by one.
 */
final class ObviousMiniRocket {
    private ObviousMiniRocket() {}

    static List<int[]> kernels() {
        List<int[]> kernels = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            for (int j = i + 1; j < 9; j++) {
                for (int k = j + 1; k < 9; k++) {
                    int[] weights = {-1, -1, -1, -1, -1, -1, -1, -1, -1};
                    weights[i] = 2;
                    weights[j] = 2;
                    weights[k] = 2;
                    kernels.add(weights);
                }
            }
        }
        return kernels;
    }

    static double output(Series series, int[] channels, int[] weights, int dilation, int step) {
        double sum = 0;
        for (int channel : channels) {
            for (int j = 0; j < 9; j++) {
                int at = step + (j - 4) * dilation;
                sum += at < 0 || at >= series.length() ? 0 : weights[j] * (double) series.at(channel, at);
            }
        }
        return sum;
    }

    static float[] transform(Series series, MiniRocketParameters p) {
        float[] features = new float[p.biases().length];
        List<int[]> kernels = kernels();
        int combination = 0;
        int channelsAt = 0;
        int at = 0;
        for (int d = 0; d < p.dilations().length; d++) {
            int dilation = p.dilations()[d];
            for (int kernel = 0; kernel < 84; kernel++) {
                int[] channels = new int[p.channelCounts()[combination++]];
                for (int i = 0; i < channels.length; i++) {
                    channels[i] = p.channelIndices()[channelsAt++];
                }
                boolean padded = (d + kernel) % 2 == 0;
                int from = padded ? 0 : 4 * dilation;
                int to = padded ? series.length() : series.length() - 4 * dilation;
                double[] c = new double[to - from];
                for (int t = from; t < to; t++) {
                    c[t - from] = output(series, channels, kernels.get(kernel), dilation, t);
                }
                for (int b = 0; b < p.featuresPerDilation()[d]; b++) {
                    features[at] = share(c, p.biases()[at]);
                    at++;
                }
            }
        }
        return features;
    }

    private static float share(double[] c, float bias) {
        int above = 0;
        for (double value : c) {
            above += value > bias ? 1 : 0;
        }
        return (float) above / c.length;
    }
}
