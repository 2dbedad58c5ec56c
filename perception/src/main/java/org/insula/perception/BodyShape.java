package org.insula.perception;

import static org.insula.perception.BodyPart.*;

import java.util.List;
import java.util.Optional;
import org.insula.embedding.Encoder.Block;

/**
 * A body as numbers that do not depend on its size and place. Lengths are those of the torso from shoulders to hips, the
 * origin lies between the shoulders. What is missing is replaced by that of a person who stands and faces the viewer, so
 * that it says nothing, and the last block tells that it was missing.
 */
final class BodyShape {
    /** In this order: the keypoints; where the limbs point; how far joints are bent, in radians; the scores. */
    static final List<Block> BLOCKS = List.of(
            new Block("keypoints", 2 * BodyPart.values().length),
            new Block("limbs", 22),
            new Block("angles", 8),
            new Block("visibility", BodyPart.values().length));

    /** A standing person, in lengths of the torso from the middle of the shoulders; x grows to the person's left. */
    private static final double[][] STANDING = {
        {0, -0.55},
        {0.07, -0.62},
        {-0.07, -0.62},
        {0.14, -0.58},
        {-0.14, -0.58},
        {0.37, 0},
        {-0.37, 0},
        {0.48, 0.55},
        {-0.48, 0.55},
        {0.5, 1},
        {-0.5, 1},
        {0.24, 1},
        {-0.24, 1},
        {0.24, 1.8},
        {-0.24, 1.8},
        {0.24, 2.6},
        {-0.24, 2.6}
    };

    private static final double SHOULDER_WIDTH = 0.74;
    /** From one point to another. */
    private static final BodyPart[][] LIMBS = {
        {LEFT_SHOULDER, LEFT_ELBOW},
        {LEFT_ELBOW, LEFT_WRIST},
        {RIGHT_SHOULDER, RIGHT_ELBOW},
        {RIGHT_ELBOW, RIGHT_WRIST},
        {LEFT_HIP, LEFT_KNEE},
        {LEFT_KNEE, LEFT_ANKLE},
        {RIGHT_HIP, RIGHT_KNEE},
        {RIGHT_KNEE, RIGHT_ANKLE},
        {RIGHT_SHOULDER, LEFT_SHOULDER},
        {RIGHT_HIP, LEFT_HIP},
        {RIGHT_EAR, LEFT_EAR}
    };
    /** The middle one is bent. */
    private static final BodyPart[][] JOINTS = {
        {LEFT_SHOULDER, LEFT_ELBOW, LEFT_WRIST}, {RIGHT_SHOULDER, RIGHT_ELBOW, RIGHT_WRIST},
        {LEFT_HIP, LEFT_SHOULDER, LEFT_ELBOW}, {RIGHT_HIP, RIGHT_SHOULDER, RIGHT_ELBOW},
        {LEFT_SHOULDER, LEFT_HIP, LEFT_KNEE}, {RIGHT_SHOULDER, RIGHT_HIP, RIGHT_KNEE},
        {LEFT_HIP, LEFT_KNEE, LEFT_ANKLE}, {RIGHT_HIP, RIGHT_KNEE, RIGHT_ANKLE}
    };

    private final BodyPose pose;
    private final Point origin;
    private final double torso;
    private final float[] row = new float[BLOCKS.stream().mapToInt(Block::size).sum()];
    private int at;

    private BodyShape(BodyPose pose) {
        this.pose = pose;
        Optional<Point> shoulders = middle(LEFT_SHOULDER, RIGHT_SHOULDER);
        Optional<Point> hips = middle(LEFT_HIP, RIGHT_HIP);
        this.torso = torso(shoulders, hips);
        this.origin = shoulders
                .or(() -> hips.map(hip -> new Point(hip.x(), hip.y() - torso)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "A pose came without shoulders and hips; give one that holds at least one of them."));
    }

    /** All blocks in a row. */
    static float[] of(BodyPose pose) {
        BodyShape shape = new BodyShape(pose);
        for (BodyPart part : BodyPart.values()) {
            Point place = shape.place(part);
            shape.add(place.x());
            shape.add(place.y());
        }
        for (BodyPart[] limb : LIMBS) {
            shape.direction(limb[0], limb[1]);
        }
        for (BodyPart[] joint : JOINTS) {
            shape.bend(joint);
        }
        for (BodyPart part : BodyPart.values()) {
            shape.add(pose.point(part).isPresent() ? pose.score(part) : 0);
        }
        return shape.row;
    }

    /** Of length 1; of length 0 where an end is missing. */
    private void direction(BodyPart from, BodyPart to) {
        boolean known = pose.point(from).isPresent() && pose.point(to).isPresent();
        double x = known ? place(to).x() - place(from).x() : 0;
        double y = known ? place(to).y() - place(from).y() : 0;
        double length = Math.hypot(x, y);
        add(length > 0 ? x / length : 0);
        add(length > 0 ? y / length : 0);
    }

    /** 0 where the joint is straight, π where it is folded; that of a standing person where a point is missing. */
    private void bend(BodyPart... joint) {
        boolean known = true;
        for (BodyPart part : joint) {
            known &= pose.point(part).isPresent();
        }
        Point[] points = new Point[3];
        for (int i = 0; i < 3; i++) {
            points[i] = known ? place(joint[i]) : standing(joint[i]);
        }
        Vector3 before = new Vector3(points[1].x() - points[0].x(), points[1].y() - points[0].y(), 0);
        Vector3 after = new Vector3(points[2].x() - points[1].x(), points[2].y() - points[1].y(), 0);
        add(before.angle(after));
    }

    /** In lengths of the torso from the middle of the shoulders. */
    private Point place(BodyPart part) {
        return pose.point(part)
                .map(point -> new Point((point.x() - origin.x()) / torso, (point.y() - origin.y()) / torso))
                .orElseGet(() -> standing(part));
    }

    private static Point standing(BodyPart part) {
        return new Point(STANDING[part.ordinal()][0], STANDING[part.ordinal()][1]);
    }

    /** The longer of what the torso's length and its width say, since either may be foreshortened. */
    private double torso(Optional<Point> shoulders, Optional<Point> hips) {
        double longest = 0;
        if (shoulders.isPresent() && hips.isPresent()) {
            longest = shoulders.get().distance(hips.get());
        }
        Optional<Point> left = pose.point(LEFT_SHOULDER);
        Optional<Point> right = pose.point(RIGHT_SHOULDER);
        if (left.isPresent() && right.isPresent()) {
            longest = Math.max(longest, left.get().distance(right.get()) / SHOULDER_WIDTH);
        }
        if (longest == 0) {
            longest = Math.hypot(pose.box().width(), pose.box().height()) / 2;
        }
        return Math.max(1, longest);
    }

    private Optional<Point> middle(BodyPart left, BodyPart right) {
        Optional<Point> a = pose.point(left);
        Optional<Point> b = pose.point(right);
        if (a.isPresent() && b.isPresent()) {
            return Optional.of(new Point(
                    (a.get().x() + b.get().x()) / 2, (a.get().y() + b.get().y()) / 2));
        }
        return a.or(() -> b);
    }

    private void add(double value) {
        row[at++] = (float) value;
    }
}
