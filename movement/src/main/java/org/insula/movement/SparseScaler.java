package org.insula.movement;

/**
 * Brings each feature of {@link Hydra} to mean 0 and deviation 1, as in the paper: a feature that is 0 stays 0, and one
 * that was often 0 among the examples is held small, so that a kernel that hardly ever won cannot shout.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class SparseScaler {
    private static final double EXPONENT = 4;
    private static final double LEAST = 1e-8;

    private final float[] mean;
    private final float[] scale;

    private SparseScaler(float[] mean, float[] scale) {
        this.mean = mean;
        this.scale = scale;
    }

    /**
     * Learns means and deviations: the scale is the sample deviation plus the share of zeros to the fourth power.
     *
     * @param features shape (examples, n), at least one example
     */
    public static SparseScaler fit(float[][] features) {
        if (features.length == 0) {
            throw new MovementException("The scaler was given no features to fit; give those of at least one example.");
        }
        int n = features[0].length;
        float[] mean = new float[n];
        float[] scale = new float[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            int zeros = 0;
            for (float[] row : features) {
                sum += row[i];
                zeros += row[i] == 0 ? 1 : 0;
            }
            double average = sum / features.length;
            double squares = 0;
            for (float[] row : features) {
                squares += (row[i] - average) * (row[i] - average);
            }
            mean[i] = (float) average;
            scale[i] = (float) (Math.sqrt(squares / Math.max(1, features.length - 1))
                    + Math.pow((double) zeros / features.length, EXPONENT)
                    + LEAST);
        }
        return new SparseScaler(mean, scale);
    }

    /** The scaled features, shape (n,). */
    public float[] apply(float[] features) {
        if (features.length != mean.length) {
            throw new MovementException("The scaler was given " + features.length + " features and was made for "
                    + mean.length + "; use it with the transform that it was fitted on.");
        }
        float[] scaled = new float[features.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = features[i] == 0 ? 0 : (features[i] - mean[i]) / scale[i];
        }
        return scaled;
    }
}
