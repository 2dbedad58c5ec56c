package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.insula.signal.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FaceMeshTest {
    private static final FaceDetector DETECTOR = new FaceDetector();
    private static final FaceMesh MESH = new FaceMesh();

    @AfterAll
    static void close() {
        DETECTOR.close();
        MESH.close();
    }

    private static FaceLandmarks landmarks(Picture picture) {
        return MESH.landmarks(picture, DETECTOR.detect(picture).get(0));
    }

    @Test
    void landmarksLieWhereTheyAreSeen() {
        FaceLandmarks face = landmarks(Pictures.portrait());
        assertTrue(face.presence() > 0.9);
        // read off the picture
        assertEquals(0, face.point(1).distance(new Point(127, 115)), 5, "tip of the nose");
        assertEquals(0, face.point(468).distance(new Point(107.5, 85)), 3, "left iris");
        assertEquals(0, face.point(473).distance(new Point(150.5, 87.5)), 3, "right iris");
        assertEquals(0, face.point(152).distance(new Point(131, 161)), 8, "chin");
        assertTrue(face.depth(1) < face.depth(234), "the nose stands before the ear");
    }

    @Test
    void aSmilingFaceHasOpenEyesAndAnOpenMouth() {
        FaceLandmarks face = landmarks(Pictures.portrait());
        assertEquals(0.34, face.leftEyeOpenness(), 0.06);
        assertEquals(0.34, face.rightEyeOpenness(), 0.06);
        assertEquals(0.17, face.mouthOpening(), 0.06);
    }

    @Test
    void aMirrorMirrorsTheMeasures() {
        Picture portrait = Pictures.portrait();
        FaceLandmarks face = landmarks(portrait);
        FaceLandmarks mirrored = landmarks(portrait.mirrored());
        assertEquals(face.leftEyeOpenness(), mirrored.rightEyeOpenness(), 0.04);
        assertEquals(face.rightEyeOpenness(), mirrored.leftEyeOpenness(), 0.04);
        assertEquals(face.mouthOpening(), mirrored.mouthOpening(), 0.04);
        assertEquals(face.roll(), -mirrored.roll(), 0.03);
        assertEquals(face.yaw(), -mirrored.yaw(), 0.06);
        assertEquals(face.pitch(), mirrored.pitch(), 0.06);
        assertEquals(portrait.width() - face.point(1).x(), mirrored.point(1).x(), 2);
    }

    @Test
    void aTurnedHeadKeepsItsOtherMeasures() {
        FaceLandmarks upright = landmarks(Pictures.portrait());
        FaceLandmarks turned = landmarks(Pictures.turned(Pictures.portrait(), 0.4, 400));
        assertEquals(upright.roll() + 0.4, turned.roll(), 0.05);
        assertEquals(upright.mouthOpening(), turned.mouthOpening(), 0.05);
        assertEquals(upright.leftEyeOpenness(), turned.leftEyeOpenness(), 0.06);
    }
}
