package org.insula.perception;

import java.util.Random;
import org.insula.signal.Picture;

/** The photographs of a hand, see README.md beside them, and hands made of numbers. */
final class HandPictures {
    private HandPictures() {}

    static Picture fist() {
        return Picture.decode(Pictures.bytes("hands/fist.jpg"));
    }

    static Picture hooked() {
        return Picture.decode(Pictures.bytes("hands/hooked.jpg"));
    }

    static Picture pointing() {
        return Picture.decode(Pictures.bytes("hands/pointing.jpg"));
    }

    /** Some right hand with landmarks anywhere. */
    static HandLandmarks random(long seed) {
        Random random = new Random(seed);
        double[] pixels = new double[3 * HandLandmarks.COUNT];
        double[] world = new double[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 300 + 100 * random.nextGaussian();
            world[i] = 0.05 * random.nextGaussian();
        }
        return new HandLandmarks(pixels, world, 0.9, 0.8);
    }

    /** The same hand at another place and size, and turned. */
    static HandLandmarks moved(HandLandmarks hand, double x, double y, double scale, double angle) {
        return new HandLandmarks(
                turned(hand.toArray(), x, y, scale, angle),
                turned(hand.world(), 0, 0, 1, angle),
                0.9,
                hand.rightness());
    }

    /** The other hand of the same person in the same shape, or the same picture in a mirror. */
    static HandLandmarks mirrored(HandLandmarks hand) {
        double[] pixels = hand.toArray();
        double[] world = hand.world();
        for (int i = 0; i < pixels.length; i += 3) {
            pixels[i] = 640 - pixels[i];
            world[i] = -world[i];
        }
        return new HandLandmarks(pixels, world, 0.9, 1 - hand.rightness());
    }

    private static double[] turned(double[] points, double x, double y, double scale, double angle) {
        double cos = scale * Math.cos(angle);
        double sin = scale * Math.sin(angle);
        double[] turned = new double[points.length];
        for (int i = 0; i < points.length; i += 3) {
            turned[i] = x + points[i] * cos - points[i + 1] * sin;
            turned[i + 1] = y + points[i] * sin + points[i + 1] * cos;
            turned[i + 2] = scale * points[i + 2];
        }
        return turned;
    }
}
