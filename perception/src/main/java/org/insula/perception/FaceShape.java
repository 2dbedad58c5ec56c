package org.insula.perception;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.insula.onnx.Attribute;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.Tensor;

/**
 * The part of the face graph that says how a face is shaped at the moment, so that a wink, a raised brow or a pout can be
 * taught: where the landmarks of what moves lie, and how far lids, brows, irises, lips and jaw are from each other, left
 * and right apart.
 *
 * <p>All lengths are in distances between the outer corners of the eyes. The head's pose is taken out with the depths of
 * the mesh: landmarks are seen along the axis from eye to eye and, at a right angle to it, along that from the bridge of
 * the nose to its base, neither of which a face can move.
 */
final class FaceShape {
    private static final int MESH = 468;
    private static final int ACROSS = 0;
    private static final int DOWN = 1;
    private static final int LEFT_CORNER = 33;
    private static final int RIGHT_CORNER = 263;
    private static final int BRIDGE = 168;
    private static final int BASE = 2;
    private static final int LEFT_IRIS = 468;
    private static final int RIGHT_IRIS = 473;
    private static final float SHORTEST = 1e-3f;
    /** No point of a face is further from its middle; only nonsense is. */
    private static final float FARTHEST = 4;

    private static final int[] BROWS = {70, 63, 105, 66, 107, 300, 293, 334, 296, 336};
    private static final int[] LIPS = {
        61, 91, 84, 17, 314, 321, 291, 270, 267, 0, 37, 40, 78, 178, 14, 402, 308, 311, 13, 81
    };
    /** Chin, jaw, cheeks and the wings of the nose. */
    private static final int[] REST = {152, 172, 397, 205, 425, 129, 358};

    /** How far the mean of some landmarks lies from that of others, or from the middle of the eyes, along one axis. */
    private record Measure(int axis, int[] to, int[] from) {}

    private static final List<Measure> ALL = List.of(
            // eyes: left open, right open; iris sideways, down
            new Measure(DOWN, new int[] {144, 145, 153}, new int[] {160, 159, 158}),
            new Measure(DOWN, new int[] {373, 374, 380}, new int[] {387, 386, 385}),
            new Measure(ACROSS, new int[] {LEFT_IRIS}, new int[] {33, 133}),
            new Measure(ACROSS, new int[] {RIGHT_IRIS}, new int[] {362, 263}),
            new Measure(DOWN, new int[] {LEFT_IRIS}, new int[] {33, 133}),
            new Measure(DOWN, new int[] {RIGHT_IRIS}, new int[] {362, 263}),
            // brows: middle up, inner end up, apart
            new Measure(DOWN, new int[] {33, 133}, new int[] {63, 105, 66}),
            new Measure(DOWN, new int[] {362, 263}, new int[] {293, 334, 296}),
            new Measure(DOWN, new int[] {133}, new int[] {107}),
            new Measure(DOWN, new int[] {362}, new int[] {336}),
            new Measure(ACROSS, new int[] {336}, new int[] {107}),
            // mouth: open, wide, high, each corner up, sideways
            new Measure(DOWN, new int[] {14}, new int[] {13}),
            new Measure(ACROSS, new int[] {308}, new int[] {78}),
            new Measure(DOWN, new int[] {17}, new int[] {0}),
            new Measure(DOWN, new int[] {13, 14}, new int[] {78}),
            new Measure(DOWN, new int[] {13, 14}, new int[] {308}),
            new Measure(ACROSS, new int[] {13, 14}, new int[] {}),
            // jaw down, sideways; upper lip and wings of the nose up
            new Measure(DOWN, new int[] {152}, new int[] {BASE}),
            new Measure(ACROSS, new int[] {152}, new int[] {}),
            new Measure(DOWN, new int[] {0}, new int[] {BASE}),
            new Measure(DOWN, new int[] {BASE}, new int[] {129, 358}));

    /** The landmarks whose places are given. */
    static final int[] GIVEN = joined(
            Arrays.copyOf(FaceMesh.LEFT_EYE, FaceMesh.RIM),
            Arrays.copyOf(FaceMesh.RIGHT_EYE, FaceMesh.RIM),
            new int[] {LEFT_IRIS, RIGHT_IRIS},
            BROWS,
            LIPS,
            REST);

    /** These and the others that the frame needs; measures need no more. */
    static final int[] USED = joined(GIVEN, new int[] {BRIDGE, BASE});

    /** How many numbers the landmarks give: two for each. */
    static final int COORDINATES = 2 * GIVEN.length;
    /** How many measures there are. */
    static final int MEASURES = ALL.size();

    private final GraphBuilder graph;

    FaceShape(GraphBuilder graph) {
        this.graph = graph;
    }

    /**
     * Adds the mesh and what is read off it.
     *
     * @param face the aligned crop, shape (1, 192, 192, 3), 0 to 255
     * @param mesh the attention mesh, see {@link FaceMesh}
     * @return the places of the landmarks, shape (1, {@link #COORDINATES}), and the measures, shape (1, {@link #MEASURES})
     */
    List<String> join(String face, OnnxModel mesh) {
        String unit = graph.node("Mul", List.of(face, graph.scalar(1 / 255f)));
        String placed = facing(landmarks(graph.splice(mesh, "mesh/", Map.of("input_1", unit))));
        String given = graph.node(
                "Slice", List.of(placed, graph.ints(0), graph.ints(GIVEN.length), graph.ints(0), graph.ints(1)));
        String column = graph.node("Reshape", List.of(placed, graph.ints(2L * USED.length, 1)));
        String measures = graph.node("MatMul", List.of(constant(weights(), MEASURES, 2L * USED.length), column));
        return List.of(
                graph.node("Reshape", List.of(given, graph.ints(1, COORDINATES))),
                graph.node("Reshape", List.of(measures, graph.ints(1, MEASURES))));
    }

    /** The landmarks in pixels of the crop: refined across and down, the mesh's own in depth, shape (used, 3). */
    private String landmarks(Map<String, String> raw) {
        String mesh = graph.node("Reshape", List.of(raw.get("mesh"), graph.ints(MESH, 3)));
        String flat = graph.node("Gather", List.of(mesh, graph.ints(0, 1)), Attribute.of("axis", 1));
        String depth = graph.node("Gather", List.of(mesh, graph.ints(2)), Attribute.of("axis", 1));
        // the network's right is the person's, which lies left in the picture
        String all = graph.node(
                "Concat",
                List.of(
                        flat,
                        pairs(raw.get("lips")),
                        pairs(raw.get("right-eye")),
                        pairs(raw.get("left-eye")),
                        pairs(raw.get("right-iris")),
                        pairs(raw.get("left-iris"))),
                Attribute.of("axis", 0));
        String refined = graph.node("Gather", List.of(all, graph.ints(rows())), Attribute.of("axis", 0));
        String deep = graph.node("MatMul", List.of(constant(depths(), USED.length, MESH), depth));
        return graph.node("Concat", List.of(refined, deep), Attribute.of("axis", 1));
    }

    /** The landmarks as seen from the front, the middle of the eyes in the origin, shape (used, 2). */
    String facing(String landmarks) {
        String across = difference(landmarks, RIGHT_CORNER, LEFT_CORNER);
        String down = difference(landmarks, BASE, BRIDGE);
        String length = length(across);
        String right = graph.node("Div", List.of(across, length));
        String along = sum(graph.node("Mul", List.of(down, right)));
        String square = graph.node("Sub", List.of(down, graph.node("Mul", List.of(right, along))));
        String below = graph.node("Div", List.of(square, length(square)));
        float[] middle = new float[USED.length];
        middle[index(LEFT_CORNER)] = 0.5f;
        middle[index(RIGHT_CORNER)] = 0.5f;
        String centre = graph.node("MatMul", List.of(constant(middle, 1, USED.length), landmarks));
        String centred = graph.node("Div", List.of(graph.node("Sub", List.of(landmarks, centre)), length));
        String axes = graph.node("Concat", List.of(right, below), Attribute.of("axis", 0));
        String turned = graph.node("Transpose", List.of(axes), Attribute.ofInts("perm", 1, 0));
        String seen = graph.node("MatMul", List.of(centred, turned));
        return graph.node("Clip", List.of(seen, graph.scalar(-FARTHEST), graph.scalar(FARTHEST)));
    }

    private String difference(String landmarks, int to, int from) {
        float[] weights = new float[USED.length];
        weights[index(to)] = 1;
        weights[index(from)] = -1;
        return graph.node("MatMul", List.of(constant(weights, 1, USED.length), landmarks));
    }

    private String length(String vector) {
        String root = graph.node("Sqrt", List.of(sum(graph.node("Mul", List.of(vector, vector)))));
        return graph.node("Max", List.of(root, graph.scalar(SHORTEST)));
    }

    private String sum(String vector) {
        return graph.node("ReduceSum", List.of(vector, graph.ints(1)), Attribute.of("keepdims", 1));
    }

    private String pairs(String values) {
        return graph.node("Reshape", List.of(values, graph.ints(-1, 2)));
    }

    private String constant(float[] values, long rows, long columns) {
        return graph.constant(Tensor.wrap(values, rows, columns));
    }

    /** Where the best known place of each landmark stands among mesh, lips, left eye, right eye and irises. */
    private static long[] rows() {
        long[] rows = new long[USED.length];
        int lips = MESH;
        int left = lips + FaceMesh.LIPS.length;
        int right = left + FaceMesh.LEFT_EYE.length;
        int irises = right + FaceMesh.RIGHT_EYE.length;
        for (int i = 0; i < rows.length; i++) {
            int landmark = USED[i];
            rows[i] = landmark >= MESH ? irises + landmark - MESH : landmark;
            rows[i] = refined(landmark, FaceMesh.LIPS, lips, rows[i]);
            rows[i] = refined(landmark, FaceMesh.LEFT_EYE, left, rows[i]);
            rows[i] = refined(landmark, FaceMesh.RIGHT_EYE, right, rows[i]);
        }
        return rows;
    }

    private static long refined(int landmark, int[] list, int from, long otherwise) {
        return IntStream.range(0, list.length)
                .filter(i -> list[i] == landmark)
                .mapToLong(i -> from + i)
                .findFirst()
                .orElse(otherwise);
    }

    /** Each row takes a landmark's depth from the mesh; an iris that of its eye's rim. Shape (used, 468). */
    private static float[] depths() {
        float[] weights = new float[USED.length * MESH];
        for (int i = 0; i < USED.length; i++) {
            if (USED[i] < MESH) {
                weights[i * MESH + USED[i]] = 1;
            } else {
                int[] eye = USED[i] == LEFT_IRIS ? FaceMesh.LEFT_EYE : FaceMesh.RIGHT_EYE;
                for (int k = 0; k < FaceMesh.RIM; k++) {
                    weights[i * MESH + eye[k]] = 1f / FaceMesh.RIM;
                }
            }
        }
        return weights;
    }

    /** The measures as weights of the coordinates, shape (measures, 2 × used). */
    private static float[] weights() {
        float[] weights = new float[MEASURES * 2 * USED.length];
        for (int m = 0; m < MEASURES; m++) {
            Measure measure = ALL.get(m);
            for (int landmark : measure.to()) {
                weights[(m * USED.length + index(landmark)) * 2 + measure.axis()] += 1f / measure.to().length;
            }
            for (int landmark : measure.from()) {
                weights[(m * USED.length + index(landmark)) * 2 + measure.axis()] -= 1f / measure.from().length;
            }
        }
        return weights;
    }

    private static int index(int landmark) {
        return IntStream.range(0, USED.length)
                .filter(i -> USED[i] == landmark)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Landmark " + landmark + " is not among those used."));
    }

    private static int[] joined(int[]... lists) {
        return Arrays.stream(lists).flatMapToInt(Arrays::stream).toArray();
    }
}
