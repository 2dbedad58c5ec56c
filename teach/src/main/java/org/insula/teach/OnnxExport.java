package org.insula.teach;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.Network;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.Shape;
import org.insula.onnx.Tensor;
import org.insula.onnx.ValueInfo;

/**
 * A model as one plain ONNX graph, from prepared input to calibrated probabilities, for any runtime in any language. The
 * graph is run against the Java head before it is handed out.
 */
public final class OnnxExport {
    private static final double TOLERANCE = 1e-4;
    private static final int TRIALS = 8;
    private static final int OPEN_EXTENT = 6;

    private OnnxExport() {}

    /**
     * Joins the encoder's graph and the head's.
     *
     * @param encoder the one that the model was taught on
     * @return the serialised ONNX model; its outputs are {@code probabilities}, {@code distance} and {@code unknown}, its
     *     inputs are described in its metadata
     * @throws TeachException if the encoder is another one or has no graph, or the joined graph does not agree with Java
     */
    public static byte[] of(Model model, Encoder encoder) {
        model.requireEncoder(encoder.identity());
        EncoderGraph part = encoder.graph()
                .orElseThrow(() -> new TeachException("Kind '" + model.kind()
                        + "' has no single graph to export; use --format zip, which holds the head alone."));
        OnnxModel joined = join(
                        OnnxModel.parse(part.onnx()),
                        part.output(),
                        model.head().parameters())
                .withMetadata(metadata(model, part));
        byte[] bytes = joined.toBytes();
        check(bytes, part, model.head());
        return bytes;
    }

    private static OnnxModel join(OnnxModel encoder, String embedding, HeadParameters head) {
        GraphBuilder graph = new GraphBuilder(encoder.opset());
        Map<String, String> inputs = new LinkedHashMap<>();
        for (ValueInfo input : encoder.inputs()) {
            inputs.put(input.name(), graph.input(input.name(), input.type(), input.shape()));
        }
        Map<String, String> seen = graph.splice(encoder, "encoder/", inputs);
        OnnxModel headGraph = HeadGraph.build(head, encoder.opset());
        Map<String, String> fed = new LinkedHashMap<>();
        for (ValueInfo input : headGraph.inputs()) {
            fed.put(
                    input.name(),
                    input.name().equals(HeadGraph.EMBEDDING)
                            ? seen.get(embedding)
                            : graph.input(input.name(), input.type(), input.shape()));
        }
        Map<String, String> judged = graph.splice(headGraph, "head/", fed);
        for (ValueInfo output : headGraph.outputs()) {
            graph.output(output.name(), judged.get(output.name()), output.type(), output.shape());
        }
        return graph.build();
    }

    private static Map<String, String> metadata(Model model, EncoderGraph part) {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("labels", String.join("\n", model.head().labels()));
        metadata.put("kind", model.kind());
        metadata.put("encoder", model.encoder());
        metadata.put("about", model.about());
        part.inputs().forEach(input -> metadata.put("input." + input.name(), input.description()));
        if (model.head().parameters().vocabulary().length > 0) {
            metadata.put("input." + HeadGraph.TERM_IDS, "int64 (n): the numbers of the text's hashed n-grams");
            metadata.put("input." + HeadGraph.TERM_COUNTS, "float (n): how often each of them occurs");
        }
        return metadata;
    }

    /** Runs seeded noise through both and compares. */
    private static void check(byte[] joined, EncoderGraph part, Head head) {
        SplittableRandom random = new SplittableRandom(1);
        try (Network encoder = Network.load(part.onnx());
                Network whole = Network.load(joined)) {
            for (int trial = 0; trial < TRIALS; trial++) {
                Map<String, Tensor> input = noise(encoder.inputs(), random);
                float[] dense = encoder.run(input).get(part.output()).floats();
                Embedding embedding = withTerms(dense, head.parameters(), random);
                Map<String, Tensor> all = new LinkedHashMap<>(input);
                if (head.parameters().vocabulary().length > 0) {
                    putTerms(all, embedding);
                }
                Map<String, Tensor> output = whole.run(all);
                compare(output.get(HeadGraph.PROBABILITIES).floats(), head.probabilities(embedding));
                compare(output.get(HeadGraph.DISTANCE).floats(), new double[] {head.distance(embedding)});
            }
        }
    }

    private static void compare(float[] exported, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(exported[i] - expected[i]) <= TOLERANCE)) {
                throw new TeachException("The exported graph says " + exported[i] + " where Java says " + expected[i]
                        + ", more than " + TOLERANCE + " apart; nothing was written, please report this.");
            }
        }
    }

    private static Embedding withTerms(float[] dense, HeadParameters head, SplittableRandom random) {
        int count = head.vocabulary().length == 0 ? 0 : 20;
        int[] terms = random.ints(count, 0, Math.max(1, head.terms()))
                .distinct()
                .sorted()
                .toArray();
        if (count > 0) {
            terms[0] = head.vocabulary()[0];
            terms = java.util.Arrays.stream(terms).distinct().sorted().toArray();
        }
        float[] counts = new float[terms.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 1 + random.nextInt(4);
        }
        return Embedding.of(dense, terms, counts);
    }

    private static void putTerms(Map<String, Tensor> input, Embedding embedding) {
        long[] ids = new long[embedding.termCount()];
        float[] counts = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = embedding.term(i);
            counts[i] = embedding.weight(i);
        }
        input.put(HeadGraph.TERM_IDS, Tensor.wrap(ids, ids.length));
        input.put(HeadGraph.TERM_COUNTS, Tensor.wrap(counts, counts.length));
    }

    private static Map<String, Tensor> noise(List<ValueInfo> inputs, SplittableRandom random) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (ValueInfo input : inputs) {
            long[] shape = extents(input.shape());
            int size = Math.toIntExact(java.util.Arrays.stream(shape).reduce(1, Math::multiplyExact));
            if (input.type() == ElementType.FLOAT) {
                float[] floats = new float[size];
                for (int i = 0; i < size; i++) {
                    floats[i] = 255 * (float) random.nextDouble();
                }
                values.put(input.name(), Tensor.wrap(floats, shape));
            } else {
                long[] ones = new long[size];
                java.util.Arrays.fill(ones, 1);
                values.put(input.name(), Tensor.wrap(ones, shape));
            }
        }
        return values;
    }

    /** Open extents: one for the batch, a few for what follows. */
    private static long[] extents(Shape shape) {
        List<Long> extents = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            long open = i == 0 ? 1 : OPEN_EXTENT;
            extents.add(shape.extent(i) < 0 ? open : shape.extent(i));
        }
        return extents.stream().mapToLong(Long::longValue).toArray();
    }
}
