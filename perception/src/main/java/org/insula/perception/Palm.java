package org.insula.perception;

import java.util.List;
import org.insula.embedding.Where;
import org.insula.signal.Crop;

/**
 * A palm in a picture.
 *
 * @param box around the palm without the fingers, square
 * @param keypoints seven: the wrist, the bases of the index, middle, ring and little finger, the base of the thumb, the
 *     joint above it
 */
public record Palm(Where.Box box, List<Point> keypoints) {
    static final int KEYPOINTS = 7;

    private static final double SCALE = 2.6;
    /** Of the box, towards the fingers. */
    private static final double SHIFT = 0.5;

    public Palm {
        keypoints = List.copyOf(keypoints);
        if (keypoints.size() != KEYPOINTS) {
            throw new IllegalArgumentException(
                    "A palm came with " + keypoints.size() + " keypoints; give the seven of the detector.");
        }
    }

    /** How sure the detector is, 0 to 1. */
    public double score() {
        return box.score();
    }

    /** How far the hand is turned, in radians: 0 if the middle finger points up from the wrist, positive clockwise. */
    public double roll() {
        return roll(keypoints.get(0), keypoints.get(2));
    }

    /** How far the line from a point to another is turned from pointing up. */
    static double roll(Point from, Point to) {
        return Math.atan2(to.x() - from.x(), from.y() - to.y());
    }

    /** The square around the whole hand, turned so that the fingers point up. */
    public Crop region() {
        double roll = roll();
        return new Crop(
                box.x() + box.width() / 2 + SHIFT * box.height() * Math.sin(roll),
                box.y() + box.height() / 2 - SHIFT * box.height() * Math.cos(roll),
                SCALE * Math.max(1, Math.max(box.width(), box.height())),
                roll);
    }
}
