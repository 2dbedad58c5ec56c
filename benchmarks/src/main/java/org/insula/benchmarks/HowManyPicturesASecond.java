package org.insula.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.insula.embedding.Encoded;
import org.insula.embedding.EncoderGraph;
import org.insula.onnx.Network;
import org.insula.onnx.Tensor;
import org.insula.perception.PictureEncoder;
import org.insula.signal.Picture;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Embedding pictures on both cores, beside ONNX Runtime alone with the same graph. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
@Threads(2)
public class HowManyPicturesASecond {
    private byte[] jpeg;
    private Picture picture;
    private PictureEncoder encoder;
    private Network network;
    private Map<String, Tensor> pixels;

    @Setup
    public void open() throws IOException {
        jpeg = Portrait.jpeg();
        picture = Picture.decode(jpeg);
        encoder = new PictureEncoder();
        EncoderGraph graph = encoder.graph().orElseThrow();
        network = Network.load(graph.onnx());
        int side = Math.toIntExact(network.inputs().getFirst().shape().extent(1));
        pixels = Map.of(graph.inputs().getFirst().name(), Tensor.of(new float[side * side * 3], 1, side, side, 3));
    }

    @TearDown
    public void close() {
        encoder.close();
        network.close();
    }

    @Benchmark
    public Map<String, Tensor> bareNetwork() {
        return network.run(pixels);
    }

    @Benchmark
    public List<Encoded> fromPictures() {
        return encoder.encode(picture);
    }

    @Benchmark
    public List<Encoded> fromJpegBytes() {
        return encoder.encode(jpeg);
    }
}
