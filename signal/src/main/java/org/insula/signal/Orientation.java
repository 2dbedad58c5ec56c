package org.insula.signal;

/**
 * How stored pixels must be turned to stand upright, in the order of the EXIF values 1 to 8.
 *
 * @see <a href="https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf">Exif 2.32, tag 0x0112</a>
 */
enum Orientation {
    UPRIGHT(false),
    MIRRORED(false),
    UPSIDE_DOWN(false),
    FLIPPED(false),
    TRANSPOSED(true),
    TURNED_RIGHT(true),
    TRANSVERSED(true),
    TURNED_LEFT(true);

    private static final Orientation[] VALUES = values();

    private final boolean swapsSides;

    Orientation(boolean swapsSides) {
        this.swapsSides = swapsSides;
    }

    /** The orientation of an EXIF value; anything but 1 to 8 counts as upright, as viewers do. */
    static Orientation of(int exif) {
        return exif >= 1 && exif <= VALUES.length ? VALUES[exif - 1] : UPRIGHT;
    }

    /** The picture stood upright. */
    Picture apply(Picture stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int w = stored.width();
        int h = stored.height();
        int width = swapsSides ? h : w;
        int height = swapsSides ? w : h;
        byte[] from = stored.rgb();
        byte[] to = new byte[from.length];
        int start = 3 * source(0, 0, w, h);
        int right = width > 1 ? 3 * source(1, 0, w, h) - start : 0;
        int down = height > 1 ? 3 * source(0, 1, w, h) - start : 0;
        int at = 0;
        for (int y = 0; y < height; y++) {
            int source = start + y * down;
            for (int x = 0; x < width; x++, source += right) {
                to[at++] = from[source];
                to[at++] = from[source + 1];
                to[at++] = from[source + 2];
            }
        }
        return Picture.owning(width, height, to);
    }

    /** Which stored pixel is shown at (x, y). */
    private int source(int x, int y, int w, int h) {
        return switch (this) {
            case UPRIGHT -> y * w + x;
            case MIRRORED -> y * w + (w - 1 - x);
            case UPSIDE_DOWN -> (h - 1 - y) * w + (w - 1 - x);
            case FLIPPED -> (h - 1 - y) * w + x;
            case TRANSPOSED -> x * w + y;
            case TURNED_RIGHT -> (h - 1 - x) * w + y;
            case TRANSVERSED -> (h - 1 - x) * w + (w - 1 - y);
            case TURNED_LEFT -> x * w + (w - 1 - y);
        };
    }
}
