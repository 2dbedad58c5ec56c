package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandEncoderTest {
    private static final HandEncoder ENCODER = new HandEncoder();
    private static final int DIRECTIONS = 137;

    @AfterAll
    static void close() {
        ENCODER.close();
    }

    @Test
    void aHandGivesOneEmbeddingInItsBox() {
        List<Encoded> hands = ENCODER.encode(Pictures.bytes("hands/pointing.jpg"));
        assertEquals(1, hands.size());
        assertEquals(158, ENCODER.dimensions());
        assertEquals(158, hands.get(0).embedding().dimensions());
        Where.Box box = assertInstanceOf(Where.Box.class, hands.get(0).where());
        assertEquals(110, box.y(), 20);
        assertEquals(440, box.height(), 40);
        assertTrue(ENCODER.identity().matches("hand-158/1/[0-9a-f]{12}"), ENCODER.identity());
        assertEquals(
                hands, ENCODER.encode(Pictures.bytes("hands/pointing.jpg")), "the same bytes give the same numbers");
        assertEquals(Optional.empty(), ENCODER.graph());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void onlyTheDirectionsKnowHowAHandIsTurned(long seed) {
        HandLandmarks hand = HandPictures.random(seed);
        float[] as = HandEncoder.encode(hand).toArray();
        float[] moved =
                HandEncoder.encode(HandPictures.moved(hand, 50, -20, 3, 0)).toArray();
        assertArrayEquals(as, moved, 1e-3f, "size and place say nothing");
        float[] turned =
                HandEncoder.encode(HandPictures.moved(hand, 0, 0, 1, 2)).toArray();
        assertArrayEquals(Arrays.copyOf(as, DIRECTIONS), Arrays.copyOf(turned, DIRECTIONS), 1e-3f);
        // the palm's direction is turned as the hand is
        double cos = as[DIRECTIONS] * turned[DIRECTIONS] + as[DIRECTIONS + 1] * turned[DIRECTIONS + 1];
        double sin = as[DIRECTIONS] * turned[DIRECTIONS + 1] - as[DIRECTIONS + 1] * turned[DIRECTIONS];
        assertEquals(2, Math.atan2(sin, cos), 1e-3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aLeftHandIsDescribedAsTheRightOneInAMirror(long seed) {
        HandLandmarks hand = HandPictures.random(seed);
        assertArrayEquals(
                HandEncoder.encode(hand).toArray(),
                HandEncoder.encode(HandPictures.mirrored(hand)).toArray(),
                1e-3f);
    }

    @Test
    void aFlatHandHasStraightJointsAndKnownDistances() {
        // the wrist at the origin, each finger straight up, a unit between joints, the fingers a tenth apart
        double[] points = new double[63];
        for (int finger = 0; finger < 5; finger++) {
            for (int joint = 1; joint <= 4; joint++) {
                int at = 3 * (4 * finger + joint);
                points[at] = 10 * (finger - 2);
                points[at + 1] = -100 * joint;
            }
        }
        float[] row =
                HandEncoder.encode(new HandLandmarks(points, points, 1, 1)).toArray();
        int angles = 57;
        for (int finger = 0; finger < 5; finger++) {
            assertEquals(0, row[angles + 3 * finger + 1], 1e-6, "the second joint of finger " + finger);
            assertEquals(0, row[angles + 3 * finger + 2], 1e-6, "the third joint of finger " + finger);
        }
        for (int spread = 15; spread < 19; spread++) {
            assertEquals(0, row[angles + spread], 1e-6);
        }
        int distances = 76;
        assertEquals(Math.hypot(4, 0.2), row[distances], 1e-5, "from the wrist to the thumb's tip");
        assertEquals(0.1, row[distances + 1], 1e-5, "from the thumb's tip to the index's");
        // all fingers point up in the picture
        for (int finger = 0; finger < 5; finger++) {
            assertEquals(-1, row[DIRECTIONS + 6 + 3 * finger + 1], 1e-6);
        }
    }

    @Test
    void landmarksInOnePointAreStillNumbers() {
        Embedding row = HandEncoder.encode(new HandLandmarks(new double[63], new double[63], 1, 1));
        assertEquals(158, row.dimensions());
    }

    @Test
    void aFistLiesFurtherFromAPointingHandThanAFistTurned() {
        float[] fist = fist(0);
        float[] turned = fist(0.6);
        float[] pointing =
                ENCODER.encode(HandPictures.pointing()).get(0).embedding().toArray();
        assertTrue(distance(fist, turned) < 0.5 * distance(fist, pointing));
    }

    private static float[] fist(double angle) {
        return ENCODER.encode(Pictures.turned(HandPictures.fist(), angle, 640))
                .get(0)
                .embedding()
                .toArray();
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < DIRECTIONS; i++) {
            sum += Math.pow(a[i] - b[i], 2);
        }
        return Math.sqrt(sum);
    }

    @Test
    void aCatHasNoHand() {
        var e = assertThrows(EncodingException.class, () -> ENCODER.encode(Pictures.bytes("cat.jpg")));
        assertEquals(
                "No hand was found in the picture of 451 by 300 pixels; give one in which a whole hand is seen, at least"
                        + " 40 pixels wide.",
                e.getMessage());
        byte[] cut = Arrays.copyOf(Pictures.bytes("cat.jpg"), 5000);
        var broken = assertThrows(EncodingException.class, () -> ENCODER.encode(cut));
        assertTrue(broken.getMessage().contains("is cut short or broken"), broken.getMessage());
    }
}
