package org.insula.signal.audio;

/**
 * Bounds for reading sound.
 *
 * @param maxSeconds the longest sound that is read, in seconds, positive; what says that it is longer is refused before
 *     memory is taken, what turns out to be longer while it is read is refused then
 */
public record AudioLimits(double maxSeconds) {
    public AudioLimits {
        if (!(maxSeconds > 0 && maxSeconds <= 1e7)) {
            throw new IllegalArgumentException(
                    "A limit of " + maxSeconds + " seconds was given; give one above 0 and up to 10,000,000.");
        }
    }

    /**
     * Two hours, for sound held in memory: longer than nearly every song, lecture, concert and film, and 635 MB of
     * samples at 22,050 Hz, which is as much as one file may fairly take.
     */
    public static AudioLimits standard() {
        return new AudioLimits(2 * 3600);
    }

    /** A day, for sound read in blocks: this bounds the time it takes, since the memory is bounded anyway. */
    public static AudioLimits streaming() {
        return new AudioLimits(24 * 3600);
    }
}
