package org.insula.signal;

/**
 * How a crop becomes numbers: {@code value * scale + offset} with {@code value} from 0 to 255.
 *
 * @param size pixels along each side of the result, 1 to 4096
 * @param edge what lies outside the picture
 * @param scale factor for each 8-bit value
 * @param offset added after scaling
 */
public record Sampling(int size, Edge edge, float scale, float offset) {
    /** What is seen outside the picture. */
    public enum Edge {
        /** The nearest pixel of the picture, over and over. */
        REPLICATE,
        /** Black, value 0. */
        BLACK
    }

    public Sampling {
        if (size < 1 || size > 4096) {
            throw new IllegalArgumentException(
                    "A crop of " + size + " pixels a side was asked for; give a size from 1 to 4096.");
        }
    }

    /** Values from 0 to 255 as stored. */
    public static Sampling raw(int size, Edge edge) {
        return new Sampling(size, edge, 1, 0);
    }

    /** Values from 0 to 1. */
    public static Sampling unit(int size, Edge edge) {
        return new Sampling(size, edge, 1 / 255f, 0);
    }

    /** Values from -1 to 1. */
    public static Sampling signed(int size, Edge edge) {
        return new Sampling(size, edge, 1 / 127.5f, -1);
    }

    /** How many numbers one crop gives: size × size × 3. */
    public int length() {
        return 3 * size * size;
    }
}
