package org.insula.signal.audio;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Takes sound in and keeps one number for each 100 ms of it: the weighted power of all channels. */
final class LoudnessMeter {
    private static final int HOPS_IN_BLOCK = 4;
    private static final double OFFSET = -0.691;
    private static final double ABSOLUTE_GATE = power(-70);
    private static final double RELATIVE_GATE = 0.1; // -10 LU

    private final double[] weights;
    private final KWeighting[] filters;
    private final int hop;
    private double[] hops = new double[64];
    private int count;
    private double energy;
    private int inHop;

    /** @param weights of the channels, 0 for one that does not count */
    LoudnessMeter(int sampleRate, double[] weights) {
        this.weights = weights.clone();
        this.filters = new KWeighting[weights.length];
        Arrays.setAll(filters, c -> new KWeighting(sampleRate));
        this.hop = Math.max(1, Math.round(sampleRate / 10f));
    }

    /** @param channels shape (channels, at least n), finite */
    void add(float[][] channels, int n) {
        for (int from = 0; from < n; ) {
            int part = Math.min(n - from, hop - inHop);
            for (int c = 0; c < weights.length; c++) {
                if (weights[c] > 0) {
                    energy += weights[c] * filters[c].energy(channels[c], from, part);
                }
            }
            inHop += part;
            from += part;
            if (inHop == hop) {
                endHop();
            }
        }
    }

    private void endHop() {
        hops = count == hops.length ? Arrays.copyOf(hops, 2 * count) : hops;
        hops[count++] = energy / hop;
        energy = 0;
        inHop = 0;
    }

    OptionalDouble integratedLufs() {
        double mean = meanAbove(ABSOLUTE_GATE);
        double gated = meanAbove(Math.max(ABSOLUTE_GATE, RELATIVE_GATE * mean));
        return gated > 0 ? OptionalDouble.of(OFFSET + 10 * Math.log10(gated)) : OptionalDouble.empty();
    }

    /** The mean power of those blocks whose power is above the gate; 0 where there is none. */
    private double meanAbove(double gate) {
        double sum = 0;
        int blocks = 0;
        for (int i = 0; i + HOPS_IN_BLOCK <= count; i++) {
            double power = 0;
            for (int j = i; j < i + HOPS_IN_BLOCK; j++) {
                power += hops[j] / HOPS_IN_BLOCK;
            }
            if (power > gate) {
                sum += power;
                blocks++;
            }
        }
        return blocks == 0 ? 0 : sum / blocks;
    }

    private static double power(double lufs) {
        return Math.pow(10, (lufs - OFFSET) / 10);
    }
}
