package org.insula.signal;

import java.util.Arrays;

/**
 * A picture: 8-bit sRGB without alpha, upright as a viewer shows it, origin at the top left.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Picture {
    private final int width;
    private final int height;
    private final byte[] rgb;

    private Picture(int width, int height, byte[] rgb) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /**
     * Decodes a JPEG, PNG, WebP, GIF (its first frame) or BMP file of up to 100 megapixels.
     *
     * @param file the file's bytes; its name plays no part
     * @see #decode(byte[], PictureOptions)
     */
    public static Picture decode(byte[] file) {
        return decode(file, PictureOptions.defaults());
    }

    /**
     * Decodes a JPEG, PNG, WebP, GIF (its first frame) or BMP file. Its EXIF orientation is applied, what is transparent
     * lies on white, grey stays as stored (no gamma is applied to it), 16-bit samples keep their upper half, CMYK is
     * converted without a profile.
     *
     * @param file the file's bytes; its name plays no part
     * @param options the largest picture that is accepted
     * @throws SignalException if the content is not one of these formats, is cut short or broken, or holds more pixels
     *     than {@code options} allow (found in the header, before memory is taken)
     */
    public static Picture decode(byte[] file, PictureOptions options) {
        return PictureDecoder.decode(file, options);
    }

    /**
     * A picture of given pixels.
     *
     * @param rgb shape (height, width, 3), red first, 0 to 255; copied
     * @throws IllegalArgumentException if a side is not positive or {@code rgb} has another length
     */
    public static Picture of(int width, int height, byte[] rgb) {
        return owning(width, height, rgb.clone());
    }

    /** As {@link #of}, without a copy: the caller gives the array away. */
    static Picture owning(int width, int height, byte[] rgb) {
        if (width <= 0 || height <= 0 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(rgb.length + " bytes came for a picture of " + width + " by " + height
                    + " pixels; give positive sides and three bytes for each pixel.");
        }
        return new Picture(width, height, rgb);
    }

    /** The horizontal extent in pixels, positive. */
    public int width() {
        return width;
    }

    /** The vertical extent in pixels, positive. */
    public int height() {
        return height;
    }

    /** One pixel as {@code 0xRRGGBB}. */
    public int pixel(int x, int y) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            throw new IndexOutOfBoundsException("Pixel (" + x + ", " + y + ") lies outside a picture of " + width
                    + " by " + height + "; count from 0.");
        }
        int at = 3 * (y * width + x);
        return ((rgb[at] & 255) << 16) | ((rgb[at + 1] & 255) << 8) | (rgb[at + 2] & 255);
    }

    /** A copy of the pixels, shape (height, width, 3), red first. */
    public byte[] toArray() {
        return rgb.clone();
    }

    /** The picture as seen in a mirror: left and right swapped. */
    public Picture mirrored() {
        return Orientation.MIRRORED.apply(this);
    }

    /**
     * The picture turned clockwise.
     *
     * @param quarters how many quarter turns; negative ones go the other way
     */
    public Picture turned(int quarters) {
        return switch (Math.floorMod(quarters, 4)) {
            case 1 -> Orientation.TURNED_RIGHT.apply(this);
            case 2 -> Orientation.UPSIDE_DOWN.apply(this);
            case 3 -> Orientation.TURNED_LEFT.apply(this);
            default -> this;
        };
    }

    /**
     * The picture shrunk by a whole factor: each new pixel is the mean of a {@code factor} × {@code factor} square. Up
     * to {@code factor - 1} columns at the right and rows at the bottom that fill no square are left out.
     *
     * @param factor 1 or more, at most the shorter side
     */
    public Picture shrunk(int factor) {
        if (factor < 1 || factor > Math.min(width, height)) {
            throw new IllegalArgumentException("A factor of " + factor + " was given for a picture of " + width + " by "
                    + height + "; give one from 1 to its shorter side.");
        }
        return factor == 1 ? this : BoxFilter.shrink(this, 0, 0, width / factor, height / factor, factor);
    }

    /** The pixels themselves, for the loops of this package; never written to. */
    byte[] rgb() {
        return rgb;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture that
                && width == that.width
                && height == that.height
                && Arrays.equals(rgb, that.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "Picture[" + width + " by " + height + "]";
    }
}
