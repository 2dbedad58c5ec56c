package org.insula.signal.audio;

/** The plain mean of all channels, each counting alike, as {@code librosa.to_mono} has it. */
final class MonoMix {
    private float[] mono = {};

    /**
     * The mean of the frame at hand; the array is used again for the next one.
     *
     * @throws org.insula.signal.SignalException if a sample is not finite
     */
    float[] of(Track track, int n) {
        float[][] planes = track.frame();
        mono = mono.length < n ? new float[n] : mono;
        if (planes.length == 1) {
            System.arraycopy(planes[0], 0, mono, 0, n);
        } else if (planes.length == 2) {
            mean(planes[0], planes[1], n);
        } else {
            mean(planes, n);
        }
        return mono;
    }

    private void mean(float[] left, float[] right, int n) {
        for (int i = 0; i < n; i++) {
            mono[i] = 0.5f * left[i] + 0.5f * right[i];
        }
    }

    private void mean(float[][] planes, int n) {
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (float[] plane : planes) {
                sum += plane[i];
            }
            mono[i] = (float) (sum / planes.length);
        }
    }
}
