package org.insula.perception;

import java.util.Arrays;
import java.util.Optional;
import org.insula.embedding.Where;
import org.insula.signal.Crop;
import org.insula.signal.Picture;

/**
 * Where the parts of a body are. A part with a score below {@value #MIN_SCORE} is missing: out of view, hidden or guessed.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class BodyPose {
    /** A part with a lower score is missing. */
    public static final double MIN_SCORE = 0.3;

    /** The length of {@link #row}. */
    public static final int CHANNELS = 2 * BodyPart.values().length;

    private static final int PARTS = BodyPart.values().length;
    private static final double REGION_SCORE = 0.2;
    private static final double TORSO_SCALE = 1.9;
    private static final double BODY_SCALE = 1.2;

    private final double[] values;

    /** Takes the array over: shape (17, 3): x, y in pixels of the picture, score. */
    BodyPose(double[] values) {
        this.values = values;
    }

    /** Where a part is, in pixels of the picture; empty if it is missing. */
    public Optional<Point> point(BodyPart part) {
        return score(part) >= MIN_SCORE ? Optional.of(place(part)) : Optional.empty();
    }

    /** How sure the network is of a part, 0 to 1. */
    public double score(BodyPart part) {
        return values[3 * part.ordinal() + 2];
    }

    /** How many parts are there. */
    public int count() {
        int count = 0;
        for (int i = 0; i < PARTS; i++) {
            count += values[3 * i + 2] >= MIN_SCORE ? 1 : 0;
        }
        return count;
    }

    /** The upright box around all parts that are there, with their mean score; at least one must be. */
    public Where.Box box() {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        double scores = 0;
        for (int i = 0; i < PARTS; i++) {
            if (values[3 * i + 2] >= MIN_SCORE) {
                left = Math.min(left, values[3 * i]);
                top = Math.min(top, values[3 * i + 1]);
                right = Math.max(right, values[3 * i]);
                bottom = Math.max(bottom, values[3 * i + 1]);
                scores += values[3 * i + 2];
            }
        }
        return new Where.Box(left, top, right - left, bottom - top, scores / count());
    }

    /**
     * The pose as a step of a movement: x and y of each part in pixels, length {@value #CHANNELS}; NaN where a part is
     * missing.
     */
    public float[] row() {
        float[] row = missing();
        for (int i = 0; i < PARTS; i++) {
            if (values[3 * i + 2] >= MIN_SCORE) {
                row[2 * i] = (float) values[3 * i];
                row[2 * i + 1] = (float) values[3 * i + 1];
            }
        }
        return row;
    }

    /** The row of a frame that shows no body. */
    public static float[] missing() {
        float[] row = new float[CHANNELS];
        Arrays.fill(row, Float.NaN);
        return row;
    }

    /**
     * The square in which the body will be in the next frame: around the middle of the hips, 1.9 times as far as the torso
     * reaches and 1.2 times as far as the body does. Empty if no hip or no shoulder is seen, or if it would be larger
     * than the picture.
     */
    Optional<Crop> region(Picture picture) {
        if (!isSeen(BodyPart.LEFT_HIP, BodyPart.RIGHT_HIP)
                || !isSeen(BodyPart.LEFT_SHOULDER, BodyPart.RIGHT_SHOULDER)) {
            return Optional.empty();
        }
        Point left = place(BodyPart.LEFT_HIP);
        Point right = place(BodyPart.RIGHT_HIP);
        double x = (left.x() + right.x()) / 2;
        double y = (left.y() + right.y()) / 2;
        double half = 1;
        for (BodyPart part : BodyPart.values()) {
            Point place = place(part);
            double reach = Math.max(Math.abs(place.x() - x), Math.abs(place.y() - y));
            if (isTorso(part)) {
                half = Math.max(half, TORSO_SCALE * reach);
            }
            if (score(part) >= REGION_SCORE) {
                half = Math.max(half, BODY_SCALE * reach);
            }
        }
        half = Math.min(half, Math.max(Math.max(x, picture.width() - x), Math.max(y, picture.height() - y)));
        boolean larger = half > Math.max(picture.width(), picture.height()) / 2.0;
        return larger ? Optional.empty() : Optional.of(new Crop(x, y, 2 * half, 0));
    }

    private boolean isSeen(BodyPart part, BodyPart other) {
        return score(part) > REGION_SCORE || score(other) > REGION_SCORE;
    }

    private static boolean isTorso(BodyPart part) {
        return switch (part) {
            case LEFT_SHOULDER, RIGHT_SHOULDER, LEFT_HIP, RIGHT_HIP -> true;
            default -> false;
        };
    }

    private Point place(BodyPart part) {
        return new Point(values[3 * part.ordinal()], values[3 * part.ordinal() + 1]);
    }

    @Override
    public String toString() {
        return "BodyPose[" + count() + " of " + PARTS + " parts]";
    }
}
