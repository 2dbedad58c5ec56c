package org.insula.teach;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.insula.onnx.Attribute;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.Shape;
import org.insula.onnx.Tensor;

/**
 * A head as an ONNX graph, from the embedding to calibrated probabilities and the distance that decides "unknown"; the
 * same graph is the head's form in the model file, where its initialisers are read back.
 *
 * <p>Inputs: {@code embedding} float (N, dimensions), and for kinds with terms {@code term_ids} int64 (n) and {@code
 * term_counts} float (n), with N = 1. Outputs: {@code probabilities} float (N, labels), {@code distance} float (N, 1),
 * {@code unknown} bool (N, 1). Only operators whose meaning did not change between opset 11 and 18 are used, so that it
 * can be joined to graphs of either.
 */
final class HeadGraph {
    static final String EMBEDDING = "embedding";
    static final String TERM_IDS = "term_ids";
    static final String TERM_COUNTS = "term_counts";
    static final String PROBABILITIES = "probabilities";
    static final String DISTANCE = "distance";
    static final String UNKNOWN = "unknown";

    private static final float TINY = 1e-30f;
    private static final float FARTHEST = 1e6f;

    private final HeadParameters head;
    private final GraphBuilder graph;
    private final int labels;

    private HeadGraph(HeadParameters head, int opset) {
        this.head = head;
        this.graph = new GraphBuilder(opset);
        this.labels = head.labels().size();
    }

    /** The graph of a head at an opset from 11 to 18. */
    static OnnxModel build(HeadParameters head, int opset) {
        return new HeadGraph(head, opset).build();
    }

    private OnnxModel build() {
        int dimensions = head.dimensions();
        String x = graph.input(EMBEDDING, ElementType.FLOAT, Shape.of("N", Integer.toString(dimensions)));
        String mean = floats("mean", head.mean(), dimensions);
        String scale = floats("scale", head.scale(), dimensions);
        String moved = node("Mul", node("Sub", x, mean), scale);
        String z = node("Clip", moved, graph.scalar(-FARTHEST), graph.scalar(FARTHEST)); // (N, dimensions)
        String logits = node("Add", node("MatMul", z, transposed("weights", head.weights(), labels)), bias());
        if (head.vocabulary().length > 0) {
            logits = node("Add", logits, termLogits());
        }
        String temperature = floats("temperature", new float[] {(float) head.temperature()}, 1);
        graph.nodeAs(PROBABILITIES, "Softmax", List.of(node("Div", logits, temperature)), Attribute.of("axis", 1));
        graph.output(PROBABILITIES, PROBABILITIES, ElementType.FLOAT, Shape.of("N", Integer.toString(labels)));
        distance(x);
        return graph.build();
    }

    private String bias() {
        return floats("bias", head.bias(), labels);
    }

    /** The weighted terms of one example times their weights, shape (1, labels). */
    private String termLogits() {
        String ids = graph.input(TERM_IDS, ElementType.INT64, Shape.of("n"));
        String counts = graph.input(TERM_COUNTS, ElementType.FLOAT, Shape.of("n"));
        int v = head.vocabulary().length;
        long[] columns = new long[head.terms()];
        Arrays.fill(columns, v); // the row of zeros after the last
        for (int column = 0; column < v; column++) {
            columns[head.vocabulary()[column]] = column;
        }
        String column = node("Gather", graph.constant("columns", Tensor.wrap(columns, columns.length)), ids);
        String idf = node("Gather", floats("idf", Arrays.copyOf(head.idf(), v + 1), v + 1), column);
        String t = node("Reshape", node("Mul", frequency(counts), idf), graph.ints(1, -1)); // (1, n)
        String square = node("MatMul", t, node("Reshape", t, graph.ints(-1, 1))); // (1, 1)
        String length = node("Max", node("Sqrt", square), graph.scalar(TINY));
        String termScale = floats("term_scale", new float[] {(float) head.termScale()}, 1);
        String u = node("Mul", node("Div", t, length), termScale);
        float[] weights = Arrays.copyOf(head.termWeights(), (v + 1) * labels);
        String rows = node("Gather", floats("term_weights", weights, v + 1, labels), column); // (n, labels)
        return node("MatMul", u, rows);
    }

    /** 1 + ln c, the count itself below 1, the sign kept. */
    private String frequency(String counts) {
        String size = node("Abs", counts);
        String log = node("Log", node("Max", size, graph.scalar(1)));
        String sublinear = node("Mul", node("Sign", counts), node("Add", log, graph.scalar(1)));
        return node("Where", node("Less", size, graph.scalar(1)), counts, sublinear);
    }

    /** One minus the mean cosine to the k-th nearest reference, and whether that is too far. */
    private void distance(String x) {
        int count = head.references().length / head.dimensions();
        String unit = units(x);
        String cosines = node("MatMul", unit, transposed("references", head.references(), count)); // (N, references)
        int k = head.neighbours();
        List<String> top = graph.nodes(
                List.of(graph.fresh("nearest"), graph.fresh("which")),
                "TopK",
                List.of(cosines, graph.ints(k)),
                Attribute.of("axis", 1));
        String kth = node("Gather", top.getFirst(), graph.ints(k - 1), Attribute.of("axis", 1)); // (N, 1)
        String away = node("Sub", graph.scalar(1), kth);
        graph.nodeAs(DISTANCE, "Clip", List.of(away, graph.scalar(0), graph.scalar(2)));
        graph.output(DISTANCE, DISTANCE, ElementType.FLOAT, Shape.of("N", "1"));
        String threshold = floats("threshold", new float[] {(float) head.threshold()}, 1);
        graph.nodeAs(UNKNOWN, "Greater", List.of(DISTANCE, threshold));
        graph.output(UNKNOWN, UNKNOWN, ElementType.BOOL, Shape.of("N", "1"));
    }

    /** Each block scaled to length 1 / √blocks, shape (N, dimensions). */
    private String units(String x) {
        List<String> units = new ArrayList<>();
        int from = 0;
        for (int size : head.blocks()) {
            String block = node("Slice", x, graph.ints(from), graph.ints(from + size), graph.ints(1));
            float[] ones = new float[size];
            Arrays.fill(ones, head.blocks().length);
            String square = node("MatMul", node("Mul", block, block), graph.constant(Tensor.wrap(ones, size, 1)));
            units.add(node("Div", block, node("Max", node("Sqrt", square), graph.scalar(TINY))));
            from += size;
        }
        return graph.node("Concat", units, Attribute.of("axis", 1));
    }

    private String floats(String name, float[] values, long... shape) {
        return graph.constant(name, Tensor.wrap(values, shape));
    }

    /** Stores a matrix of {@code rows} rows as it stands and transposes it in the graph. */
    private String transposed(String name, float[] matrix, int rows) {
        return node("Transpose", floats(name, matrix, rows, matrix.length / rows), Attribute.ofInts("perm", 1, 0));
    }

    private String node(String operator, String input, Attribute attribute) {
        return graph.node(operator, List.of(input), attribute);
    }

    private String node(String operator, String first, String second, Attribute attribute) {
        return graph.node(operator, List.of(first, second), attribute);
    }

    private String node(String operator, String... inputs) {
        return graph.node(operator, List.of(inputs));
    }

    /**
     * Reads the head back from its graph.
     *
     * @param labels from the manifest
     * @param blocks the sizes of the encoder's blocks, from the manifest
     * @param terms the size of the term space, from the manifest
     * @param neighbours from the manifest
     * @throws TeachException if an initialiser is missing or does not fit
     */
    static HeadParameters parse(OnnxModel graph, List<String> labels, int[] blocks, int terms, int neighbours) {
        Reader reader = new Reader(graph);
        int[] vocabulary = {};
        float[] idf = {};
        float[] termWeights = {};
        float termScale = 0;
        if (graph.initializer("columns").isPresent()) {
            int v = reader.floats("idf").length - 1;
            vocabulary = vocabulary(reader.longs("columns"), terms, v);
            idf = cut(reader.floats("idf"), v, "idf");
            termWeights = cut(reader.floats("term_weights"), Math.multiplyExact(v, labels.size()), "term_weights");
            termScale = reader.scalar("term_scale");
        }
        return new HeadParameters(
                labels,
                blocks,
                reader.floats("mean"),
                reader.floats("scale"),
                terms,
                termScale,
                vocabulary,
                idf,
                reader.floats("weights"),
                termWeights,
                reader.floats("bias"),
                reader.scalar("temperature"),
                reader.floats("references"),
                neighbours,
                reader.scalar("threshold"));
    }

    private static int[] vocabulary(long[] columns, int terms, int size) {
        int[] vocabulary = IntStream.range(0, columns.length)
                .filter(term -> columns[term] != size)
                .toArray();
        boolean ascending = IntStream.range(0, vocabulary.length).allMatch(i -> columns[vocabulary[i]] == i);
        if (columns.length != terms || vocabulary.length != size || !ascending) {
            throw misfit("columns", "not a list of " + terms + " columns below " + size);
        }
        return vocabulary;
    }

    private static float[] cut(float[] values, int length, String name) {
        if (values.length < length) {
            throw misfit(name, values.length + " instead of " + length + " numbers");
        }
        return Arrays.copyOf(values, length);
    }

    private static TeachException misfit(String name, String what) {
        return new TeachException(
                "The head's '" + name + "' is " + what + "; the model is damaged, get it from its maker again.");
    }

    private record Reader(OnnxModel graph) {
        float[] floats(String name) {
            return tensor(name).filter(Tensor::isFloat).map(Tensor::floats).orElseThrow(() -> misfit(name, "missing"));
        }

        long[] longs(String name) {
            return tensor(name).filter(t -> !t.isFloat()).map(Tensor::longs).orElseThrow(() -> misfit(name, "missing"));
        }

        float scalar(String name) {
            float[] values = floats(name);
            if (values.length != 1) {
                throw misfit(name, values.length + " numbers instead of one");
            }
            return values[0];
        }

        private Optional<Tensor> tensor(String name) {
            return graph.initializer(name);
        }
    }
}
