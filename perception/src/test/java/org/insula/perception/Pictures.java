package org.insula.perception;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.insula.signal.Crop;
import org.insula.signal.Picture;
import org.insula.signal.Resampler;
import org.insula.signal.Sampling;

/** The photographs of the tests, see MakePictures.java beside them, and pictures composed from them. */
final class Pictures {
    private Pictures() {}

    static byte[] bytes(String name) {
        try (InputStream in = Pictures.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Picture portrait() {
        return Picture.decode(bytes("portrait.jpg"));
    }

    static Picture cat() {
        return Picture.decode(bytes("cat.jpg"));
    }

    /** A picture turned about its middle, in a square of the given size. */
    static Picture turned(Picture picture, double angle, int size) {
        return paint(size, size, 90, picture, new double[][] {{size / 2.0, size / 2.0, 0.75 * size, -angle}});
    }

    /**
     * Square copies of a picture on a plain ground.
     *
     * @param copies middle x, middle y, side, angle of each
     */
    static Picture paint(int width, int height, int grey, Picture picture, double[][] copies) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) grey);
        for (double[] copy : copies) {
            int side = (int) copy[2];
            Crop all = Crop.covering(picture);
            Crop crop = new Crop(all.centreX(), all.centreY(), all.side(), copy[3]);
            float[] pixels = Resampler.sample(picture, crop, Sampling.raw(side, Sampling.Edge.REPLICATE));
            int left = (int) (copy[0] - side / 2.0);
            int top = (int) (copy[1] - side / 2.0);
            for (int i = 0; i < pixels.length; i++) {
                int row = i / (3 * side);
                int at = 3 * ((top + row) * width + left) + i % (3 * side);
                rgb[at] = (byte) Math.round(pixels[i]);
            }
        }
        return Picture.of(width, height, rgb);
    }
}
