package org.insula.perception;

import java.util.stream.IntStream;
import org.insula.embedding.Where;
import org.insula.signal.Crop;

/**
 * The 21 landmarks of a hand, numbered as in MediaPipe: 0 the wrist, then four for each finger from its base to its tip,
 * 1 to 4 the thumb, 5 to 8 the index, 9 to 12 the middle, 13 to 16 the ring and 17 to 20 the little finger.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class HandLandmarks {
    /** How many landmarks there are. */
    public static final int COUNT = 21;

    /** The wrist, the thumb up to its last joint and two joints of each finger: what moves less than the tips. */
    private static final int[] STEADY = {0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18};

    private static final int[] ALL = IntStream.range(0, COUNT).toArray();
    private static final double SCALE = 2;
    private static final double SHIFT = 0.1;

    /** Which of the two hands of a person. */
    public enum Side {
        LEFT,
        RIGHT
    }

    private final double[] values;
    private final double[] world;
    private final double presence;
    private final double rightness;

    /**
     * Takes the arrays over.
     *
     * @param values shape (21, 3)
     * @param world shape (21, 3)
     * @param rightness how sure the network is that it is a right hand, 0 to 1
     */
    HandLandmarks(double[] values, double[] world, double presence, double rightness) {
        this.values = values;
        this.world = world;
        this.presence = presence;
        this.rightness = rightness;
    }

    /** How sure the network is that a hand is there, 0 to 1. */
    public double presence() {
        return presence;
    }

    /** Which hand of a person it is, in a picture that is not a mirror image. */
    public Side side() {
        return rightness > 0.5 ? Side.RIGHT : Side.LEFT;
    }

    /** How sure the network is that it is a right hand, 0 to 1. */
    public double rightness() {
        return rightness;
    }

    /** A landmark in pixels of the picture. */
    public Point point(int landmark) {
        return new Point(values[3 * landmark], values[3 * landmark + 1]);
    }

    /** How far a landmark lies behind the wrist, in pixels of the picture; negative towards the viewer. */
    public double depth(int landmark) {
        return values[3 * landmark + 2];
    }

    /** A copy, shape (21, 3): x, y, depth. */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * The hand in space as the network imagines it, whatever its size in the picture: shape (21, 3), metres from the middle
     * of the hand; x to the right of the picture, y down, z away from the viewer. A copy.
     */
    public double[] world() {
        return world.clone();
    }

    /** The upright box around all landmarks; its score is {@link #presence}. */
    public Where.Box box() {
        double[] bounds = bounds(0, ALL);
        return new Where.Box(bounds[0], bounds[1], bounds[2] - bounds[0], bounds[3] - bounds[1], presence);
    }

    /**
     * How far the hand is turned, in radians: 0 if the fingers' bases lie above the wrist, positive clockwise. The base of
     * the middle finger counts twice, those beside it once.
     */
    public double roll() {
        Point middle = point(9);
        double x = (point(5).x() + point(13).x()) / 4 + middle.x() / 2;
        double y = (point(5).y() + point(13).y()) / 4 + middle.y() / 2;
        return Palm.roll(point(0), new Point(x, y));
    }

    /** The square in which the hand will be in the next frame, turned so that the fingers point up. */
    public Crop region() {
        double roll = roll();
        double cos = Math.cos(roll);
        double sin = Math.sin(roll);
        double[] bounds = bounds(roll, STEADY);
        double width = bounds[2] - bounds[0];
        double height = bounds[3] - bounds[1];
        double x = (bounds[0] + bounds[2]) / 2;
        double y = (bounds[1] + bounds[3]) / 2 - SHIFT * height;
        double side = SCALE * Math.max(1, Math.max(width, height));
        return new Crop(x * cos - y * sin, x * sin + y * cos, side, roll);
    }

    /** Left, top, right and bottom of some landmarks along axes that are turned by an angle. */
    private double[] bounds(double angle, int[] landmarks) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double[] bounds = {
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        for (int i : landmarks) {
            double along = values[3 * i] * cos + values[3 * i + 1] * sin;
            double below = values[3 * i + 1] * cos - values[3 * i] * sin;
            bounds[0] = Math.min(bounds[0], along);
            bounds[1] = Math.min(bounds[1], below);
            bounds[2] = Math.max(bounds[2], along);
            bounds[3] = Math.max(bounds[3], below);
        }
        return bounds;
    }

    @Override
    public String toString() {
        return "HandLandmarks[" + side() + ", presence " + presence + "]";
    }
}
