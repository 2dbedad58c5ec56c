package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.insula.embedding.Embedding;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.Network;
import org.insula.onnx.Shape;
import org.insula.onnx.Tensor;
import org.insula.signal.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FaceShapeTest {
    private static final FaceDetector DETECTOR = new FaceDetector();
    private static final FaceMesh MESH = new FaceMesh();
    private static final FaceEncoder ENCODER = new FaceEncoder();
    private static final int COORDINATES = 547;
    private static final int MEASURES = COORDINATES + FaceShape.COORDINATES;

    @AfterAll
    static void close() {
        DETECTOR.close();
        MESH.close();
        ENCODER.close();
    }

    private static Embedding shape(Picture picture) {
        return ENCODER.encode(picture).get(0).embedding();
    }

    private static Point at(Embedding face, int landmark) {
        int i = Arrays.stream(FaceShape.GIVEN).boxed().toList().indexOf(landmark);
        return new Point(face.at(COORDINATES + 2 * i), face.at(COORDINATES + 2 * i + 1));
    }

    /** One pass over the crop of the graph against the two passes of {@link FaceMesh}, seen flat. */
    @Test
    void landmarksLieWhereTheMeshSeesThem() {
        Picture portrait = Pictures.portrait();
        Embedding face = shape(portrait);
        FaceLandmarks mesh = MESH.landmarks(portrait, DETECTOR.detect(portrait).get(0));
        Point left = mesh.point(33);
        Point right = mesh.point(263);
        double side = left.distance(right);
        Point middle = new Point((left.x() + right.x()) / 2, (left.y() + right.y()) / 2);
        for (int landmark : List.of(33, 133, 159, 145, 468, 473, 362, 263, 70, 336, 61, 291, 13, 14, 17)) {
            Point seen = mesh.point(landmark);
            Point expected = new Point((seen.x() - middle.x()) / side, (seen.y() - middle.y()) / side);
            assertEquals(0, at(face, landmark).distance(expected), 0.1, "landmark " + landmark);
        }
        assertEquals(-0.5, at(face, 33).x(), 1e-3);
        assertEquals(0.5, at(face, 263).x(), 1e-3);
    }

    @Test
    void measuresAreDistancesBetweenLandmarks() {
        Embedding face = shape(Pictures.portrait());
        double lower = (at(face, 144).y() + at(face, 145).y() + at(face, 153).y()) / 3;
        double upper = (at(face, 160).y() + at(face, 159).y() + at(face, 158).y()) / 3;
        assertEquals(lower - upper, face.at(MEASURES), 1e-5, "left eye open");
        assertEquals(at(face, 14).y() - at(face, 13).y(), face.at(MEASURES + 11), 1e-5, "mouth open");
        assertEquals(at(face, 308).x() - at(face, 78).x(), face.at(MEASURES + 12), 1e-5, "mouth wide");
        assertEquals(at(face, 152).x(), face.at(MEASURES + 18), 1e-5, "jaw sideways");
    }

    @Test
    void aMirrorSwapsLeftAndRight() {
        Embedding face = shape(Pictures.portrait());
        Embedding mirrored = shape(Pictures.portrait().mirrored());
        for (int pair : new int[] {0, 6, 8, 14}) {
            assertEquals(face.at(MEASURES + pair), mirrored.at(MEASURES + pair + 1), 0.04, "measure " + pair);
        }
        assertEquals(face.at(MEASURES + 16), -mirrored.at(MEASURES + 16), 0.04, "mouth sideways");
    }

    /** Landmarks turned in space by any small angle, scaled and moved, are seen as before. */
    @Test
    void theHeadsPoseIsTakenOut() {
        int used = FaceShape.USED.length;
        GraphBuilder graph = new GraphBuilder();
        String input = graph.input("landmarks", ElementType.FLOAT, Shape.of(used, 3));
        graph.output("seen", new FaceShape(graph).facing(input), ElementType.FLOAT, Shape.of(used, 2));
        SplittableRandom random = new SplittableRandom(7);
        double[][] points = new double[used][];
        for (int i = 0; i < used; i++) {
            points[i] = new double[] {random.nextDouble(-1, 1), random.nextDouble(-1, 1), random.nextDouble(-1, 1)};
        }
        place(points, 33, -1, 0, 0);
        place(points, 263, 1, 0, 0);
        place(points, 168, 0, 0, -0.3);
        place(points, 2, 0, 1, -0.3);
        try (Network network = Network.load(graph.build().toBytes())) {
            float[] straight = seen(network, points, 0, 0, 0);
            for (int i = 0; i < used; i++) {
                assertEquals(points[i][0] / 2, straight[2 * i], 1e-5);
                assertEquals(points[i][1] / 2, straight[2 * i + 1], 1e-5);
            }
            assertArrayEquals(straight, seen(network, points, 0.4, -0.3, 0.2), 1e-4f);
            assertArrayEquals(straight, seen(network, points, -0.2, 0.5, -0.6), 1e-4f);
        }
    }

    private static void place(double[][] points, int landmark, double x, double y, double z) {
        for (int i = 0; i < points.length; i++) {
            if (FaceShape.USED[i] == landmark) {
                points[i] = new double[] {x, y, z};
            }
        }
    }

    private static float[] seen(Network network, double[][] points, double yaw, double pitch, double roll) {
        float[] turned = new float[3 * points.length];
        for (int i = 0; i < points.length; i++) {
            double[] p = points[i].clone();
            turn(p, 0, 2, yaw);
            turn(p, 1, 2, pitch);
            turn(p, 0, 1, roll);
            for (int k = 0; k < 3; k++) {
                turned[3 * i + k] = (float) (40 * p[k] + 90);
            }
        }
        return network.run(Map.of("landmarks", Tensor.of(turned, points.length, 3)))
                .get("seen")
                .floats();
    }

    private static void turn(double[] p, int a, int b, double angle) {
        double x = p[a];
        p[a] = x * Math.cos(angle) - p[b] * Math.sin(angle);
        p[b] = x * Math.sin(angle) + p[b] * Math.cos(angle);
    }

    /** From three views of each the mean openness of both eyes is learnt; twelve more of each go to the nearest mean. */
    @Test
    void aWinkIsToldFromTheOtherWinkAndFromOpenEyes() {
        Picture portrait = Pictures.portrait();
        FaceLandmarks open = MESH.landmarks(portrait, DETECTOR.detect(portrait).get(0));
        List<Picture> states = List.of(portrait, Wink.left(portrait, open), Wink.right(portrait, open));
        SplittableRandom random = new SplittableRandom(11);
        Point[] means = new Point[states.size()];
        Arrays.setAll(means, state -> meanOpenness(states.get(state), random));
        int right = 0;
        for (int view = 0; view < 12; view++) {
            for (int state = 0; state < states.size(); state++) {
                Point seen = openness(Wink.view(states.get(state), random));
                Point taught = means[state];
                boolean nearest = Arrays.stream(means).allMatch(mean -> taught.distance(seen) <= mean.distance(seen));
                right += nearest ? 1 : 0;
            }
        }
        assertTrue(right >= 34, right + " of 36 views were told apart");
    }

    private static Point meanOpenness(Picture state, SplittableRandom random) {
        double left = 0;
        double right = 0;
        for (int view = 0; view < 3; view++) {
            Point seen = openness(Wink.view(state, random));
            left += seen.x() / 3;
            right += seen.y() / 3;
        }
        return new Point(left, right);
    }

    /** How far the left and the right eye are open. */
    private static Point openness(Picture picture) {
        Embedding face = shape(picture);
        return new Point(face.at(MEASURES), face.at(MEASURES + 1));
    }
}
