package org.insula.signal.audio;

import java.util.Arrays;

/** Bands that each add up weighted neighbouring bins; only the bins from the first to the last weight are kept. */
final class FilterBank {
    private final int[] first;
    private final float[][] weights;

    private FilterBank(int[] first, float[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    /**
     * Trims rows of weights to what is not zero.
     *
     * @param dense shape (bands, bins)
     */
    static FilterBank of(float[][] dense) {
        int[] first = new int[dense.length];
        float[][] weights = new float[dense.length][];
        for (int band = 0; band < dense.length; band++) {
            int from = 0;
            int to = dense[band].length;
            while (from < to && dense[band][from] == 0) {
                from++;
            }
            while (to > from && dense[band][to - 1] == 0) {
                to--;
            }
            first[band] = from;
            weights[band] = Arrays.copyOfRange(dense[band], from, to);
        }
        return new FilterBank(first, weights);
    }

    int bands() {
        return first.length;
    }

    /** The first bin that goes into a band. */
    int first(int band) {
        return first[band];
    }

    /** The weights of the bins of a band from the first on: the array itself, to be read only. */
    float[] weights(int band) {
        return weights[band];
    }

    float weight(int band, int bin) {
        int at = bin - first[band];
        return at < 0 || at >= weights[band].length ? 0 : weights[band][at];
    }

    boolean isEmpty(int band) {
        return weights[band].length == 0;
    }

    /** Writes the bands of the bins that begin at {@code at} to {@code target} from {@code offset} on. */
    void apply(float[] bins, int at, float[] target, int offset) {
        for (int band = 0; band < first.length; band++) {
            target[offset + band] = dot(weights[band], bins, at + first[band]);
        }
    }

    private static float dot(float[] weights, float[] bins, int at) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 4 <= weights.length; i += 4) {
            a += weights[i] * bins[at + i];
            b += weights[i + 1] * bins[at + i + 1];
            c += weights[i + 2] * bins[at + i + 2];
            d += weights[i + 3] * bins[at + i + 3];
        }
        for (; i < weights.length; i++) {
            a += weights[i] * bins[at + i];
        }
        return (a + b) + (c + d);
    }
}
