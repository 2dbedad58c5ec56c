package org.insula.signal;

import java.util.Arrays;

/** Shrinks part of a picture by a whole factor; reads each of its pixels once and no other. */
final class BoxFilter {
    private BoxFilter() {}

    /**
     * The means of squares of {@code factor} pixels; squares that reach past the picture's right or bottom edge are
     * means over what there is of them.
     *
     * @param x0 where the first square begins, inside the picture
     * @param y0 where the first square begins, inside the picture
     * @param columns squares across; the last begins inside the picture
     * @param rows squares down; the last begins inside the picture
     */
    static Picture shrink(Picture picture, int x0, int y0, int columns, int rows, int factor) {
        int width = picture.width();
        byte[] from = picture.rgb();
        byte[] to = new byte[3 * columns * rows];
        int span = 3 * (Math.min(width, x0 + columns * factor) - x0);
        int[] sums = new int[span];
        for (int row = 0; row < rows; row++) {
            int top = y0 + row * factor;
            int bottom = Math.min(picture.height(), top + factor);
            Arrays.fill(sums, 0);
            for (int y = top; y < bottom; y++) {
                addRow(from, 3 * (y * width + x0), sums);
            }
            averageColumns(sums, factor, bottom - top, to, 3 * row * columns);
        }
        return Picture.owning(columns, rows, to);
    }

    private static void addRow(byte[] from, int at, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += from[at + i] & 255;
        }
    }

    private static void averageColumns(int[] sums, int factor, int height, byte[] to, int at) {
        for (int start = 0; start < sums.length; start += 3 * factor) {
            int end = Math.min(sums.length, start + 3 * factor);
            long red = 0;
            long green = 0;
            long blue = 0;
            for (int i = start; i < end; i += 3) {
                red += sums[i];
                green += sums[i + 1];
                blue += sums[i + 2];
            }
            double share = 3.0 / ((double) (end - start) * height);
            to[at++] = (byte) (int) (red * share + 0.5);
            to[at++] = (byte) (int) (green * share + 0.5);
            to[at++] = (byte) (int) (blue * share + 0.5);
        }
    }
}
