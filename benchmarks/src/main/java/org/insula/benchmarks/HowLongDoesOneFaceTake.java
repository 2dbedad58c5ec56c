package org.insula.benchmarks;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.insula.embedding.EncoderGraph;
import org.insula.host.ExpressionClassifier;
import org.insula.networks.Networks;
import org.insula.onnx.Network;
import org.insula.onnx.Tensor;
import org.insula.perception.FaceEncoder;
import org.insula.signal.Picture;
import org.insula.teach.Verdict;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One face, from JPEG bytes to answer, beside what it cannot do without: decoding, and the bare networks as often as they
 * are run. The ratio that counts is {@code fromBytesToAnswer / (decoding + detector + expressionNetworks)}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class HowLongDoesOneFaceTake {
    private byte[] jpeg;
    private FaceEncoder encoder;
    private ExpressionClassifier classifier;
    private Network detector;
    private Network expressions;
    private Tensor whole;
    private Map<String, Tensor> face;

    @Setup
    public void open() throws IOException {
        jpeg = Portrait.jpeg();
        encoder = new FaceEncoder();
        classifier = new ExpressionClassifier();
        detector = Networks.open("blazeface-back");
        EncoderGraph graph = encoder.graph().orElseThrow();
        expressions = Network.load(graph.onnx());
        whole = Tensor.of(new float[256 * 256 * 3], 1, 256, 256, 3);
        int side = Math.toIntExact(expressions.inputs().getFirst().shape().extent(1));
        face = Map.of(graph.inputs().getFirst().name(), Tensor.of(new float[side * side * 3], 1, side, side, 3));
    }

    @TearDown
    public void close() {
        encoder.close();
        detector.close();
        expressions.close();
    }

    @Benchmark
    public Verdict fromBytesToAnswer() {
        return classifier.judge(encoder.encode(jpeg).getFirst().embedding());
    }

    @Benchmark
    public Picture decoding() {
        return Picture.decode(jpeg);
    }

    @Benchmark
    public Map<String, Tensor> detector() {
        return detector.run(whole);
    }

    @Benchmark
    public Map<String, Tensor> expressionNetworks() {
        return expressions.run(face);
    }
}
