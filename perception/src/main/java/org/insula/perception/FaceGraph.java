package org.insula.perception;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.insula.onnx.Attribute;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.Shape;
import org.insula.onnx.Tensor;

/**
 * From one aligned crop of a face to the expression embedding. Smaller views of the face are cut from the crop by
 * multiplying with constant matrices from both sides, so that whoever runs the graph, in any language, prepares a single
 * square and cannot get the rest wrong.
 */
final class FaceGraph {
    static final String FACE = "face";
    static final String EMBEDDING = "embedding";
    /** The labels in whose order log probabilities stand. */
    static final List<String> LABELS =
            List.of("anger", "disgust", "fear", "happiness", "neutral", "sadness", "surprise");
    /** Numbers from each network's last features. */
    static final int FEATURES = 256;
    /** Pixels along each side of the crop. */
    static final int SIZE = 192;
    /** The side of the crop, against the longer side of the detector's box. */
    static final double SCALE = 1.6;

    /** The sides of the views, against the detector's box; each group gives the mean of its log probabilities. */
    static final List<List<Double>> FACE_API_SCALES = List.of(List.of(0.9, 1.05), List.of(1.2), List.of(1.4, 1.6));

    static final List<List<Double>> EMOTION_SCALES = List.of(List.of(0.9), List.of(1.05, 1.2));

    /** Log probabilities of both networks from all groups of views. */
    static final int LOGS = 7 * (FACE_API_SCALES.size() + EMOTION_SCALES.size());

    static final int DIMENSIONS = 2 * FEATURES + LOGS + FaceShape.COORDINATES + FaceShape.MEASURES;

    private static final int FACE_API_SIZE = 112;
    private static final int EMOTION_SIZE = 64;
    /** Where each of {@link #LABELS} stands in the networks' outputs. */
    private static final long[] FACE_API_ORDER = {3, 5, 4, 1, 0, 2, 6};

    private static final long[] EMOTION_ORDER = {0, 1, 2, 3, 6, 4, 5};
    private static final float SMALLEST_PROBABILITY = 1e-6f;
    /** A network's certainty that it is not so says little beyond one in a thousand, and would outweigh all else. */
    static final float LOWEST_LOG = (float) Math.log(1e-3);

    private final GraphBuilder graph = new GraphBuilder();

    private FaceGraph() {}

    /**
     * Composes the graph.
     *
     * @param faceApi takes (N, 112, 112, 3), 0 to 255; gives {@code features} and {@code logits}
     * @param emotion takes (N, 64, 64, 1), -1 to 1; gives {@code features} and {@code probs}
     * @param mesh takes (1, 192, 192, 3), 0 to 1; gives landmarks, see {@link FaceShape}
     */
    static OnnxModel compose(OnnxModel faceApi, OnnxModel emotion, OnnxModel mesh) {
        return new FaceGraph().join(faceApi, emotion, mesh);
    }

    private OnnxModel join(OnnxModel faceApi, OnnxModel emotion, OnnxModel mesh) {
        String face = graph.input(FACE, ElementType.FLOAT, Shape.of(1, SIZE, SIZE, 3));
        String planes = graph.node("Transpose", List.of(face), Attribute.ofInts("perm", 0, 3, 1, 2));
        Map<String, String> seen =
                graph.splice(faceApi, "face-api/", Map.of("input", views(planes, FACE_API_SCALES, FACE_API_SIZE)));
        Map<String, String> felt =
                graph.splice(emotion, "emotion/", Map.of("input_1", views(grey(planes), EMOTION_SCALES, EMOTION_SIZE)));
        String faceApiFeatures = mean(seen.get("features"), 0);
        String emotionFeatures = mean(felt.get("features"), 0, 1, 2);
        String faceApiLogs = graph.node("LogSoftmax", List.of(seen.get("logits")), Attribute.of("axis", 1));
        String bounded = graph.node("Clip", List.of(felt.get("probs"), graph.scalar(SMALLEST_PROBABILITY)));
        String emotionLogs = graph.node("Log", List.of(bounded));
        List<String> shape = new FaceShape(graph).join(face, mesh);
        String embedding = graph.node(
                "Concat",
                List.of(
                        row(faceApiFeatures, FEATURES),
                        row(emotionFeatures, FEATURES),
                        logs(faceApiLogs, FACE_API_ORDER, FACE_API_SCALES),
                        logs(emotionLogs, EMOTION_ORDER, EMOTION_SCALES),
                        shape.get(0),
                        shape.get(1)),
                Attribute.of("axis", 1));
        graph.output(EMBEDDING, embedding, ElementType.FLOAT, Shape.of(1, DIMENSIONS));
        return graph.build();
    }

    /** Luma in -1 to 1, shape (1, 1, SIZE, SIZE). */
    private String grey(String planes) {
        float scale = 2 / 255f;
        String weights =
                graph.constant(Tensor.of(new float[] {0.2989f * scale, 0.5870f * scale, 0.1140f * scale}, 1, 3, 1, 1));
        String weighted = graph.node("Mul", List.of(planes, weights));
        String luma = graph.node("ReduceSum", List.of(weighted, graph.ints(1)), Attribute.of("keepdims", 1));
        return graph.node("Sub", List.of(luma, graph.scalar(1)));
    }

    /** The middle of the planes at each scale, one after the other, then their mirror images, shape (2 × scales, size, size, channels). */
    private String views(String planes, List<List<Double>> groups, int size) {
        List<String> views = new ArrayList<>();
        for (double scale : scales(groups)) {
            String left = graph.constant(Tensor.wrap(matrix(size, scale / SCALE, false), size, SIZE));
            String right = graph.constant(Tensor.wrap(matrix(size, scale / SCALE, true), SIZE, size));
            String rows = graph.node("MatMul", List.of(left, planes));
            views.add(graph.node("MatMul", List.of(rows, right)));
        }
        String straight = graph.node("Concat", views, Attribute.of("axis", 0));
        String mirrored = graph.node(
                "Slice",
                List.of(straight, graph.ints(-1), graph.ints(Long.MIN_VALUE + 1), graph.ints(3), graph.ints(-1)));
        String all = graph.node("Concat", List.of(straight, mirrored), Attribute.of("axis", 0));
        return graph.node("Transpose", List.of(all), Attribute.ofInts("perm", 0, 2, 3, 1));
    }

    /**
     * The weights that shrink a middle part of SIZE pixels to {@code size}: area means, which lean on whole pixels and
     * parts of pixels.
     *
     * @param part how much of the extent is looked at
     * @param transposed whether shape (SIZE, size) is wanted instead of (size, SIZE)
     */
    static float[] matrix(int size, double part, boolean transposed) {
        float[] weights = new float[size * SIZE];
        double step = part * SIZE / size;
        double begin = (1 - part) * SIZE / 2;
        for (int i = 0; i < size; i++) {
            double from = begin + i * step;
            double to = from + step;
            for (int j = (int) Math.floor(from); j < Math.min(SIZE, Math.ceil(to)); j++) {
                double covered = Math.min(to, j + 1) - Math.max(from, j);
                weights[transposed ? j * size + i : i * SIZE + j] = (float) (covered / step);
            }
        }
        return weights;
    }

    /** All scales of all groups, in the order of the views. */
    static List<Double> scales(List<List<Double>> groups) {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** Log probabilities in the order of {@link #LABELS}, group after group, bounded below. */
    private String logs(String logs, long[] order, List<List<Double>> groups) {
        int views = 2 * scales(groups).size();
        String ordered = graph.node("Gather", List.of(logs, graph.ints(order)), Attribute.of("axis", 1));
        String means = graph.constant(Tensor.wrap(groupMeans(groups), groups.size(), views));
        String grouped = graph.node("MatMul", List.of(means, ordered));
        return row(graph.node("Clip", List.of(grouped, graph.scalar(LOWEST_LOG))), 7L * groups.size());
    }

    /** Each row weighs the views of one group and their mirror images, shape (groups, 2 × scales). */
    private static float[] groupMeans(List<List<Double>> groups) {
        int scales = scales(groups).size();
        float[] weights = new float[groups.size() * 2 * scales];
        int view = 0;
        for (int g = 0; g < groups.size(); g++) {
            for (int k = 0; k < groups.get(g).size(); k++, view++) {
                float weight = 0.5f / groups.get(g).size();
                weights[2 * g * scales + view] = weight;
                weights[2 * g * scales + scales + view] = weight;
            }
        }
        return weights;
    }

    private String mean(String value, long... axes) {
        return graph.node("ReduceMean", List.of(value, graph.ints(axes)), Attribute.of("keepdims", 0));
    }

    private String row(String value, long size) {
        return graph.node("Reshape", List.of(value, graph.ints(1, size)));
    }
}
