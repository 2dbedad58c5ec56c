package org.insula.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.insula.networks.Networks;
import org.insula.onnx.Network;
import org.insula.onnx.Tensor;
import org.insula.perception.BodyPose;
import org.insula.perception.HandFinder;
import org.insula.perception.HandFrame;
import org.insula.perception.HandTracker;
import org.insula.perception.PoseEstimator;
import org.insula.perception.PoseTracker;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * One frame of 640 by 480 pixels, from JPEG bytes to landmarks, beside what it cannot do without: decoding and the bare
 * networks. A hand that is followed needs {@code decodingHand + networkHandLandmarks}, one that is sought {@code decodingHand +
 * networkHandDetector + 2 × networkHandLandmarks}, a body {@code decodingBody + networkBody}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HowLongDoesOneFrameTake {
    private List<byte[]> hands;
    private List<byte[]> bodies;
    private HandFinder finder;
    private HandTracker oneHand;
    private HandTracker twoHands;
    private PoseEstimator estimator;
    private PoseTracker pose;
    private Network detector;
    private Network landmarks;
    private Network movenet;
    private int frame;

    @Setup
    public void open() throws IOException {
        hands = Frames.ofAHand();
        bodies = Frames.ofABody();
        finder = new HandFinder();
        oneHand = new HandTracker(finder, 1);
        twoHands = new HandTracker(finder, 2);
        estimator = new PoseEstimator();
        pose = new PoseTracker(estimator);
        detector = Networks.open("handdetect");
        landmarks = Networks.open("handlandmark-full");
        movenet = Networks.open("movenet-lightning");
    }

    @TearDown
    public void close() {
        finder.close();
        estimator.close();
        detector.close();
        landmarks.close();
        movenet.close();
    }

    private byte[] next(List<byte[]> frames) {
        return frames.get(frame++ % frames.size());
    }

    /** Only one hand is wanted, so that the detector rests. */
    @Benchmark
    public HandFrame followedHand() {
        return seen(oneHand.next(Picture.decode(next(hands))));
    }

    /** One hand is seen and another may come, which is looked for now and then. */
    @Benchmark
    public HandFrame followedHandAndPerhapsAnother() {
        return seen(twoHands.next(Picture.decode(next(hands))));
    }

    /** Each frame is the first one. */
    @Benchmark
    public HandFrame soughtHand() {
        return new HandTracker(finder, 1).next(Picture.decode(next(hands)));
    }

    @Benchmark
    public Optional<BodyPose> followedBody() {
        return pose.next(Picture.decode(next(bodies)));
    }

    @Benchmark
    public Picture decodingHand() {
        return Picture.decode(next(hands));
    }

    @Benchmark
    public Picture decodingBody() {
        return Picture.decode(next(bodies));
    }

    @Benchmark
    public Map<String, Tensor> networkHandDetector() {
        return detector.run(Tensor.of(new float[256 * 256 * 3], 1, 256, 256, 3));
    }

    @Benchmark
    public Map<String, Tensor> networkHandLandmarks() {
        return landmarks.run(Tensor.of(new float[224 * 224 * 3], 1, 224, 224, 3));
    }

    @Benchmark
    public Map<String, Tensor> networkBody() {
        return movenet.run(Tensor.of(new float[192 * 192 * 3], 1, 192, 192, 3));
    }

    /** A frame in which the hand was overlooked would be too cheap. */
    private HandFrame seen(HandFrame shown) {
        if (shown.hands().isEmpty() && frame > 2) {
            throw new IllegalStateException("Frame " + frame + " shows no hand; see what became of the tracker.");
        }
        return shown;
    }
}
