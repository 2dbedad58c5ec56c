package org.insula.signal.video;

/**
 * Bounds for reading moving pictures.
 *
 * @param maxPixels the most that one frame may have, width × height, 1 to 100 million; checked before memory is taken
 * @param maxFrames how many frames are read, 1 to a million
 * @param maxSeconds the longest that is read, in seconds, positive; what says that it is longer is refused at once, what
 *     turns out to be longer on the way is refused then
 */
public record VideoLimits(int maxPixels, int maxFrames, double maxSeconds) {
    public VideoLimits {
        if (maxPixels < 1 || maxPixels > 100_000_000 || maxFrames < 1 || maxFrames > 1_000_000) {
            throw new IllegalArgumentException("Limits of " + maxPixels + " pixels and " + maxFrames
                    + " frames were given; give 1 to 100000000 pixels and 1 to 1000000 frames.");
        }
        if (!(maxSeconds > 0 && maxSeconds <= 1e6)) {
            throw new IllegalArgumentException(
                    "A limit of " + maxSeconds + " seconds was given; give one above 0 and up to 1000000.");
        }
    }

    /** Frames of up to 16 megapixels (4,096 × 4,096), 60,000 of them, 20 minutes. */
    public static VideoLimits standard() {
        return new VideoLimits(1 << 24, 60_000, 20 * 60);
    }
}
