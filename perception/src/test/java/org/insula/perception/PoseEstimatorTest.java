package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.insula.signal.Crop;
import org.insula.signal.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PoseEstimatorTest {
    private static final PoseEstimator ESTIMATOR = new PoseEstimator();

    @AfterAll
    static void close() {
        ESTIMATOR.close();
    }

    /** An astronaut from the head to the hips, one arm behind her helmet; 512 by 512 pixels. */
    static Picture astronaut() {
        try {
            return Picture.decode(Files.readAllBytes(Path.of("..", "examples", "portrait.png")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertNear(double x, double y, double distance, BodyPose pose, BodyPart part) {
        Optional<Point> point = pose.point(part);
        assertTrue(point.isPresent(), part + " is missing");
        assertTrue(point.get().distance(new Point(x, y)) <= distance, part + " is at " + point.get());
    }

    @Test
    void anAstronautHasHerPartsInTheirPlaces() {
        BodyPose pose = ESTIMATOR.estimate(astronaut()).orElseThrow();
        // read off the photograph
        assertNear(224, 120, 10, pose, BodyPart.NOSE);
        assertNear(246, 102, 10, pose, BodyPart.LEFT_EYE);
        assertNear(203, 100, 10, pose, BodyPart.RIGHT_EYE);
        assertNear(320, 272, 25, pose, BodyPart.LEFT_SHOULDER);
        assertNear(107, 257, 25, pose, BodyPart.RIGHT_SHOULDER);
        assertTrue(pose.box().score() > 0.4, pose.box().toString());
    }

    @Test
    void whatTheHelmetHidesIsMissingAndNotAtZero() {
        BodyPose pose = ESTIMATOR.estimate(astronaut()).orElseThrow();
        assertEquals(Optional.empty(), pose.point(BodyPart.LEFT_WRIST));
        assertEquals(Optional.empty(), pose.point(BodyPart.RIGHT_ANKLE));
        float[] row = pose.row();
        assertEquals(34, row.length);
        assertTrue(Float.isNaN(row[2 * BodyPart.LEFT_WRIST.ordinal()]));
        assertEquals(224, row[0], 10, "the nose");
        int missing = 0;
        for (float value : row) {
            missing += Float.isNaN(value) ? 1 : 0;
        }
        assertEquals(34 - 2 * pose.count(), missing);
    }

    @Test
    void whatHoldsNoBodyHoldsNone() {
        assertEquals(Optional.empty(), ESTIMATOR.estimate(Pictures.cat()));
        assertEquals(Optional.empty(), ESTIMATOR.estimate(HandPictures.fist()));
        byte[] noise = new byte[3 * 500 * 420];
        new Random(3).nextBytes(noise);
        assertEquals(Optional.empty(), ESTIMATOR.estimate(Picture.of(500, 420, noise)));
        assertEquals(Optional.empty(), ESTIMATOR.estimate(Picture.of(640, 480, new byte[3 * 640 * 480])));
        assertEquals(Optional.empty(), ESTIMATOR.estimate(Picture.of(1, 1, new byte[3])));
        assertEquals(Optional.empty(), ESTIMATOR.estimate(Picture.of(3000, 1, new byte[9000])));
    }

    @Test
    void aBodyThatMovesIsFollowed() {
        PoseTracker tracker = new PoseTracker(ESTIMATOR);
        for (int frame = 0; frame < 10; frame++) {
            double x = 200 + 20 * frame;
            Picture picture = Pictures.paint(900, 480, 90, astronaut(), new double[][] {{x, 240, 360, 0}});
            BodyPose pose = tracker.next(picture).orElseThrow();
            assertNear(x + (224 - 256) * 360 / 512.0, 60 + 120 * 360 / 512.0, 14, pose, BodyPart.NOSE);
        }
        assertEquals(Optional.empty(), tracker.next(Pictures.paint(900, 480, 90, astronaut(), new double[][] {})));
    }

    /** Shoulders 80 apart, hips 40 apart and 100 below them, nose and knees; all else missing. */
    static BodyPose person(double x, double y, double scale) {
        double[] values = new double[51];
        put(values, BodyPart.NOSE, x, y - 55 * scale);
        put(values, BodyPart.LEFT_SHOULDER, x + 40 * scale, y);
        put(values, BodyPart.RIGHT_SHOULDER, x - 40 * scale, y);
        put(values, BodyPart.LEFT_HIP, x + 20 * scale, y + 100 * scale);
        put(values, BodyPart.RIGHT_HIP, x - 20 * scale, y + 100 * scale);
        put(values, BodyPart.LEFT_KNEE, x + 20 * scale, y + 180 * scale);
        put(values, BodyPart.RIGHT_KNEE, x - 20 * scale, y + 180 * scale);
        return new BodyPose(values);
    }

    static void put(double[] values, BodyPart part, double x, double y) {
        values[3 * part.ordinal()] = x;
        values[3 * part.ordinal() + 1] = y;
        values[3 * part.ordinal() + 2] = 0.8;
    }

    @Test
    void theNextSquareReachesAsFarAsTorsoAndBodySay() {
        Picture picture = Picture.of(1000, 800, new byte[3 * 1000 * 800]);
        // the shoulders lie 100 above the hips: 1.9 times that is more than 1.2 times the 155 up to the nose
        Crop region = person(500, 300, 1).region(picture).orElseThrow();
        assertEquals(500, region.centreX(), 1e-9);
        assertEquals(400, region.centreY(), 1e-9);
        assertEquals(2 * 190, region.side(), 1e-9);
        assertEquals(0, region.angle());
        // five times as large and further left it would be larger than the picture
        assertEquals(Optional.empty(), person(200, 0, 5).region(picture));
        assertEquals(Optional.empty(), new BodyPose(new double[51]).region(picture));
    }
}
