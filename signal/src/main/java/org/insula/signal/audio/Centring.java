package org.insula.signal.audio;

/** Where the frames of a short-time transform lie, and what stands before the first and after the last sample. */
public enum Centring {
    /**
     * Frame t begins at sample t · hop; only whole frames are taken, so there are none in a sound shorter than one.
     */
    NONE,
    /** The middle of frame t is sample t · hop; zeros stand outside: {@code librosa.stft} since version 0.10. */
    ZEROS,
    /**
     * The middle of frame t is sample t · hop; outside stands the sound mirrored at its first and last sample, which are
     * not repeated: {@code torch.stft}, and {@code librosa.stft} before version 0.10.
     */
    MIRROR
}
