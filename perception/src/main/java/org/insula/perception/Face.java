package org.insula.perception;

import java.util.ArrayList;
import java.util.List;
import org.insula.embedding.Where;
import org.insula.signal.Crop;

/**
 * A face in a picture.
 *
 * @param box from above the eyebrows to the chin
 * @param keypoints six: the eye, the other eye, the tip of the nose, the mouth, the ear, the other ear; of each pair the
 *     one that is further left in a picture of an upright face, which is the person's right, comes first
 */
public record Face(Where.Box box, List<Point> keypoints) {
    private static final double MOST_ROLL = 1.2;
    /**
     * face-api's square has a side of the mean distance from eye to mouth / 0.45 and puts the middle of eyes and mouth at
     * 0.43 of its height, so its own middle lies 0.07 / 0.45 of that distance further down.
     */
    private static final double BELOW = 0.07 / 0.45;

    public Face {
        keypoints = List.copyOf(keypoints);
        if (keypoints.size() != 6) {
            throw new IllegalArgumentException(
                    "A face came with " + keypoints.size() + " keypoints; give the six of the detector.");
        }
    }

    /** How sure the detector is, 0 to 1. */
    public double score() {
        return box.score();
    }

    /** How far the line between the eyes is turned, in radians, positive clockwise. */
    public double roll() {
        Point eye = keypoints.get(0);
        Point other = keypoints.get(1);
        return Math.atan2(other.y() - eye.y(), other.x() - eye.x());
    }

    /** The same face, seen in the mirror image of a picture, found in a picture of that width; or the other way about. */
    Face mirrored(int width) {
        List<Point> swapped = new ArrayList<>();
        for (int k : new int[] {1, 0, 2, 3, 5, 4}) {
            swapped.add(new Point(width - keypoints.get(k).x(), keypoints.get(k).y()));
        }
        Where.Box mirrored =
                new Where.Box(width - box.x() - box.width(), box.y(), box.width(), box.height(), box.score());
        return new Face(mirrored, swapped);
    }

    /**
     * A square around the face, turned so that the eyes are level. Its middle lies a little below the middle of the eyes
     * and the mouth, as in face-api's alignment. Where the eyes seem to stand more than about 70 degrees askew, they were
     * most likely misplaced (a profile), and the square is upright.
     *
     * @param scale of the square's side, against the longer side of the box
     */
    public Crop aligned(double scale) {
        double roll = Math.abs(roll()) > MOST_ROLL ? 0 : roll();
        Point eye = keypoints.get(0);
        Point other = keypoints.get(1);
        Point mouth = keypoints.get(3);
        double below = BELOW * (eye.distance(mouth) + other.distance(mouth)) / 2;
        return new Crop(
                (eye.x() + other.x() + mouth.x()) / 3 - below * Math.sin(roll),
                (eye.y() + other.y() + mouth.y()) / 3 + below * Math.cos(roll),
                scale * Math.max(1, Math.max(box.width(), box.height())),
                roll);
    }
}
