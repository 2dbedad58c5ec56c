package org.insula.perception;

import java.util.SplittableRandom;
import org.insula.signal.Crop;
import org.insula.signal.Picture;
import org.insula.signal.Resampler;
import org.insula.signal.Sampling;

/** Winks made from an open face: the skin above an eye is stretched down until its upper lid nearly meets the lower. */
final class Wink {
    private static final double SHUT = 0.9;
    private static final int[] LEFT_LOWER = {33, 7, 163, 144, 145, 153, 154, 155, 133};
    private static final int[] LEFT_UPPER = {33, 246, 161, 160, 159, 158, 157, 173, 133};
    private static final int[] RIGHT_LOWER = {362, 382, 381, 380, 374, 373, 390, 249, 263};
    private static final int[] RIGHT_UPPER = {362, 398, 384, 385, 386, 387, 388, 466, 263};

    private Wink() {}

    static Picture left(Picture picture, FaceLandmarks open) {
        return shut(picture, open, LEFT_LOWER, LEFT_UPPER);
    }

    static Picture right(Picture picture, FaceLandmarks open) {
        return shut(picture, open, RIGHT_LOWER, RIGHT_UPPER);
    }

    /** The picture from a little further away, moved, turned, in another light, at another size and with noise. */
    static Picture view(Picture picture, SplittableRandom random) {
        Crop all = Crop.covering(picture);
        int size = random.nextInt(200, 500);
        Crop crop = new Crop(
                all.centreX() + random.nextDouble(-0.07, 0.07) * all.side(),
                all.centreY() + random.nextDouble(-0.07, 0.07) * all.side(),
                all.side() * random.nextDouble(1, 1.3),
                random.nextDouble(-0.3, 0.3));
        float[] pixels = Resampler.sample(picture, crop, Sampling.raw(size, Sampling.Edge.REPLICATE));
        double light = random.nextDouble(0.6, 1.3);
        byte[] rgb = new byte[pixels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.clamp(Math.round(light * pixels[i] + random.nextDouble(-6, 6)), 0, 255);
        }
        return Picture.of(size, size, rgb);
    }

    private static Picture shut(Picture picture, FaceLandmarks open, int[] lower, int[] upper) {
        byte[] rgb = picture.toArray();
        int first = (int) open.point(lower[0]).x();
        int last = (int) open.point(lower[lower.length - 1]).x();
        double height = 0;
        for (int x = first; x < last; x++) {
            height = Math.max(height, height(open, lower, x + 0.5) - height(open, upper, x + 0.5));
        }
        for (int x = first; x < last; x++) {
            double bottom = height(open, lower, x + 0.5);
            double lid = height(open, upper, x + 0.5);
            draw(picture, rgb, x, lid - height, lid, bottom);
        }
        return Picture.of(picture.width(), picture.height(), rgb);
    }

    /** One column: what lay between {@code top} and {@code lid} now reaches nearly to {@code bottom}. */
    private static void draw(Picture picture, byte[] rgb, int x, double top, double lid, double bottom) {
        double shut = lid + SHUT * (bottom - lid);
        for (int y = (int) Math.ceil(top); y < bottom - 0.5; y++) {
            double at = y + 0.5;
            double from = at < shut
                    ? top + (at - top) * (lid - top) / (shut - top)
                    : lid + (at - shut) * (bottom - lid) / (bottom - shut);
            int above = (int) (from - 0.5);
            double part = from - 0.5 - above;
            for (int shift = 16, c = 0; c < 3; shift -= 8, c++) {
                double value = (1 - part) * (picture.pixel(x, above) >> shift & 255)
                        + part * (picture.pixel(x, above + 1) >> shift & 255);
                rgb[3 * (y * picture.width() + x) + c] = (byte) Math.round(value);
            }
        }
    }

    /** Where a curve of landmarks, from left to right, passes a column. */
    private static double height(FaceLandmarks face, int[] curve, double x) {
        int i = 0;
        while (i + 2 < curve.length && face.point(curve[i + 1]).x() < x) {
            i++;
        }
        Point from = face.point(curve[i]);
        Point to = face.point(curve[i + 1]);
        double part = Math.clamp((x - from.x()) / Math.max(1e-6, to.x() - from.x()), 0, 1);
        return (1 - part) * from.y() + part * to.y();
    }
}
