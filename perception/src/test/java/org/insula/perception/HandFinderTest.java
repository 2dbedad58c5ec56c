package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.insula.perception.HandLandmarks.Side;
import org.insula.signal.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandFinderTest {
    private static final HandFinder FINDER = new HandFinder();

    @AfterAll
    static void close() {
        FINDER.close();
    }

    private static HandLandmarks only(Picture picture) {
        List<HandLandmarks> hands = FINDER.find(picture);
        assertEquals(1, hands.size(), hands.toString());
        return hands.get(0);
    }

    private static void assertNear(double x, double y, double distance, HandLandmarks hand, int landmark) {
        Point point = hand.point(landmark);
        assertTrue(point.distance(new Point(x, y)) <= distance, landmark + " is at " + point);
    }

    /** How far a joint is bent in the picture, in radians. */
    private static double bend(HandLandmarks hand, int before, int joint, int after) {
        Point a = hand.point(before);
        Point b = hand.point(joint);
        Point c = hand.point(after);
        return new Vector3(b.x() - a.x(), b.y() - a.y(), 0).angle(new Vector3(c.x() - b.x(), c.y() - b.y(), 0));
    }

    @Test
    void thePointingFingerIsInItsPlace() {
        HandLandmarks hand = only(HandPictures.pointing());
        assertTrue(hand.presence() > 0.9, hand.toString());
        // read off the photograph: the tip of the index and its joints, the thumb's tip, the wrist
        assertNear(220, 110, 15, hand, 8);
        assertNear(218, 180, 15, hand, 7);
        assertNear(209, 245, 25, hand, 6);
        assertNear(352, 325, 25, hand, 4);
        assertNear(237, 545, 40, hand, 0);
        assertTrue(bend(hand, 5, 6, 8) < 0.3, "a straight finger");
    }

    @Test
    void aHookedFingerIsBent() {
        HandLandmarks hand = only(HandPictures.hooked());
        assertNear(317, 213, 30, hand, 8);
        assertTrue(bend(hand, 5, 6, 8) > 0.9, "a bent finger");
    }

    @Test
    void aFistIsALeftHandAndInAMirrorARightOne() {
        Picture fist = HandPictures.fist();
        HandLandmarks hand = only(fist);
        HandLandmarks mirrored = only(fist.mirrored());
        assertEquals(Side.LEFT, hand.side());
        assertEquals(Side.RIGHT, mirrored.side());
        for (int i = 0; i < HandLandmarks.COUNT; i++) {
            assertNear(fist.width() - hand.point(i).x(), hand.point(i).y(), 16, mirrored, i);
        }
    }

    @Test
    void aHandInSpaceHasTheSizeOfAHand() {
        double[] world = only(HandPictures.pointing()).world();
        double palm = Math.sqrt(Math.pow(world[27] - world[0], 2)
                + Math.pow(world[28] - world[1], 2)
                + Math.pow(world[29] - world[2], 2));
        assertEquals(0.1, palm, 0.03);
        double index = world[3 * 8 + 1] - world[3 * 5 + 1];
        assertTrue(index < -0.05, "the index points up, that is to smaller y: " + index);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-2.5, -1.5, -0.7, 0.7, 1.5, 2.5})
    void aTurnedHandIsFoundAndTurnedBack(double angle) {
        Picture straight = Pictures.turned(HandPictures.pointing(), 0, 700);
        Picture turned = Pictures.turned(HandPictures.pointing(), angle, 700);
        HandLandmarks expected = HandPictures.moved(only(straight), 0, 0, 1, 0);
        HandLandmarks hand = only(turned);
        double difference = Math.IEEEremainder(hand.roll() - expected.roll() - angle, 2 * Math.PI);
        assertEquals(0, difference, 0.2);
        // the tip of the index, turned about the middle
        double x = expected.point(8).x() - 350;
        double y = expected.point(8).y() - 350;
        assertNear(
                350 + x * Math.cos(angle) - y * Math.sin(angle),
                350 + x * Math.sin(angle) + y * Math.cos(angle),
                25,
                hand,
                8);
    }

    @Test
    void twoHandsAreFoundTheLargerFirst() {
        Picture two = Pictures.paint(
                1000, 600, 160, HandPictures.pointing(), new double[][] {{230, 300, 300, 0}, {700, 300, 460, 0}});
        List<HandLandmarks> hands = FINDER.find(two);
        assertEquals(2, hands.size(), hands.toString());
        // the index reaches 0.17 of the side to the left of the middle or less, and a third above it
        assertNear(700 - 20 * 460 / 640.0, 300 - 210 * 460 / 640.0, 20, hands.get(0), 8);
        assertNear(230 - 20 * 300 / 640.0, 300 - 210 * 300 / 640.0, 15, hands.get(1), 8);
    }

    @Test
    void aSmallHandIsFoundInALargePicture() {
        Picture small = Pictures.paint(1600, 1200, 160, HandPictures.pointing(), new double[][] {{1200, 400, 200, 0}});
        assertNear(1200 - 20 * 200 / 640.0, 400 - 210 * 200 / 640.0, 12, only(small), 8);
    }

    @Test
    void whatIsNoHandIsNoHand() {
        assertEquals(List.of(), FINDER.find(Pictures.cat()));
        assertEquals(List.of(), FINDER.find(Pictures.portrait()));
        byte[] noise = new byte[3 * 500 * 420];
        new Random(3).nextBytes(noise);
        assertEquals(List.of(), FINDER.find(Picture.of(500, 420, noise)));
        assertEquals(List.of(), FINDER.find(Picture.of(640, 480, new byte[3 * 640 * 480])));
        assertEquals(List.of(), FINDER.find(Picture.of(1, 1, new byte[3])));
        assertEquals(List.of(), FINDER.find(Picture.of(3000, 1, new byte[9000])));
    }
}
