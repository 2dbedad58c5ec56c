package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.insula.signal.Picture;
import org.junit.jupiter.api.Test;

class HandTrackerTest {
    private static final Picture EMPTY = Pictures.paint(640, 480, 190, HandPictures.fist(), new double[][] {});

    private static Picture at(double x) {
        return Pictures.paint(640, 480, 190, HandPictures.pointing(), new double[][] {{x, 240, 400, 0}});
    }

    @Test
    void aMovingHandIsFollowedWithoutTheDetector() {
        try (HandFinder finder = new HandFinder()) {
            HandTracker tracker = new HandTracker(finder, 1);
            HandFrame first = first(tracker, at(220));
            assertEquals(1, first.hands().size());
            finder.detector().close(); // from here on running it would fail
            for (int frame = 1; frame < 20; frame++) {
                HandFrame seen = tracker.next(at(220 + 10 * frame));
                assertEquals(1, seen.hands().size(), "frame " + frame);
                assertEquals(first.hands().get(0).track(), seen.hands().get(0).track());
                Point tip = seen.hands().get(0).landmarks().point(8);
                assertEquals(220 + 10 * frame - 20 * 400 / 640.0, tip.x(), 15, "frame " + frame);
            }
        }
    }

    /** The first frame, or the second, in which the detector looks from another distance. */
    private static HandFrame first(HandTracker tracker, Picture picture) {
        HandFrame frame = tracker.next(picture);
        return frame.hands().isEmpty() ? tracker.next(picture) : frame;
    }

    @Test
    void aHandThatLeavesAndComesBackIsANewTrack() {
        try (HandFinder finder = new HandFinder()) {
            HandTracker tracker = new HandTracker(finder);
            int track = first(tracker, at(300)).hands().get(0).track();
            assertEquals(List.of(), tracker.next(EMPTY).hands());
            assertEquals(List.of(), tracker.next(EMPTY).hands());
            HandFrame.Tracked again = first(tracker, at(300)).hands().get(0);
            assertEquals(track + 1, again.track());
        }
    }

    @Test
    void aSecondHandJoinsWithinASecond() {
        double[][] both = {{170, 240, 300, 0}, {480, 240, 300, 0}};
        Picture one = Pictures.paint(640, 480, 190, HandPictures.pointing(), new double[][] {both[0]});
        Picture two = Pictures.paint(640, 480, 190, HandPictures.pointing(), both);
        try (HandFinder finder = new HandFinder()) {
            HandTracker tracker = new HandTracker(finder);
            int track = first(tracker, one).hands().get(0).track();
            HandFrame last = tracker.next(two);
            for (int frame = 0; frame < 30; frame++) {
                last = tracker.next(two);
            }
            assertEquals(2, last.hands().size());
            assertEquals(track, last.hands().get(0).track());
            assertTrue(last.left().isPresent() && last.right().isPresent());
            assertFalse(last.left().equals(last.right()), "of two hands one is the left, the other the right");
            assertEquals(0, count(last.row()));
        }
    }

    @Test
    void theSideThatIsNotInViewIsMissingFromTheRow() {
        HandLandmarks right = HandPictures.random(5);
        HandFrame frame = new HandFrame(List.of(new HandFrame.Tracked(0, right, 0.8)));
        float[] row = frame.row();
        assertEquals(HandFrame.CHANNELS, row.length);
        assertEquals(63, count(row));
        assertTrue(Float.isNaN(row[62]));
        assertEquals((float) right.point(0).x(), row[63]);
        assertEquals((float) right.depth(20), row[125]);
        assertEquals(126, count(new HandFrame(List.of()).row()));
    }

    private static int count(float[] row) {
        int missing = 0;
        for (float value : row) {
            missing += Float.isNaN(value) ? 1 : 0;
        }
        return missing;
    }

    @Test
    void noHandsAtAllAreRefused() {
        try (HandFinder finder = new HandFinder()) {
            var e = assertThrows(IllegalArgumentException.class, () -> new HandTracker(finder, 0));
            assertTrue(e.getMessage().contains("give a number from 1 to 16"), e.getMessage());
        }
    }
}
