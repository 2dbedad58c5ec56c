package org.insula.benchmarks;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.insula.host.Encoders;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.ModelFolder;
import org.insula.networks.Networks;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.Network;
import org.insula.onnx.Shape;
import org.insula.onnx.Tensor;
import org.insula.server.InsulaServer;
import org.insula.server.ServerOptions;

/**
 * What the server adds to a network's own work: a bare loop over ONNX Runtime on two threads beside the Open Inference
 * Protocol over loopback, as JSON, as binary tensors and over gRPC, with clients that cost next to nothing but share the
 * cores all the same. Added time is the round trip of a lone client less a bare call, at the median and the 99th percentile.
 */
public final class HowMuchDoesServingCost {
    private static final int THREADS = 2;
    private static final int WARM = 4;
    private static final int[] CLIENTS = {1, 2, 4, 8, 16, 32};
    private static final String GRPC = "/inference.GRPCInferenceService/ModelInfer";

    private final int seconds;
    private final Path folder;

    private HowMuchDoesServingCost(int seconds, Path folder) {
        this.seconds = seconds;
        this.folder = folder;
    }

    /** A network, and one input for it. */
    private record Subject(String name, byte[] onnx, String input, String output, long[] shape, float[] values) {
        String path() {
            return "/v2/models/" + name + "/infer";
        }
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("insula-serving");
        new HowMuchDoesServingCost(Integer.parseInt(args[0]), folder).run();
    }

    private void run() throws Exception {
        List<Subject> subjects = List.of(mlp(1), mlp(64), emotion());
        for (Subject subject : subjects) {
            Files.write(folder.resolve(subject.name() + ".onnx"), subject.onnx());
        }
        for (Subject subject : subjects) {
            measure(subject);
        }
    }

    private void measure(Subject subject) throws Exception {
        Bare bare = bare(subject);
        System.out.println(String.format(
                Locale.ROOT,
                "%n%s: bare %.0f a second on %d threads; one call %.3f ms, p99 %.3f ms",
                subject.name(),
                bare.rate(),
                THREADS,
                bare.median(),
                bare.p99()));
        try (Encoders encoders = new Encoders(new LinkedHashMap<>());
                Host host = new Host(List.of(), new ModelFolder(folder, encoders), HostOptions.of(THREADS));
                InsulaServer server =
                        InsulaServer.start(host, new ServerOptions("127.0.0.1", 0, 64_000_000), "benchmark")) {
            for (Map.Entry<String, WireClient.Opener> form : forms(subject).entrySet()) {
                measure(bare, form.getKey(), server.port(), form.getValue());
            }
        }
    }

    private void measure(Bare bare, String form, int port, WireClient.Opener opener) throws Exception {
        drive(port, opener, 8, WARM * seconds);
        double[] alone = roundTrips(port, opener);
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "  %-8s adds %.3f ms, p99 %.3f ms; of the bare rate, by clients:",
                form,
                median(alone) - bare.median(),
                p99(alone) - bare.p99()));
        for (int clients : CLIENTS) {
            double rate = drive(port, opener, clients, seconds);
            line.append(String.format(Locale.ROOT, " %d: %.0f %%", clients, 100 * rate / bare.rate()));
        }
        System.out.println(line);
    }

    private Map<String, WireClient.Opener> forms(Subject subject) throws IOException {
        byte[] json = json(subject);
        byte[] binary = binary(subject);
        String headers =
                "Inference-Header-Content-Length: " + binaryHeader(subject).length() + "\r\n";
        byte[] message = message(subject);
        Map<String, WireClient.Opener> forms = new LinkedHashMap<>();
        forms.put("JSON", port -> new WireClient.Http1(port, subject.path(), "", json));
        forms.put("binary", port -> new WireClient.Http1(port, subject.path(), headers, binary));
        forms.put("gRPC", port -> new WireClient.Grpc(port, GRPC, message));
        return forms;
    }

    private record Bare(double rate, double median, double p99) {}

    private Bare bare(Subject subject) throws Exception {
        try (Network network = Network.load(subject.onnx())) {
            Map<String, Tensor> input = Map.of(subject.input(), Tensor.of(subject.values(), subject.shape()));
            together(THREADS, seconds, () -> network.run(input, Set.of(subject.output())));
            double rate = together(THREADS, seconds, () -> network.run(input, Set.of(subject.output())));
            double[] alone = new double[2_000];
            for (int i = 0; i < alone.length; i++) {
                long start = System.nanoTime();
                network.run(input, Set.of(subject.output()));
                alone[i] = (System.nanoTime() - start) / 1e6;
            }
            return new Bare(rate, median(alone), p99(alone));
        }
    }

    private static double[] roundTrips(int port, WireClient.Opener opener) throws IOException {
        double[] alone = new double[2_000];
        try (WireClient client = opener.open(port)) {
            for (int i = -500; i < alone.length; i++) {
                long start = System.nanoTime();
                client.ask();
                if (i >= 0) {
                    alone[i] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        return alone;
    }

    private static double drive(int port, WireClient.Opener opener, int clients, int seconds) throws Exception {
        return together(clients, seconds, () -> opener.open(port));
    }

    /** How often a second this many threads do something; a client is opened once and then asked. */
    private static double together(int threads, int seconds, Callable<?> work) throws Exception {
        LongAdder done = new LongAdder();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = LongStream.range(0, threads)
                    .<Future<?>>mapToObj(_ -> pool.submit(() -> {
                        loop(work, done, end);
                        return null;
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdown();
        }
        return done.sum() / (double) seconds;
    }

    private static void loop(Callable<?> work, LongAdder done, long end) throws Exception {
        Object first = work.call();
        if (first instanceof WireClient opened) {
            try (WireClient client = opened) {
                while (System.nanoTime() < end) {
                    client.ask();
                    done.increment();
                }
            }
            return;
        }
        while (System.nanoTime() < end) {
            work.call();
            done.increment();
        }
    }

    private static double median(double[] values) {
        return Arrays.stream(values).sorted().toArray()[values.length / 2];
    }

    private static double p99(double[] values) {
        return Arrays.stream(values).sorted().toArray()[values.length * 99 / 100];
    }

    /** 64 numbers in, two layers of 256, 10 out. */
    private static Subject mlp(int rows) {
        SplittableRandom random = new SplittableRandom(1);
        GraphBuilder graph = new GraphBuilder();
        String at = graph.input("x", ElementType.FLOAT, Shape.of("N", "64"));
        int[] widths = {64, 256, 256, 10};
        for (int i = 1; i < widths.length; i++) {
            Tensor weights = Tensor.wrap(made(widths[i - 1] * widths[i], random), widths[i - 1], widths[i]);
            at = graph.node("MatMul", List.of(at, graph.constant(weights)));
            at = i + 1 < widths.length ? graph.node("Relu", List.of(at)) : at;
        }
        graph.output("y", at, ElementType.FLOAT, Shape.of("N", "10"));
        return new Subject(
                "mlp-" + rows, graph.build().toBytes(), "x", "y", new long[] {rows, 64}, made(rows * 64, random));
    }

    /** The smaller of the two networks behind the expression model: one face of 64 by 64 pixels. */
    private static Subject emotion() {
        byte[] onnx = Networks.model("emotion").toBytes();
        try (Network network = Network.load(onnx)) {
            return new Subject(
                    "emotion",
                    onnx,
                    network.inputs().getFirst().name(),
                    "probs",
                    new long[] {1, 64, 64, 1},
                    made(64 * 64, new SplittableRandom(2)));
        }
    }

    private static float[] made(int size, SplittableRandom random) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = Math.round((random.nextDouble() - 0.5) * 1e4) / 1e4f;
        }
        return values;
    }

    private static byte[] json(Subject subject) {
        return ("{\"inputs\":[{\"name\":\"" + subject.input() + "\",\"shape\":" + Arrays.toString(subject.shape())
                        + ",\"datatype\":\"FP32\",\"data\":" + Arrays.toString(subject.values())
                        + "}],\"outputs\":[{\"name\":\"" + subject.output() + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String binaryHeader(Subject subject) {
        return "{\"inputs\":[{\"name\":\"" + subject.input() + "\",\"shape\":" + Arrays.toString(subject.shape())
                + ",\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":" + 4 * subject.values().length
                + "}}],\"outputs\":[{\"name\":\"" + subject.output()
                + "\",\"parameters\":{\"binary_data\":true}}]}";
    }

    private static byte[] binary(Subject subject) {
        byte[] header = binaryHeader(subject).getBytes(StandardCharsets.UTF_8);
        byte[] raw = raw(subject);
        return ByteBuffer.allocate(header.length + raw.length)
                .put(header)
                .put(raw)
                .array();
    }

    private static byte[] raw(Subject subject) {
        ByteBuffer raw = ByteBuffer.allocate(4 * subject.values().length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(subject.values());
        return raw.array();
    }

    /** A ModelInferRequest; its numbers are those of the public definition. */
    private static byte[] message(Subject subject) throws IOException {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(tensor);
        out.writeString(1, subject.input());
        out.writeString(2, "FP32");
        for (long extent : subject.shape()) {
            out.writeInt64(3, extent);
        }
        out.flush();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        out = CodedOutputStream.newInstance(message);
        out.writeString(1, subject.name());
        out.writeByteArray(5, tensor.toByteArray());
        out.writeByteArray(6, output(subject.output()));
        out.writeByteArray(7, raw(subject));
        out.flush();
        return message.toByteArray();
    }

    private static byte[] output(String name) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(output);
        out.writeString(1, name);
        out.flush();
        return output.toByteArray();
    }
}
