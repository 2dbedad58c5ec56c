package org.insula.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.insula.embedding.Embedding;
import org.insula.movement.Hydra;
import org.insula.movement.HydraOptions;
import org.insula.movement.MiniRocket;
import org.insula.movement.MiniRocketOptions;
import org.insula.movement.MovementEncoder;
import org.insula.movement.MovementKind;
import org.insula.movement.Series;
import org.insula.movement.SlidingWindow;
import org.insula.teach.Classifier;
import org.insula.teach.Labelled;
import org.insula.teach.Learner;
import org.insula.teach.LearnerOptions;
import org.insula.teach.Verdict;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One window of a sensor to its features, on one thread: a second of six channels at 100 Hz, a long recording of six
 * channels and a gesture of one; and from the last sample of a window to the answer, as a server gives it, without the
 * Vector API. The speed of additions alone, over numbers that stay in the nearest cache, stands
 * beside them: it is what a transform that only adds could reach.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class HowLongDoesOneMovementTake {
    private static final int CACHED = 2_048;
    private static final int TIMES = 512;

    @Param({"6x100", "6x1000", "1x150"})
    private String shape;

    private Series series;
    private MiniRocket fitted;
    private MiniRocket frozen;
    private Hydra hydra;
    private MovementEncoder encoder;
    private Classifier taught;
    private SlidingWindow window;
    private final float[] a = new float[CACHED];
    private final float[] b = new float[CACHED];

    @Setup
    public void make() {
        int channels = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
        int length = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
        Random random = new Random(1);
        float[] values = new float[channels * length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        series = Series.of(channels, length, values);
        fitted = MiniRocket.fit(List.of(series), MiniRocketOptions.standard());
        frozen = MiniRocket.frozen(channels, length, MiniRocketOptions.standard());
        hydra = Hydra.of(channels, length, HydraOptions.standard());
        encoder = new MovementKind()
                .forIdentity("movement/1/channels=" + channels + ";rate=100;steps=" + length + ";lengths=hold");
        taught = taught(channels, length, random);
        window = new SlidingWindow(channels, length, 1);
        for (int t = 0; t < length; t++) {
            window.add(new float[channels]);
        }
    }

    /** Of two labels that are noise of two strengths, twenty examples each. */
    private Classifier taught(int channels, int length, Random random) {
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            float[] values = new float[channels * length];
            for (int t = 0; t < values.length; t++) {
                values[t] = (float) (random.nextGaussian() * (1 + i % 2));
            }
            Embedding embedding = encoder.embed(Series.of(channels, length, values));
            examples.add(new Labelled("take " + i, embedding, i % 2 == 0 ? "soft" : "hard", null));
        }
        return new Learner(encoder.blocks(), 0, LearnerOptions.defaults())
                .teach(examples)
                .head();
    }

    @Benchmark
    public float[] miniRocketFitted() {
        return fitted.transform(series);
    }

    @Benchmark
    public float[] miniRocketFrozen() {
        return frozen.transform(series);
    }

    @Benchmark
    public float[] hydra() {
        return hydra.transform(series);
    }

    @Benchmark
    public Verdict fromTheLastSampleToTheAnswer() {
        window.add(new float[encoder.fitting().channels()]);
        return taught.judge(encoder.embed(window.series()));
    }

    /** 2,048 × 512 additions, about a million. */
    @Benchmark
    public float[] aMillionAdditions() {
        for (int i = 0; i < TIMES; i++) {
            for (int t = 0; t < CACHED; t++) {
                a[t] += b[t];
            }
        }
        return a;
    }
}
