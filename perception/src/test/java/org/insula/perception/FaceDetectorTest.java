package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.insula.embedding.Where;
import org.insula.signal.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceDetectorTest {
    private static final FaceDetector DETECTOR = new FaceDetector();
    /** In the portrait the face's middle and width, read off with a ruler, against its side. */
    private static final double FACE_X = 130 / 256.0;

    private static final double FACE_Y = 111 / 256.0;
    private static final double FACE_WIDTH = 100 / 256.0;

    @AfterAll
    static void close() {
        DETECTOR.close();
    }

    private static void assertAt(double x, double y, double width, Face face) {
        Where.Box box = face.box();
        assertEquals(x, box.x() + box.width() / 2, 0.2 * width, face.toString());
        assertEquals(y, box.y() + box.height() / 2, 0.2 * width, face.toString());
        assertEquals(1, box.width() / width, 0.25, face.toString());
    }

    @Test
    void aPortraitHasOneFaceInItsPlace() {
        List<Face> faces = DETECTOR.detect(Pictures.portrait());
        assertEquals(1, faces.size());
        Face face = faces.get(0);
        assertAt(130, 111, 100, face);
        assertTrue(face.score() > 0.8, face.toString());
        // the eyes, the nose and the mouth, read off the picture
        assertEquals(0, face.keypoints().get(0).distance(new Point(108, 86)), 6);
        assertEquals(0, face.keypoints().get(1).distance(new Point(151, 88)), 6);
        assertEquals(0, face.keypoints().get(2).distance(new Point(128, 115)), 8);
        assertEquals(0, face.keypoints().get(3).distance(new Point(129, 134)), 8);
    }

    @Test
    void smallFacesOfSeveralSizesAreAllFound() {
        double[][] copies = {
            {120, 130, 90, 0},
            {420, 300, 110, 0},
            {800, 160, 140, 0},
            {1130, 700, 100, 0},
            {300, 730, 170, 0},
            {760, 560, 120, 0}
        };
        Picture crowd = Pictures.paint(1280, 860, 120, Pictures.portrait(), copies);
        List<Face> faces = DETECTOR.detect(crowd);
        assertEquals(copies.length, faces.size(), faces.toString());
        List<Face> left = new ArrayList<>(faces);
        for (double[] copy : copies) {
            double x = copy[0] + (FACE_X - 0.5) * copy[2];
            double y = copy[1] + (FACE_Y - 0.5) * copy[2];
            Face nearest = left.stream()
                    .min((a, b) -> Double.compare(distance(a, x, y), distance(b, x, y)))
                    .orElseThrow();
            assertAt(x, y, FACE_WIDTH * copy[2], nearest);
            left.remove(nearest);
        }
        for (int i = 1; i < faces.size(); i++) {
            assertTrue(faces.get(i - 1).box().area() >= faces.get(i).box().area(), "the largest comes first");
        }
    }

    private static double distance(Face face, double x, double y) {
        Where.Box box = face.box();
        return Math.hypot(box.x() + box.width() / 2 - x, box.y() + box.height() / 2 - y);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, -0.2, 0.3, 0.5})
    void aTurnedHeadHasItsRoll(double angle) {
        List<Face> faces = DETECTOR.detect(Pictures.turned(Pictures.portrait(), angle, 400));
        assertEquals(1, faces.size());
        assertEquals(angle + 0.04, faces.get(0).roll(), 0.12); // in the portrait itself the eyes are a little askew
    }

    @Test
    void aCatHasNoFaceHere() {
        assertEquals(List.of(), DETECTOR.detect(Pictures.cat()));
    }

    @Test
    void noiseAndNothingHaveNoFace() {
        byte[] noise = new byte[3 * 500 * 420];
        new Random(3).nextBytes(noise);
        assertEquals(List.of(), DETECTOR.detect(Picture.of(500, 420, noise)));
        assertEquals(List.of(), DETECTOR.detect(Picture.of(640, 480, new byte[3 * 640 * 480])));
        assertEquals(List.of(), DETECTOR.detect(Picture.of(1, 1, new byte[3])));
        assertEquals(List.of(), DETECTOR.detect(Picture.of(3000, 1, new byte[9000])));
    }

    @Test
    void aFaceThatFillsThePictureIsFound() {
        Picture tight = Pictures.paint(
                110, 130, 0, Pictures.portrait(), new double[][] {}); // black, then the face cut out of the portrait
        byte[] rgb = tight.toArray();
        Picture portrait = Pictures.portrait();
        for (int y = 0; y < 130; y++) {
            for (int x = 0; x < 110; x++) {
                int pixel = portrait.pixel(x + 75, y + 40);
                int at = 3 * (y * 110 + x);
                rgb[at] = (byte) (pixel >> 16);
                rgb[at + 1] = (byte) (pixel >> 8);
                rgb[at + 2] = (byte) pixel;
            }
        }
        List<Face> faces = DETECTOR.detect(Picture.of(110, 130, rgb));
        assertEquals(1, faces.size());
        assertAt(130 - 75, 111 - 40, 100, faces.get(0));
    }

    @Test
    void smallPicturesWithoutAFaceStayEmpty() {
        byte[] noise = new byte[3 * 90 * 120];
        new Random(5).nextBytes(noise);
        assertEquals(List.of(), DETECTOR.detect(Picture.of(90, 120, noise)));
        assertEquals(List.of(), DETECTOR.detect(Picture.of(90, 120, new byte[noise.length])));
        assertEquals(List.of(), DETECTOR.detect(Pictures.cat().shrunk(3)));
    }

    @Test
    void aMirrorSwapsTheEyesAndTwoGiveTheFaceBack() {
        Face face = DETECTOR.detect(Pictures.portrait()).get(0);
        Face mirrored = face.mirrored(260);
        assertEquals(260 - face.box().x() - face.box().width(), mirrored.box().x(), 1e-9);
        assertEquals(
                260 - face.keypoints().get(1).x(), mirrored.keypoints().get(0).x(), 1e-9);
        assertEquals(-face.roll(), mirrored.roll(), 1e-9);
        assertEquals(
                0,
                mirrored.mirrored(260)
                        .keypoints()
                        .get(5)
                        .distance(face.keypoints().get(5)),
                1e-9);
    }
}
