package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.insula.embedding.Where;
import org.junit.jupiter.api.Test;

class FaceCandidatesTest {
    private static Face face(double x, double y, double side, double score) {
        return new Face(new Where.Box(x, y, side, side, score), Collections.nCopies(6, new Point(x, y)));
    }

    @Test
    void twoViewsOfOneFaceAreBlendedByTheirScores() {
        List<Face> merged = FaceCandidates.merge(List.of(face(0, 0, 10, 0.6), face(1, 2, 10, 0.9)));
        assertEquals(1, merged.size());
        Face face = merged.get(0);
        assertEquals(0.6, face.box().x(), 1e-9); // (0.6 * 0 + 0.9 * 1) / 1.5
        assertEquals(1.2, face.box().y(), 1e-9);
        assertEquals(0.6, face.keypoints().get(5).x(), 1e-9);
        assertEquals(0.9, face.score());
    }

    @Test
    void neighboursStayApartAndTheLargestLeads() {
        List<Face> merged = FaceCandidates.merge(List.of(face(0, 0, 10, 0.9), face(9, 0, 20, 0.6)));
        assertEquals(2, merged.size());
        assertEquals(20, merged.get(0).box().width());
    }

    @Test
    void aPartOfABetterFaceIsDropped() {
        List<Face> merged = FaceCandidates.merge(List.of(face(0, 0, 20, 0.9), face(1, 1, 8, 0.7)));
        assertEquals(1, merged.size());
        assertEquals(0, merged.get(0).box().x());
    }

    @Test
    void overlapIsIntersectionOverUnion() {
        // 10 by 10 squares shifted by 5: 50 / 150 = 0.33 is enough, shifted by 6: 40 / 160 = 0.25 is not
        assertTrue(FaceCandidates.overlap(
                face(0, 0, 10, 1).box(), face(5, 0, 10, 1).box()));
        assertFalse(FaceCandidates.overlap(
                face(0, 0, 10, 1).box(), face(6, 0, 10, 1).box()));
        assertFalse(FaceCandidates.overlap(
                face(0, 0, 10, 1).box(), face(30, 30, 10, 1).box()));
    }
}
