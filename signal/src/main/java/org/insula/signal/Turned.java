package org.insula.signal;

import org.insula.signal.Sampling.Edge;

/**
 * Sampling of a turned crop. Plan: average the pixels under the crop in squares of ⌊step⌋; lay them out as one long for
 * each pixel, 21 bits for a channel, so that one multiplication weighs three channels; walk the turned rows in 32.32
 * fixed point and add the four neighbours of every sample with 11-bit weights. Four samples of 255 × 2048 still fit into
 * 21 bits.
 */
final class Turned {
    private static final int WEIGHT_BITS = 11;
    private static final int ONE = 1 << WEIGHT_BITS;
    private static final int CHANNEL_BITS = 21;
    private static final int CHANNEL = (1 << CHANNEL_BITS) - 1;
    private static final double FIXED = 0x1p32;
    private static final long HALF = 1L << 31;

    private final long[] pixels;
    private final int width;
    private final int height;
    /** Where the first pixel's left and top edges lie in the picture. */
    private final int x0;

    private final int y0;
    private final int factor;

    private Turned(Picture shrunk, int left, int top, int width, int height, int x0, int y0, int factor) {
        this.pixels = new long[width * height];
        this.width = width;
        this.height = height;
        this.x0 = x0;
        this.y0 = y0;
        this.factor = factor;
        byte[] rgb = shrunk.rgb();
        for (int y = 0; y < height; y++) {
            int from = 3 * ((top + y) * shrunk.width() + left);
            for (int x = 0; x < width; x++, from += 3) {
                pixels[y * width + x] = ((long) (rgb[from] & 255) << (2 * CHANNEL_BITS))
                        | ((long) (rgb[from + 1] & 255) << CHANNEL_BITS)
                        | (rgb[from + 2] & 255);
            }
        }
    }

    static void sample(Picture picture, Crop crop, Sampling sampling, float[] target, int at) {
        double step = crop.side() / sampling.size();
        int factor = (int) Math.max(1, Math.min(step, Math.max(picture.width(), picture.height())));
        double reach = crop.side() / 2 * (Math.abs(Math.cos(crop.angle())) + Math.abs(Math.sin(crop.angle())));
        double margin = reach + 2.0 * factor; // the four neighbours lie up to one square further
        int left = begin(crop.centreX() - margin, picture.width());
        int right = end(crop.centreX() + margin, left, picture.width());
        int top = begin(crop.centreY() - margin, picture.height());
        int bottom = end(crop.centreY() + margin, top, picture.height());
        Turned source;
        if (factor == 1) {
            source = new Turned(picture, left, top, right - left, bottom - top, left, top, 1);
        } else {
            int columns = Math.ceilDiv(right - left, factor);
            int rows = Math.ceilDiv(bottom - top, factor);
            Picture shrunk = BoxFilter.shrink(picture, left, top, columns, rows, factor);
            source = new Turned(shrunk, 0, 0, columns, rows, left, top, factor);
        }
        source.walk(crop, sampling, step / factor > 1 ? 2 : 1, target, at);
    }

    private static int begin(double wanted, int extent) {
        return (int) Math.max(0, Math.min(extent - 1, Math.floor(wanted)));
    }

    private static int end(double wanted, int begin, int extent) {
        return (int) Math.max(begin + 1, Math.min(extent, Math.ceil(wanted)));
    }

    private void walk(Crop crop, Sampling sampling, int samples, float[] target, int at) {
        int size = sampling.size();
        double step = crop.side() / size / samples / factor;
        double alongX = Math.cos(crop.angle()) * step;
        double alongY = Math.sin(crop.angle()) * step;
        double middle = size * samples / 2.0 - 0.5;
        long startX = fixed((crop.centreX() - x0) / factor - middle * alongX + middle * alongY - 0.5);
        long startY = fixed((crop.centreY() - y0) / factor - middle * alongY - middle * alongX - 0.5);
        long dx = fixed(alongX);
        long dy = fixed(alongY);
        boolean black = sampling.edge() == Edge.BLACK;
        float scale = sampling.scale() / (ONE * samples * samples);
        for (int y = 0; y < size; y++) {
            long rowX = startX - (long) y * samples * dy;
            long rowY = startY + (long) y * samples * dx;
            for (int x = 0; x < size; x++, rowX += samples * dx, rowY += samples * dy) {
                long sum = between(rowX, rowY, black);
                if (samples == 2) {
                    sum += between(rowX + dx, rowY + dy, black)
                            + between(rowX - dy, rowY + dx, black)
                            + between(rowX + dx - dy, rowY + dy + dx, black);
                }
                target[at++] = (sum >>> (2 * CHANNEL_BITS)) * scale + sampling.offset();
                target[at++] = ((sum >>> CHANNEL_BITS) & CHANNEL) * scale + sampling.offset();
                target[at++] = (sum & CHANNEL) * scale + sampling.offset();
            }
        }
    }

    /** The bilinear value at a fixed-point position, where whole numbers are pixel middles; weights add to {@link #ONE}. */
    private long between(long px, long py, boolean black) {
        int x = (int) (px >> 32);
        int y = (int) (py >> 32);
        int wx = (int) (px >>> (32 - WEIGHT_BITS)) & (ONE - 1);
        int wy = (int) (py >>> (32 - WEIGHT_BITS)) & (ONE - 1);
        if (x < 0 || y < 0 || x >= width - 1 || y >= height - 1) {
            if (black && isOutside(px, py)) {
                return 0;
            }
            return blend(
                    clamp(x, width),
                    clamp(x + 1, width),
                    clamp(y, height) * width,
                    clamp(y + 1, height) * width,
                    wx,
                    wy);
        }
        return blend(x, x + 1, y * width, (y + 1) * width, wx, wy);
    }

    private boolean isOutside(long px, long py) {
        return px < -HALF || py < -HALF || px >= ((long) width << 32) - HALF || py >= ((long) height << 32) - HALF;
    }

    private long blend(int left, int right, int upper, int lower, int wx, int wy) {
        int both = (wx * wy) >> WEIGHT_BITS;
        return pixels[upper + left] * (ONE - wx - wy + both)
                + pixels[upper + right] * (wx - both)
                + pixels[lower + left] * (wy - both)
                + pixels[lower + right] * both;
    }

    private static long fixed(double value) {
        return (long) Math.rint(Math.max(-1e9, Math.min(1e9, value)) * FIXED);
    }

    private static int clamp(int value, int extent) {
        return Math.max(0, Math.min(extent - 1, value));
    }
}
