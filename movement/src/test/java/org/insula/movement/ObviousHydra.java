package org.insula.movement;

/** Hydra written from the text of the paper with no thought of speed, in double precision. */
final class ObviousHydra {
    private ObviousHydra() {}

    static float[] transform(Series series, HydraParameters p) {
        float[] features = new float[p.dilations().length * p.groups() * 16];
        int half = p.groups() / 2;
        int at = 0;
        for (int d = 0; d < p.dilations().length; d++) {
            for (int side = 0; side < 2; side++) {
                for (int g = 0; g < half; g++) {
                    int group = d * p.groups() + side * half + g;
                    double[] x = input(series, p, group, side == 1);
                    double[][] counts = compete(x, p, group, p.dilations()[d]);
                    for (int k = 0; k < 8; k++) {
                        features[at + g * 8 + k] = (float) Math.sqrt(Math.max(0, counts[0][k]));
                        features[at + half * 8 + g * 8 + k] = (float) Math.sqrt(counts[1][k]);
                    }
                }
                at += 2 * half * 8;
            }
        }
        return features;
    }

    private static double[] input(Series series, HydraParameters p, int group, boolean differences) {
        double[] sum = new double[series.length()];
        for (int i = 0; i < p.channelsPerGroup(); i++) {
            int channel = p.channelIndices()[group * p.channelsPerGroup() + i];
            for (int t = 0; t < sum.length; t++) {
                sum[t] += series.at(channel, t);
            }
        }
        if (!differences) {
            return sum;
        }
        double[] x = new double[sum.length - 1];
        for (int t = 0; t < x.length; t++) {
            x[t] = sum[t + 1] - sum[t];
        }
        return x;
    }

    private static double[][] compete(double[] x, HydraParameters p, int group, int dilation) {
        float[] weights = p.weights();
        double[][] counts = new double[2][8];
        for (int t = 0; t < x.length; t++) {
            double[] z = new double[8];
            for (int k = 0; k < 8; k++) {
                for (int j = 0; j < 9; j++) {
                    int from = t + (j - 4) * dilation;
                    z[k] += from < 0 || from >= x.length ? 0 : x[from] * weights[(group * 9 + j) * 8 + k];
                }
            }
            int largest = 0;
            int smallest = 0;
            for (int k = 1; k < 8; k++) {
                largest = z[k] > z[largest] ? k : largest;
                smallest = z[k] < z[smallest] ? k : smallest;
            }
            counts[0][largest] += z[largest];
            counts[1][smallest] += 1;
        }
        return counts;
    }
}
