package org.insula.teach;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.insula.dataset.Dataset;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;

/**
 * Teaches: labelled examples in, a model with honest figures out. One teacher serves every kind; what differs is the
 * encoder that it is given.
 */
public final class Teacher {
    private final Encoder encoder;
    private final ExampleEncoder examples;
    private final LearnerOptions options;
    private final String version;
    private final InstantSource clock;
    private final Fitting fitting;

    /**
     * @param encoder of the kind that is taught; stays the caller's to close
     * @param cache keeps embeddings from one time to the next
     * @param threads how many examples are encoded at once
     * @param version of Insula, for the provenance
     * @param clock for the report's seconds alone; nothing else depends on it
     */
    public Teacher(
            Encoder encoder,
            EmbeddingCache cache,
            LearnerOptions options,
            int threads,
            String version,
            InstantSource clock) {
        this(encoder, cache, options, threads, version, clock, Fitting.HERE);
    }

    /** @param fitting where the head is fitted, once the examples are encoded */
    public Teacher(
            Encoder encoder,
            EmbeddingCache cache,
            LearnerOptions options,
            int threads,
            String version,
            InstantSource clock,
            Fitting fitting) {
        this.fitting = fitting;
        this.encoder = encoder;
        this.examples = new ExampleEncoder(encoder, cache, threads);
        this.options = options;
        this.version = version;
        this.clock = clock;
    }

    /**
     * Teaches a model.
     *
     * @param data what to learn from
     * @param test what to measure on; without it figures are cross-validated on {@code data}
     * @throws TeachException if the examples that could be used are too few
     * @throws java.util.concurrent.CancellationException if the thread was interrupted
     */
    public Lesson teach(Dataset data, Optional<Dataset> test, Progress progress) {
        var start = clock.instant();
        Examples training = examples.encode(data, progress);
        Optional<Examples> held = test.map(set -> examples.encode(set, progress));
        var encoded = clock.instant();
        Learner learner = new Learner(encoder.blocks(), encoder.blockChoices(), encoder.terms(), options);
        Looked looked = fitting.fit(() -> look(learner, training));
        Taught taught = looked.taught();
        Evaluation evaluation =
                held.map(set -> Evaluation.of(taught.head(), set.labelled())).orElse(taught.evaluation());
        var fitted = clock.instant();
        String measuredOn = held.isPresent() ? "test data" : "examples it had not seen (cross-validation)";
        List<Skipped> skipped = new ArrayList<>(training.skipped());
        held.ifPresent(set -> skipped.addAll(set.skipped()));
        List<String> remarks = new ArrayList<>(training.remarks());
        held.ifPresent(set -> set.remarks().forEach(remark -> remarks.add("In the test data, " + remark)));
        Model model = new Model(
                encoder.kind(),
                encoder.identity(),
                encoder.blocks(),
                taught.head(),
                taught.method(),
                provenance(training),
                Figures.of(evaluation, measuredOn));
        return new Lesson(
                model,
                evaluation,
                taught.suspects(),
                taught.advice(),
                skipped,
                remarks,
                outcomes(training, looked),
                List.of(looked.plane().explained(0), looked.plane().explained(1)),
                held.map(Examples::grouping).orElse(training.grouping() + " " + taught.grouping()),
                new Lesson.Seconds(
                        seconds(Duration.between(start, encoded)),
                        seconds(Duration.between(encoded, fitted)),
                        seconds(Duration.between(start, fitted))));
    }

    /** A head, and the examples as it sees them. */
    private record Looked(Taught taught, Projection plane) {}

    private Looked look(Learner learner, Examples training) {
        Taught taught = teach(learner, training);
        List<Embedding> embeddings =
                training.labelled().stream().map(Labelled::embedding).toList();
        int[] blocks = encoder.blocks().stream().mapToInt(Encoder.Block::size).toArray();
        return new Looked(
                taught, Projection.of(embeddings, blocks, taught.head().looksAt()));
    }

    private static List<Outcome> outcomes(Examples training, Looked looked) {
        Map<Integer, Suspect> suspects = looked.taught().suspects().stream()
                .collect(Collectors.toMap(Suspect::example, suspect -> suspect, (first, _) -> first));
        return IntStream.range(0, training.labelled().size())
                .mapToObj(i -> new Outcome(
                        training.places().get(i),
                        training.labelled().get(i).group(),
                        looked.taught().evaluation().predictions().get(i),
                        looked.plane().x(i),
                        looked.plane().y(i),
                        Optional.ofNullable(suspects.get(i))))
                .toList();
    }

    private static Taught teach(Learner learner, Examples training) {
        try {
            return learner.teach(training.labelled());
        } catch (TeachException e) {
            if (training.skipped().isEmpty()) {
                throw e;
            }
            Skipped first = training.skipped().getFirst();
            throw new TeachException(
                    e.getMessage() + " " + training.skipped().size() + " of "
                            + (training.labelled().size() + training.skipped().size())
                            + " examples could not be used; the first is '" + first.input() + "': " + first.error(),
                    e);
        }
    }

    /**
     * Measures a classifier on data that it has not seen.
     *
     * @param classifier over the embeddings of this teacher's encoder
     * @throws TeachException if the data has labels that the classifier does not know
     */
    public Measured evaluate(Classifier classifier, Dataset data, Progress progress) {
        var start = clock.instant();
        Examples test = examples.encode(data, progress);
        var encoded = clock.instant();
        Evaluation evaluation = Evaluation.of(classifier, test.labelled());
        var end = clock.instant();
        return new Measured(
                evaluation,
                test.skipped(),
                test.remarks(),
                test.grouping(),
                new Lesson.Seconds(
                        seconds(Duration.between(start, encoded)),
                        seconds(Duration.between(encoded, end)),
                        seconds(Duration.between(start, end))));
    }

    /** What measuring a model gave. */
    public record Measured(
            Evaluation evaluation,
            List<Skipped> skipped,
            List<String> remarks,
            String grouping,
            Lesson.Seconds seconds) {
        public Measured {
            skipped = List.copyOf(skipped);
            remarks = List.copyOf(remarks);
        }
    }

    private Provenance provenance(Examples training) {
        SortedMap<String, Integer> counts = new TreeMap<>(
                training.labelled().stream().collect(Collectors.toMap(Labelled::label, _ -> 1, Integer::sum)));
        int groups = (int)
                training.labelled().stream().map(Labelled::group).distinct().count();
        return new Provenance(
                version,
                options.seed(),
                counts,
                groups,
                training.grouping(),
                training.skipped().size(),
                training.sha256(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
