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

    /**
     * Writes the bands of the bins that begin at {@code at} to {@code target} from {@code offset} on.
     *
     * @param one kernels of a single lane
     * @param sum scratch, at least one float
     */
    private void apply(FourierKernels one, float[] bins, int at, float[] target, int offset, float[] sum) {
        for (int band = 0; band < first.length; band++) {
            one.weighted(weights[band], bins, at + first[band], sum);
            target[offset + band] = sum[0];
        }
    }

    /** As {@link MelFilterBank#apply}. */
    void apply(float[] bins, int at, float[] target, int offset) {
        apply(new PlainFourierKernels(), bins, at, target, offset, new float[1]);
    }

    /** The bands of every frame. */
    Spectrogram apply(Spectrogram spectrogram) {
        FourierKernels kernels = FourierKernels.best();
        int lanes = kernels.lanes();
        int bins = spectrogram.bins();
        float[] out = Spectrogram.allocate(spectrogram.frames(), bands());
        float[] byBin = new float[bins * lanes];
        float[] sums = new float[lanes];
        for (int t = 0; t < spectrogram.frames(); t += lanes) {
            int some = Math.min(lanes, spectrogram.frames() - t);
            gather(kernels, spectrogram, t, some, byBin);
            for (int band = 0; band < first.length; band++) {
                kernels.weighted(weights[band], byBin, first[band], sums);
                for (int lane = 0; lane < some; lane++) {
                    out[(t + lane) * bands() + band] = sums[lane];
                }
            }
        }
        return spectrogram.with(out, bands());
    }

    private static void gather(FourierKernels kernels, Spectrogram spectrogram, int t, int some, float[] byBin) {
        int bins = spectrogram.bins();
        for (int tile = 0; tile < bins; tile += RealFft.TILE) {
            int end = Math.min(tile + RealFft.TILE, bins);
            for (int lane = 0; lane < some; lane++) {
                kernels.fromRow(spectrogram.values(), (t + lane) * bins, byBin, lane, tile, end);
            }
        }
    }
}
