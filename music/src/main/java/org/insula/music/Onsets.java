package org.insula.music;

/**
 * When keys are struck: what the network says, or, where that is more, how much likelier a key has become since one and
 * since two frames ago, on such a scale that the steepest rise counts as much as the network's surest onset.
 */
final class Onsets {
    private static final int KEYS = Posteriorgram.KEYS;
    /** The rise is not known before two frames have passed. */
    private static final int BACK = 2;

    private final float[] notes;
    private final float[] onsets;
    private final int frames;
    private final int lowest;
    private final int highest;
    private double surest;
    private double steepest;

    Onsets(Posteriorgram heard, int lowest, int highest, boolean infer) {
        this.notes = heard.notes();
        this.onsets = heard.onsets();
        this.frames = heard.frames();
        this.lowest = lowest;
        this.highest = highest;
        if (infer) {
            measure();
        }
    }

    private void measure() {
        for (int frame = 0; frame < frames; frame++) {
            for (int key = lowest; key <= highest; key++) {
                surest = Math.max(surest, onsets[frame * KEYS + key]);
                steepest = Math.max(steepest, rise(frame, key));
            }
        }
    }

    private double rise(int frame, int key) {
        if (frame < BACK) {
            return 0;
        }
        int i = frame * KEYS + key;
        double one = (double) notes[i] - notes[i - KEYS];
        double two = (double) notes[i] - notes[i - 2 * KEYS];
        return Math.max(0, Math.min(one, two));
    }

    private double at(int frame, int key) {
        double said = onsets[frame * KEYS + key];
        return steepest > 0 ? Math.max(said, surest * rise(frame, key) / steepest) : said;
    }

    /** Whether there is an onset of at least {@code threshold}, more than a frame before and after; never at an edge. */
    boolean peaksAbove(int frame, int key, double threshold) {
        double here = at(frame, key);
        return here >= threshold
                && frame > 0
                && frame < frames - 1
                && here > at(frame - 1, key)
                && here > at(frame + 1, key);
    }
}
