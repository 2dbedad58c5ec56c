package org.insula.music;

/**
 * How strongly onset strength repeats after each lag, by autocorrelation over the whole recording.
 *
 * @see <a href="https://doi.org/10.1080/09298210701653344">Ellis 2007, Beat tracking by dynamic programming</a>
 */
final class Tempogram {
    private static final double LONGEST_SECONDS = 6;
    private final double[] correlation;

    Tempogram(float[] onsets) {
        int lags = (int) Math.min(onsets.length / 2, LONGEST_SECONDS * Evidence.FRAME_RATE);
        double mean = 0;
        for (float o : onsets) {
            mean += o;
        }
        mean /= onsets.length;
        correlation = new double[Math.max(2, lags)];
        float[] centred = new float[onsets.length];
        for (int t = 0; t < centred.length; t++) {
            centred[t] = (float) (onsets[t] - mean);
        }
        for (int lag = 0; lag < correlation.length; lag++) {
            double sum = 0;
            for (int t = lag; t < centred.length; t++) {
                sum += centred[t] * centred[t - lag];
            }
            correlation[lag] = sum / (centred.length - lag);
        }
        double power = Math.max(1e-9, correlation[0]);
        for (int lag = 0; lag < correlation.length; lag++) {
            correlation[lag] /= power;
        }
    }

    /** Between -1 and 1; 0 beyond the longest lag. */
    double at(double lag) {
        int below = (int) lag;
        if (below + 1 >= correlation.length) {
            return 0;
        }
        double part = lag - below;
        return correlation[below] * (1 - part) + correlation[below + 1] * part;
    }

    /** The mean over the first {@code teeth} multiples of {@code period}. */
    double comb(double period, int teeth) {
        double sum = 0;
        int count = 0;
        for (int k = 1; k <= teeth && k * period < correlation.length - 1; k++) {
            double best = at(k * period);
            // tempo drifts: later teeth may be a little off
            for (int d = 1; d <= k / 2; d++) {
                best = Math.max(best, Math.max(at(k * period - d), at(k * period + d)));
            }
            sum += best;
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }
}
