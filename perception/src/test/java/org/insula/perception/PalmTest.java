package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.insula.embedding.Where;
import org.insula.signal.Crop;
import org.junit.jupiter.api.Test;

class PalmTest {
    /** A box of 100 pixels around (200, 300), with the wrist below and the middle finger's base in some direction. */
    private static Palm palm(double dx, double dy) {
        Point wrist = new Point(200, 300);
        Point base = new Point(200 + dx, 300 + dy);
        return new Palm(
                new Where.Box(150, 250, 100, 100, 0.9), List.of(wrist, wrist, base, wrist, wrist, wrist, wrist));
    }

    @Test
    void anUprightHandIsSeenAboveItsPalm() {
        Crop region = palm(0, -40).region();
        assertEquals(new Crop(200, 250, 260, 0), region);
    }

    @Test
    void aHandThatPointsRightIsTurnedByAQuarter() {
        Palm palm = palm(40, 0);
        assertEquals(Math.PI / 2, palm.roll(), 1e-12);
        Crop region = palm.region();
        assertEquals(250, region.centreX(), 1e-9);
        assertEquals(300, region.centreY(), 1e-9);
        // the top of the crop lies to the right in the picture, where the fingers are
        assertEquals(250 + 130, region.pictureX(0.5, 0), 1e-9);
        assertEquals(300, region.pictureY(0.5, 0), 1e-9);
    }

    @Test
    void anchorsLieInTheMiddlesOfTheirCells() {
        float[] rows = new float[2944 * 19];
        for (int i = 0; i < 2944; i++) {
            rows[19 * i] = -9;
            rows[19 * i + 3] = 25.6f;
            rows[19 * i + 4] = 51.2f;
        }
        rows[19 * (2 * (32 * 5 + 3) + 1)] = 2; // cells of 8 pixels: row 5, column 3
        rows[19 * (2048 + 2 * 17)] = 2; // of 16 pixels: row 1, column 1
        rows[19 * 2943] = 2; // of 32 pixels: the last
        rows[19 * 2943 + 5] = -12.8f; // its wrist lies further left
        List<Palm> palms = HandDetector.decode(rows, new Crop(500, 500, 1000, 0));
        assertEquals(3, palms.size());
        assertMiddle(1000 * 28 / 256.0, 1000 * 44 / 256.0, palms.get(0));
        assertMiddle(1000 * 24 / 256.0, 1000 * 24 / 256.0, palms.get(1));
        assertMiddle(1000 * 240 / 256.0, 1000 * 240 / 256.0, palms.get(2));
        assertEquals(100, palms.get(0).box().width(), 1e-4);
        assertEquals(200, palms.get(0).box().height(), 1e-4);
        assertEquals(1 / (1 + Math.exp(-2)), palms.get(0).score(), 1e-9);
        assertEquals(1000 * 240 / 256.0 - 50, palms.get(2).keypoints().get(0).x(), 1e-4);
    }

    private static void assertMiddle(double x, double y, Palm palm) {
        assertEquals(x, palm.box().x() + palm.box().width() / 2, 1e-4);
        assertEquals(y, palm.box().y() + palm.box().height() / 2, 1e-4);
    }

    @Test
    void candidatesOfOnePalmAreBlendedByTheirScores() {
        Palm sure = at(0, 0.9);
        Palm less = at(12, 0.3);
        Palm apart = at(300, 0.6);
        List<Palm> merged = PalmCandidates.merge(List.of(less, apart, sure));
        assertEquals(2, merged.size());
        assertEquals(3, merged.get(0).box().x(), 1e-9);
        assertEquals(3, merged.get(0).keypoints().get(4).x(), 1e-9);
        assertEquals(0.9, merged.get(0).score());
        assertEquals(300, merged.get(1).box().x(), 1e-9);
    }

    private static Palm at(double x, double score) {
        return new Palm(new Where.Box(x, 0, 100, 100, score), java.util.Collections.nCopies(7, new Point(x, 5)));
    }

    @Test
    void numbersThatAreNoneAreNoPalm() {
        float[] rows = new float[2944 * 19];
        java.util.Arrays.fill(rows, Float.NaN);
        assertEquals(List.of(), HandDetector.decode(rows, new Crop(1, 1, 2, 0)));
    }

    @Test
    void sixKeypointsAreRefused() {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> new Palm(new Where.Box(0, 0, 1, 1, 1), java.util.Collections.nCopies(6, new Point(0, 0))));
        assertTrue(e.getMessage().contains("6 keypoints"), e.getMessage());
    }
}
