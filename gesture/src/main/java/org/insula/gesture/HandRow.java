package org.insula.gesture;

import org.insula.perception.HandLandmarks;
import org.insula.perception.Point;

/**
 * One hand in one frame as {@value #CHANNELS} numbers: where its palm is (x, y) and how large it appears; where the palm
 * points in the picture (x, y; shorter where it points at the camera) and whether its inside faces the camera; how far the
 * five fingers are stretched, thumb and index are apart, index and little finger are apart, in lengths of the palm.
 *
 * <p>Place and size are in pixels at first. {@link #inOwnUnits} makes them what the camera's distance does not change: the
 * place in palms from where the palm mostly is, and the logarithm of the size against what it mostly is.
 */
final class HandRow {
    static final int CHANNELS = 13;
    static final int X = 0;
    static final int Y = 1;
    static final int SIZE = 2;

    private static final int WRIST = 0;
    private static final int MIDDLE_BASE = 9;
    private static final int INDEX_BASE = 5;
    private static final int LITTLE_BASE = 17;
    private static final int[] PALM = {WRIST, INDEX_BASE, MIDDLE_BASE, 13, LITTLE_BASE};
    private static final int[] TIPS = {4, 8, 12, 16, 20};
    private static final double SMALLEST = 1e-6;

    private final HandLandmarks hand;
    private final double[] world;
    private final float[] row = new float[CHANNELS];
    private int at;

    private HandRow(HandLandmarks hand) {
        this.hand = hand;
        this.world = hand.world();
    }

    static float[] of(HandLandmarks hand) {
        HandRow row = new HandRow(hand);
        double palm = Math.max(SMALLEST, row.distance(WRIST, MIDDLE_BASE));
        row.place(palm);
        row.add(row.between(WRIST, MIDDLE_BASE, 0) / palm);
        row.add(row.between(WRIST, MIDDLE_BASE, 1) / palm);
        row.add(row.facing());
        row.add(row.distance(LITTLE_BASE, TIPS[0]) / palm);
        for (int finger = 1; finger < TIPS.length; finger++) {
            row.add(row.distance(WRIST, TIPS[finger]) / palm);
        }
        row.add(row.distance(TIPS[0], TIPS[1]) / palm);
        row.add(row.distance(TIPS[1], TIPS[4]) / palm);
        return row.row;
    }

    /** The middle of the palm, and the length of the palm were it seen from its front, which turning does not change. */
    private void place(double palm) {
        double x = 0;
        double y = 0;
        for (int i : PALM) {
            Point point = hand.point(i);
            x += point.x() / PALM.length;
            y += point.y() / PALM.length;
        }
        add(x);
        add(y);
        add(palm * pixelsAMetre());
    }

    /** How much farther apart the landmarks are in the picture than in space, looked at from the camera. */
    private double pixelsAMetre() {
        double[] middle = new double[4];
        for (int i = 0; i < HandLandmarks.COUNT; i++) {
            Point point = hand.point(i);
            middle[0] += point.x() / HandLandmarks.COUNT;
            middle[1] += point.y() / HandLandmarks.COUNT;
            middle[2] += world[3 * i] / HandLandmarks.COUNT;
            middle[3] += world[3 * i + 1] / HandLandmarks.COUNT;
        }
        double pixels = 0;
        double metres = 0;
        for (int i = 0; i < HandLandmarks.COUNT; i++) {
            Point point = hand.point(i);
            pixels += square(point.x() - middle[0]) + square(point.y() - middle[1]);
            metres += square(world[3 * i] - middle[2]) + square(world[3 * i + 1] - middle[3]);
        }
        return Math.sqrt(pixels / Math.max(SMALLEST * SMALLEST, metres));
    }

    private static double square(double value) {
        return value * value;
    }

    /** 1 if the inside of the hand faces the camera, −1 if its back does. */
    private double facing() {
        double ax = between(WRIST, INDEX_BASE, 0);
        double ay = between(WRIST, INDEX_BASE, 1);
        double az = between(WRIST, INDEX_BASE, 2);
        double bx = between(WRIST, LITTLE_BASE, 0);
        double by = between(WRIST, LITTLE_BASE, 1);
        double bz = between(WRIST, LITTLE_BASE, 2);
        double x = ay * bz - az * by;
        double y = az * bx - ax * bz;
        double z = ax * by - ay * bx;
        double length = Math.max(SMALLEST * SMALLEST, Math.sqrt(x * x + y * y + z * z));
        return (hand.side() == HandLandmarks.Side.LEFT ? -z : z) / length;
    }

    private double between(int from, int to, int axis) {
        return world[3 * to + axis] - world[3 * from + axis];
    }

    private double distance(int from, int to) {
        return Math.sqrt(square(between(from, to, 0)) + square(between(from, to, 1)) + square(between(from, to, 2)));
    }

    private void add(double value) {
        row[at++] = (float) value;
    }

    /** @param unit the size that the palm mostly has, in pixels; NaN if the hand is never seen */
    static void inOwnUnits(float[][] rows, int offset, double unit) {
        double x = Rows.median(rows, offset + X);
        double y = Rows.median(rows, offset + Y);
        for (float[] row : rows) {
            row[offset + X] = (float) ((row[offset + X] - x) / unit);
            row[offset + Y] = (float) ((row[offset + Y] - y) / unit);
            row[offset + SIZE] = (float) Math.log(row[offset + SIZE] / unit);
        }
    }
}
