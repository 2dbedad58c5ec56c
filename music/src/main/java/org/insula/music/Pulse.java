package org.insula.music;

/** Finds the steadiest pulse of a recording, at whatever level of its meter that is. */
final class Pulse {
    /** Pulses of this length are followed best (seconds). */
    private static final double CENTRE = 0.45;

    private static final double WIDTH_OCTAVES = 1;
    private static final double SHORTEST = 0.26;
    private static final double LONGEST = 0.80;
    private static final int TEETH = 5;
    private static final double WINDOW_SECONDS = 2;

    private Pulse() {}

    /** The length of the pulse in frames; 0 where nothing repeats. */
    static double period(float[] onsets) {
        Tempogram tempogram = new Tempogram(onsets);
        double best = 0;
        double top = 0;
        for (double period = SHORTEST * Evidence.FRAME_RATE; period < LONGEST * Evidence.FRAME_RATE; period *= 1.005) {
            double octaves = Math.log(period / Evidence.FRAME_RATE / CENTRE) / Math.log(2) / WIDTH_OCTAVES;
            double score = tempogram.comb(period, TEETH) * Math.exp(-0.5 * octaves * octaves);
            if (score > top) {
                top = score;
                best = period;
            }
        }
        return best;
    }

    /** The strength at each frame against the strongest within two seconds of it. */
    static float[] activation(float[] onsets) {
        int reach = (int) (WINDOW_SECONDS * Evidence.FRAME_RATE);
        float[] activation = new float[onsets.length];
        float[] smooth = new float[onsets.length];
        float mean = 0;
        for (int t = 0; t < onsets.length; t++) {
            float before = onsets[Math.max(0, t - 1)];
            float after = onsets[Math.min(onsets.length - 1, t + 1)];
            smooth[t] = 0.25f * before + 0.5f * onsets[t] + 0.25f * after;
            mean += smooth[t] / onsets.length;
        }
        float[] loudest = Running.maximum(smooth, reach);
        for (int t = 0; t < onsets.length; t++) {
            activation[t] = smooth[t] / Math.max(mean, loudest[t]);
        }
        return activation;
    }
}
