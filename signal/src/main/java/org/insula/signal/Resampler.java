package org.insula.signal;

import java.util.Arrays;

/**
 * Square crops as numbers for a network.
 *
 * <p>An upright crop that shrinks takes the mean over the area under each result, one that enlarges is bilinear. A
 * turned crop whose step is two or more first averages the pixels under it in squares of ⌊step⌋; what shrinking is left
 * takes the mean of 2 × 2 bilinear samples. So no pixel under the crop is skipped (no aliasing) and none outside it is
 * read. Stateless, safe to call from many threads.
 */
public final class Resampler {
    private static final int MIDDLE = 128;

    private Resampler() {}

    /**
     * Samples a crop.
     *
     * @param target receives shape (size, size, 3), rows from the top, red first, from {@code at} on
     * @throws IllegalArgumentException if {@code target} has no room for it
     */
    public static void sample(Picture picture, Crop crop, Sampling sampling, float[] target, int at) {
        if (at < 0 || target.length - at < sampling.length()) {
            throw new IllegalArgumentException("The target has " + target.length + " numbers, of which "
                    + sampling.length() + " are wanted from position " + at + " on; give a longer array.");
        }
        if (crop.angle() == 0) {
            upright(picture, crop, sampling, target, at);
            return;
        }
        Turned.sample(picture, crop, sampling, target, at);
    }

    /** As {@link #sample(Picture, Crop, Sampling, float[], int)}, into a new array. */
    public static float[] sample(Picture picture, Crop crop, Sampling sampling) {
        float[] target = new float[sampling.length()];
        sample(picture, crop, sampling, target, 0);
        return target;
    }

    /**
     * Rows and columns are independent: the rows that a result row draws on are blended over their whole width, then the
     * columns are drawn from the blend.
     */
    private static void upright(Picture picture, Crop crop, Sampling sampling, float[] target, int at) {
        int size = sampling.size();
        double step = crop.side() / size;
        Taps across = new Taps(size, crop.centreX() - crop.side() / 2, step, picture.width(), sampling.edge());
        Taps down = new Taps(size, crop.centreY() - crop.side() / 2, step, picture.height(), sampling.edge());
        int from = 3 * across.first();
        int to = 3 * across.past();
        float[] blend = new float[3 * picture.width()];
        byte[] centred = new byte[blend.length];
        for (int y = 0; y < size; y++) {
            float weights = 0;
            for (int t = down.start[y]; t < down.start[y + 1]; t++) {
                weights += down.weight[t];
            }
            Arrays.fill(blend, from, to, MIDDLE * weights);
            for (int t = down.start[y]; t < down.start[y + 1]; t++) {
                int row = 3 * down.index[t] * picture.width();
                addRow(picture.rgb(), row, down.weight[t], centred, blend, from, to);
            }
            drawColumns(blend, across, sampling, target, at + 3 * y * size);
        }
    }

    /**
     * Adds a row less {@link #MIDDLE}. The JIT compiler turns signed bytes into floats many at a time, unsigned ones one by
     * one, so they are centred first: eight times faster.
     */
    private static void addRow(byte[] rgb, int row, float weight, byte[] centred, float[] blend, int from, int to) {
        for (int i = from; i < to; i++) {
            centred[i] = (byte) (rgb[row + i] ^ MIDDLE);
        }
        for (int i = from; i < to; i++) {
            blend[i] += weight * centred[i];
        }
    }

    private static void drawColumns(float[] blend, Taps across, Sampling sampling, float[] target, int at) {
        for (int x = 0; x < sampling.size(); x++) {
            float red = 0;
            float green = 0;
            float blue = 0;
            for (int t = across.start[x]; t < across.start[x + 1]; t++) {
                float weight = across.weight[t];
                int column = 3 * across.index[t];
                red += weight * blend[column];
                green += weight * blend[column + 1];
                blue += weight * blend[column + 2];
            }
            target[at++] = red * sampling.scale() + sampling.offset();
            target[at++] = green * sampling.scale() + sampling.offset();
            target[at++] = blue * sampling.scale() + sampling.offset();
        }
    }
}
