package org.insula.perception;

/** The cosine transform along frequency (type 2, orthonormal), which parts a spectrum's envelope from its detail. */
final class Cepstrum {
    private final int bands;
    private final int coefficients;
    private final float[] basis;

    Cepstrum(int bands, int coefficients) {
        this.bands = bands;
        this.coefficients = coefficients;
        this.basis = new float[coefficients * bands];
        for (int k = 0; k < coefficients; k++) {
            double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / bands);
            for (int n = 0; n < bands; n++) {
                basis[k * bands + n] = (float) (scale * Math.cos(Math.PI * k * (2 * n + 1) / (2 * bands)));
            }
        }
    }

    /**
     * Transforms each frame.
     *
     * @param logs shape (frames, bands)
     * @return shape (frames, coefficients)
     */
    float[] of(float[] logs) {
        int frames = logs.length / bands;
        float[] cepstra = new float[frames * coefficients];
        for (int t = 0; t < frames; t++) {
            for (int k = 0; k < coefficients; k++) {
                float sum = 0;
                for (int n = 0; n < bands; n++) {
                    sum += basis[k * bands + n] * logs[t * bands + n];
                }
                cepstra[t * coefficients + k] = sum;
            }
        }
        return cepstra;
    }

    /** The slope of each coefficient over five frames, the first and last repeated beyond the ends. */
    static float[] slopes(float[] cepstra, int coefficients) {
        int frames = cepstra.length / coefficients;
        float[] slopes = new float[cepstra.length];
        for (int t = 0; t < frames; t++) {
            for (int k = 0; k < coefficients; k++) {
                float sum = 0;
                for (int away = 1; away <= 2; away++) {
                    float after = cepstra[Math.min(frames - 1, t + away) * coefficients + k];
                    float before = cepstra[Math.max(0, t - away) * coefficients + k];
                    sum += away * (after - before);
                }
                slopes[t * coefficients + k] = sum / 10;
            }
        }
        return slopes;
    }
}
