package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.insula.embedding.Encoded;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BodyEncoderTest {
    private static final BodyEncoder ENCODER = new BodyEncoder();
    private static final int LIMBS = 34;
    private static final int ANGLES = LIMBS + 22;
    private static final int VISIBILITY = ANGLES + 8;

    @AfterAll
    static void close() {
        ENCODER.close();
    }

    @Test
    void aPortraitGivesOneEmbeddingInItsBox() throws Exception {
        List<Encoded> bodies = ENCODER.encode(Files.readAllBytes(Path.of("..", "examples", "portrait.png")));
        assertEquals(1, bodies.size());
        assertEquals(81, ENCODER.dimensions());
        assertEquals(81, bodies.get(0).embedding().dimensions());
        Where.Box box = assertInstanceOf(Where.Box.class, bodies.get(0).where());
        assertEquals(98, box.y(), 15);
        assertTrue(ENCODER.identity().matches("body-81/1/[0-9a-f]{12}"), ENCODER.identity());
        assertEquals(Optional.empty(), ENCODER.graph());
    }

    @Test
    void sizeAndPlaceSayNothing() {
        float[] one = BodyShape.of(PoseEstimatorTest.person(200, 200, 1));
        float[] other = BodyShape.of(PoseEstimatorTest.person(900, 50, 3));
        assertArrayEquals(one, other, 1e-5f);
    }

    @Test
    void placesAreCountedInTorsosFromTheShoulders() {
        float[] row = BodyShape.of(PoseEstimatorTest.person(200, 200, 1));
        // shoulders 80 apart are those of a torso of 80 / 0.74, longer than the 100 to the hips
        double torso = 80 / 0.74;
        assertEquals(0, row[0], 1e-5);
        assertEquals(-55 / torso, row[1], 1e-5, "the nose");
        assertEquals(180 / torso, row[2 * BodyPart.LEFT_KNEE.ordinal() + 1], 1e-5);
        // the thigh points down, the knee is straight, and so is the hip but for the hips being narrower
        assertEquals(0, row[LIMBS + 8], 1e-5);
        assertEquals(1, row[LIMBS + 9], 1e-5);
        assertEquals(Math.atan(0.2), row[ANGLES + 4], 1e-5);
    }

    @Test
    void aMissingPartIsThatOfAStandingPersonAndMarked() {
        float[] row = BodyShape.of(PoseEstimatorTest.person(200, 200, 1));
        int wrist = BodyPart.LEFT_WRIST.ordinal();
        assertEquals(0.5, row[2 * wrist], 1e-6);
        assertEquals(1, row[2 * wrist + 1], 1e-6);
        assertEquals(0, row[LIMBS + 2], "no direction of the forearm");
        assertEquals(0, row[LIMBS + 3], "no direction of the forearm");
        assertEquals(0, row[VISIBILITY + wrist]);
        assertEquals(0.8f, row[VISIBILITY]);
    }

    @Test
    void aRaisedArmChangesWhatBelongsToIt() {
        double[] values = new double[51];
        PoseEstimatorTest.put(values, BodyPart.LEFT_SHOULDER, 240, 200);
        PoseEstimatorTest.put(values, BodyPart.RIGHT_SHOULDER, 160, 200);
        PoseEstimatorTest.put(values, BodyPart.LEFT_ELBOW, 240, 150);
        PoseEstimatorTest.put(values, BodyPart.LEFT_WRIST, 290, 150);
        float[] row = BodyShape.of(new BodyPose(values));
        assertEquals(-1, row[LIMBS + 1], 1e-6, "the upper arm points up");
        assertEquals(1, row[LIMBS + 2], 1e-6, "the forearm points to the side");
        assertEquals(Math.PI / 2, row[ANGLES], 1e-6, "the elbow is bent by a right angle");
    }

    @Test
    void oneShoulderOrOneHipIsEnough() {
        for (BodyPart part : new BodyPart[] {BodyPart.RIGHT_SHOULDER, BodyPart.LEFT_HIP}) {
            double[] values = new double[51];
            PoseEstimatorTest.put(values, part, 100, 100);
            assertEquals(81, BodyEncoder.encode(new BodyPose(values)).dimensions());
        }
        var e = assertThrows(IllegalArgumentException.class, () -> BodyShape.of(new BodyPose(new double[51])));
        assertTrue(e.getMessage().contains("without shoulders and hips"), e.getMessage());
    }

    @Test
    void aCatHasNoBodyHere() {
        var e = assertThrows(EncodingException.class, () -> ENCODER.encode(Pictures.bytes("cat.jpg")));
        assertEquals(
                "No body was found in the picture of 451 by 300 pixels; give one in which a person is seen at least from"
                        + " the head to the chest.",
                e.getMessage());
    }
}
