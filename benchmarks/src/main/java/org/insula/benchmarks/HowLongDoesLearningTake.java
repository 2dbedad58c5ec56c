package org.insula.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;
import org.insula.teach.Labelled;
import org.insula.teach.Learner;
import org.insula.teach.LearnerOptions;
import org.insula.teach.Taught;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Fitting 1,000 examples of 547 numbers with 7 labels: strength search, cross-validated figures, calibration, unknown and
 * suspects included; and the same after one more example.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class HowLongDoesLearningTake {
    private static final int EXAMPLES = 1_000;
    private static final int LABELS = 7;
    private static final List<Encoder.Block> BLOCKS =
            List.of(new Encoder.Block("a", 256), new Encoder.Block("b", 256), new Encoder.Block("c", 35));

    private Learner learner;
    private List<Labelled> examples;
    private List<Labelled> oneMore;
    private Taught taught;

    @Setup
    public void make() {
        Random random = new Random(1);
        float[][] middles = new float[LABELS][547];
        for (float[] middle : middles) {
            for (int d = 0; d < middle.length; d++) {
                middle[d] = (float) (0.12 * random.nextGaussian());
            }
        }
        oneMore = new ArrayList<>();
        for (int i = 0; i <= EXAMPLES; i++) {
            float[] numbers = middles[i % LABELS].clone();
            for (int d = 0; d < numbers.length; d++) {
                numbers[d] += (float) random.nextGaussian();
            }
            oneMore.add(new Labelled("example " + i, Embedding.of(numbers), "label " + i % LABELS, "group " + i / 3));
        }
        examples = List.copyOf(oneMore.subList(0, EXAMPLES));
        learner = new Learner(BLOCKS, 0, LearnerOptions.defaults());
        taught = learner.teach(examples);
    }

    @Benchmark
    public Taught teach() {
        return learner.teach(examples);
    }

    @Benchmark
    public Taught oneMoreExample() {
        return learner.update(taught, oneMore);
    }
}
