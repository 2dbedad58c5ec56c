package org.insula.signal;

/**
 * Bounds for decoding a picture.
 *
 * @param maxPixels the largest width × height that is decoded, 1 to {@value #MOST_PIXELS}; a picture takes three bytes
 *     for each, and decoding it about as much again
 */
public record PictureOptions(long maxPixels) {
    private static final long MOST_PIXELS = 700_000_000;

    public PictureOptions {
        if (maxPixels < 1 || maxPixels > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "A limit of " + maxPixels + " pixels was given; give one from 1 to " + MOST_PIXELS + ".");
        }
    }

    /** Up to 100 megapixels: every camera, few bombs. */
    public static PictureOptions defaults() {
        return new PictureOptions(100_000_000);
    }
}
