package org.insula.music;

/**
 * How likely it is, frame by frame, that each of the 88 keys of a piano sounds, and that it is struck; and how far a
 * sounding key is bent.
 *
 * <p>Safe to share between threads: nobody writes into it once it is there.
 *
 * @see <a href="https://arxiv.org/abs/2203.09893">Bittner et al. 2022, where these are Yn, Yo and, for the bends, Yp</a>
 */
public final class Posteriorgram {
    /** How many keys. */
    public static final int KEYS = 88;
    /** The MIDI note number of the lowest key, A0. */
    public static final int LOWEST_MIDI = 21;

    private static final double HOP_SECONDS = 256.0 / 22050;
    private static final int FRAMES_A_STEP = 172;
    /** What {@link #FRAMES_A_STEP} frames are too long by, as published: a window's overhang and a remainder. */
    private static final double STEP_SECONDS = HOP_SECONDS * (FRAMES_A_STEP - 43844.0 / 256) + 0.0018;

    private final int frames;
    private final float[] notes;
    private final float[] onsets;
    private final byte[] bends;

    /**
     * @param notes shape (frames, 88), given away
     * @param onsets shape (frames, 88), given away
     * @param bends shape (frames, 88) in thirds of a semitone, given away; empty where not looked for
     */
    Posteriorgram(int frames, float[] notes, float[] onsets, byte[] bends) {
        if (notes.length != frames * KEYS || onsets.length != notes.length) {
            throw new IllegalArgumentException(
                    frames + " frames with " + notes.length + " and " + onsets.length + " numbers");
        }
        this.frames = frames;
        this.notes = notes;
        this.onsets = onsets;
        this.bends = bends;
    }

    /** How many frames, each 256 samples at 22,050 Hz after the one before, but for the correction in {@link #time}. */
    public int frames() {
        return frames;
    }

    /**
     * When a frame sounds, as the published program says it: frames are 256 samples apart, but since a window's last
     * frame reaches into the next, 10.3 ms are taken back every 172 frames. It is off by at most 10 ms.
     *
     * @return seconds from the beginning
     */
    public double time(int frame) {
        return timeOf(frame);
    }

    static double timeOf(int frame) {
        return frame * HOP_SECONDS - STEP_SECONDS * (frame / FRAMES_A_STEP);
    }

    /** How likely the key sounds, 0 to 1. */
    public float note(int frame, int key) {
        return notes[frame * KEYS + key];
    }

    /** How likely the key is struck, 0 to 1. */
    public float onset(int frame, int key) {
        return onsets[frame * KEYS + key];
    }

    /** Whether {@link #bend} can be asked. */
    public boolean hasBends() {
        return bends.length > 0;
    }

    /** How far the pitch near the key lies above it, in thirds of a semitone, -25 to 25. */
    public int bend(int frame, int key) {
        return bends[frame * KEYS + key];
    }

    /** The array itself, only to be read. */
    float[] notes() {
        return notes;
    }

    /** The array itself, only to be read. */
    float[] onsets() {
        return onsets;
    }

    @Override
    public String toString() {
        return "Posteriorgram[" + frames + " frames]";
    }
}
