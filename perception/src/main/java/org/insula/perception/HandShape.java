package org.insula.perception;

import java.util.ArrayList;
import java.util.List;
import org.insula.embedding.Encoder.Block;

/**
 * A hand as numbers that do not depend on its size and place, and but for the last block not on its rotation in the
 * picture. A left hand is described as its mirror image, so one that is taught with the right hand is known with the left.
 */
final class HandShape {
    private static final int WRIST = 0;
    private static final int MIDDLE_BASE = 9;
    private static final int[] TIPS = {4, 8, 12, 16, 20};
    private static final int[] BASES = {2, 5, 9, 13, 17};
    private static final double SMALLEST = 1e-6;

    /**
     * In this order: the landmarks in space along the hand's own axes, in lengths of the palm (all but the wrist and the base
     * of the middle finger, which are fixed there); how far each joint is bent and the fingers are spread, in radians;
     * distances from fingertip to fingertip, to the wrist and from the thumb to the fingers' bases; the landmarks in
     * the picture, turned so that the fingers point up; where palm and fingers point in the picture, not turned.
     */
    static final List<Block> BLOCKS = List.of(
            new Block("shape", 3 * (HandLandmarks.COUNT - 2)),
            new Block("angles", 19),
            new Block("distances", 19),
            new Block("outline", 2 * HandLandmarks.COUNT),
            new Block("directions", 21));

    private final HandLandmarks hand;
    private final Vector3[] world = new Vector3[HandLandmarks.COUNT];
    private final List<Double> values = new ArrayList<>();

    private HandShape(HandLandmarks hand) {
        this.hand = hand;
        double[] metres = hand.world();
        for (int i = 0; i < world.length; i++) {
            world[i] = new Vector3(mirror() * metres[3 * i], metres[3 * i + 1], metres[3 * i + 2]);
        }
    }

    /** All blocks in a row. */
    static float[] of(HandLandmarks hand) {
        HandShape shape = new HandShape(hand);
        Vector3 along = shape.between(WRIST, MIDDLE_BASE).unit();
        Vector3 across = shape.between(5, 17);
        Vector3 sideways = across.minus(along.scaled(across.dot(along))).unit();
        Vector3 normal = along.cross(sideways);
        double palm = Math.max(SMALLEST, shape.between(WRIST, MIDDLE_BASE).length());
        shape.shape(sideways, along, normal, palm);
        shape.angles();
        shape.distances(palm);
        shape.outline();
        shape.directions(along, normal);
        float[] row = new float[shape.values.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = shape.values.get(i).floatValue();
        }
        return row;
    }

    private void shape(Vector3 sideways, Vector3 along, Vector3 normal, double palm) {
        for (int i = 1; i < world.length; i++) {
            if (i != MIDDLE_BASE) {
                Vector3 place = between(WRIST, i).scaled(1 / palm);
                add(new Vector3(place.dot(sideways), place.dot(along), place.dot(normal)));
            }
        }
    }

    private void angles() {
        for (int tip : TIPS) {
            for (int joint = tip - 3; joint < tip; joint++) {
                int before = joint == tip - 3 ? WRIST : joint - 1;
                values.add(between(before, joint).angle(between(joint, joint + 1)));
            }
        }
        for (int f = 1; f < BASES.length; f++) {
            values.add(between(BASES[f - 1], BASES[f - 1] + 1).angle(between(BASES[f], BASES[f] + 1)));
        }
    }

    private void distances(double palm) {
        for (int i = 0; i < TIPS.length; i++) {
            for (int j = 0; j < i; j++) {
                values.add(between(TIPS[i], TIPS[j]).length() / palm);
            }
            values.add(between(WRIST, TIPS[i]).length() / palm);
        }
        for (int f = 1; f < BASES.length; f++) {
            values.add(between(TIPS[0], BASES[f]).length() / palm);
        }
    }

    /** Centred on the mean of all landmarks, in units of their root mean square distance from it. */
    private void outline() {
        double[] pixels = hand.toArray();
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < pixels.length; i += 3) {
            meanX += pixels[i] / HandLandmarks.COUNT;
            meanY += pixels[i + 1] / HandLandmarks.COUNT;
        }
        double squares = 0;
        for (int i = 0; i < pixels.length; i += 3) {
            squares += Math.pow(pixels[i] - meanX, 2) + Math.pow(pixels[i + 1] - meanY, 2);
        }
        double unit = Math.max(SMALLEST, Math.sqrt(squares / HandLandmarks.COUNT));
        double cos = Math.cos(hand.roll()) / unit;
        double sin = Math.sin(hand.roll()) / unit;
        for (int i = 0; i < pixels.length; i += 3) {
            double x = pixels[i] - meanX;
            double y = pixels[i + 1] - meanY;
            values.add(mirror() * (x * cos + y * sin));
            values.add(y * cos - x * sin);
        }
    }

    private void directions(Vector3 along, Vector3 normal) {
        add(along);
        add(normal);
        for (int f = 0; f < TIPS.length; f++) {
            add(between(BASES[f], TIPS[f]).unit());
        }
    }

    private int mirror() {
        return hand.side() == HandLandmarks.Side.LEFT ? -1 : 1;
    }

    private Vector3 between(int from, int to) {
        return world[to].minus(world[from]);
    }

    private void add(Vector3 vector) {
        values.add(vector.x());
        values.add(vector.y());
        values.add(vector.z());
    }
}
