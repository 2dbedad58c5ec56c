package org.insula.perception;

import java.util.Arrays;
import org.insula.signal.Crop;

/**
 * The 478 landmarks of a face, numbered as in MediaPipe: 0 to 467 the mesh, 468 to 472 the middle and the rim of the iris
 * that is further left in the picture of an upright face, 473 to 477 those of the other.
 *
 * <p>"Left" and "right" in the names here are those of the picture: the left eye stands further left in an upright face.
 * Immutable and safe to share between threads.
 */
public final class FaceLandmarks {
    /** How many landmarks there are. */
    public static final int COUNT = 478;

    private static final int LEFT_EYE_OUTER = 33;
    private static final int RIGHT_EYE_OUTER = 263;
    private static final int FOREHEAD = 10;
    private static final int CHIN = 152;

    private final double[] values;
    private final double presence;

    /** Takes the array over: shape (478, 3). */
    FaceLandmarks(double[] values, double presence) {
        this.values = values;
        this.presence = presence;
    }

    /** How sure the network is that a face is there, 0 to 1. */
    public double presence() {
        return presence;
    }

    /** A landmark in pixels of the picture. */
    public Point point(int landmark) {
        return new Point(values[3 * landmark], values[3 * landmark + 1]);
    }

    /** How far a landmark lies behind the middle of the head, in pixels of the picture; negative towards the viewer. */
    public double depth(int landmark) {
        return values[3 * landmark + 2];
    }

    /** A copy, shape (478, 3): x, y, depth. */
    public double[] toArray() {
        return values.clone();
    }

    /** How far the left eye is open: its height by its width, about 0.3 for an open and below 0.1 for a shut eye. */
    public double leftEyeOpenness() {
        return (distance(159, 145) + distance(158, 153)) / (2 * distance(LEFT_EYE_OUTER, 133));
    }

    /** How far the right eye is open; see {@link #leftEyeOpenness}. */
    public double rightEyeOpenness() {
        return (distance(386, 374) + distance(385, 380)) / (2 * distance(RIGHT_EYE_OUTER, 362));
    }

    /** How far the mouth is open: the gap between the lips by the width of the mouth, 0 where they touch. */
    public double mouthOpening() {
        return distance(13, 14) / distance(78, 308);
    }

    /** How far the head is tilted towards a shoulder, in radians, positive clockwise. */
    public double roll() {
        double[] across = between(LEFT_EYE_OUTER, RIGHT_EYE_OUTER);
        return Math.atan2(across[1], across[0]);
    }

    /** How far the head looks to a side, in radians, positive to the right of the picture. */
    public double yaw() {
        double[] across = between(LEFT_EYE_OUTER, RIGHT_EYE_OUTER);
        return Math.atan2(across[2], Math.hypot(across[0], across[1]));
    }

    /** How far the head looks up, in radians; negative down. */
    public double pitch() {
        double[] down = between(FOREHEAD, CHIN);
        return -Math.atan2(down[2], Math.hypot(down[0], down[1]));
    }

    /** The square around the landmarks that a next pass of the network should see, with the eyes level. */
    Crop region(double scale) {
        double angle = roll();
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < COUNT; i++) {
            double along = values[3 * i] * cos + values[3 * i + 1] * sin;
            double below = values[3 * i + 1] * cos - values[3 * i] * sin;
            left = Math.min(left, along);
            right = Math.max(right, along);
            top = Math.min(top, below);
            bottom = Math.max(bottom, below);
        }
        double x = (left + right) / 2;
        double y = (top + bottom) / 2;
        double side = scale * Math.max(1, Math.max(right - left, bottom - top));
        return new Crop(x * cos - y * sin, x * sin + y * cos, side, angle);
    }

    private double distance(int a, int b) {
        return point(a).distance(point(b));
    }

    private double[] between(int from, int to) {
        double[] difference = new double[3];
        Arrays.setAll(difference, k -> values[3 * to + k] - values[3 * from + k]);
        return difference;
    }

    @Override
    public String toString() {
        return "FaceLandmarks[presence " + presence + "]";
    }
}
