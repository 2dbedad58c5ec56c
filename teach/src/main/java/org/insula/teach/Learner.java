package org.insula.teach;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.insula.embedding.Encoder;

/**
 * Turns labelled embeddings into a head, the same way for every kind of signal:
 *
 * <ol>
 *   <li>folds that keep groups together and labels spread;
 *   <li>inside each training part, standardised dimensions and blocks of equal variance, and TF-IDF for terms;
 *   <li>class means while a label has fewer than four examples, otherwise multinomial logistic regression whose L2
 *       strength has the lowest held-out log-loss;
 *   <li>one temperature on held-out logits;
 *   <li>a distance to the nearest examples, beyond which an input is unknown;
 *   <li>suspect labels and advice from the held-out predictions.
 * </ol>
 *
 * <p>The same seed and examples give the same head, bit for bit, on the same machine, in whatever order the examples
 * arrive (as long as no two share label, input and group). Immutable and safe to share between threads; each call uses
 * all cores.
 */
public final class Learner {
    private static final int FINER_MODEL = 4;
    private static final double PRECISION = 1e-6;
    private static final List<Candidate> STRENGTHS = IntStream.range(0, 8)
            .mapToObj(i -> (Candidate) new Candidate.Logistic(Math.pow(10, -i / 2.0)))
            .toList();

    private final List<Encoder.Block> blocks;
    private final int terms;
    private final LearnerOptions options;
    private final Kernels kernels = Kernels.best();

    /**
     * A learner for one encoder.
     *
     * @param blocks the parts of the dense vector, see {@link Encoder#blocks()}
     * @param terms the size of the term space, 0 for none, see {@link Encoder#terms()}
     */
    public Learner(List<Encoder.Block> blocks, int terms, LearnerOptions options) {
        this.blocks = List.copyOf(blocks);
        this.terms = terms;
        this.options = options;
    }

    /**
     * Learns from scratch.
     *
     * @param examples at least two labels with at least two examples each
     * @throws TeachException if there are fewer labels or examples, two labels differ only by case, or an embedding does
     *     not fit the encoder
     */
    public Taught teach(List<Labelled> examples) {
        TeachingSet set = TeachingSet.of(examples, blocks, terms);
        return teach(set, Folds.of(set, options.folds(), options.seed(), null));
    }

    /**
     * Learns after a few examples were added, removed or relabelled: quickly, since groups stay in their folds, the
     * strength is kept and every fit starts from the last one. Figures are held out as in {@link #teach}; only the choice
     * of the strength is as old as {@code previous}. If the labels changed or the method has to, it learns from scratch.
     *
     * @param previous what came of the examples before, by a learner with the same settings
     * @param examples all of them, not only the new ones
     * @throws TeachException as {@link #teach} does
     */
    public Taught update(Taught previous, List<Labelled> examples) {
        TeachingSet set = TeachingSet.of(examples, blocks, terms);
        WarmStart start = previous.warmStart();
        Folds folds = Folds.of(set, options.folds(), options.seed(), start.folds());
        boolean regressed = start.candidate() instanceof Candidate.Logistic;
        if (!start.labels().equals(set.labels())
                || folds.count() != start.folds().count()
                || regressed != regresses(set)) {
            return teach(set, folds);
        }
        CrossValidation validation = validation(set, folds);
        for (int fold = 0; regressed && fold < folds.count(); fold++) {
            Fit fit = validation.fit(fold);
            fit.startFrom(start.ofFolds().get(fold).under(fit.preparation()));
        }
        validation.add(start.candidate(), PRECISION);
        return finish(set, folds, validation, start.ofAll());
    }

    private Taught teach(TeachingSet set, Folds folds) {
        CrossValidation validation = validation(set, folds);
        validation.search(regresses(set) ? STRENGTHS : List.of(new Candidate.NearestMean()));
        return finish(set, folds, validation, null);
    }

    private CrossValidation validation(TeachingSet set, Folds folds) {
        return new CrossValidation(set, folds, blocks, terms, options, neighbours(set), kernels);
    }

    private Taught finish(TeachingSet set, Folds folds, CrossValidation validation, WarmStart.Start before) {
        int[] all = IntStream.range(0, set.size()).toArray();
        CrossValidation.Choice choice = validation.choose(all);
        Candidate candidate = validation.candidate(choice);
        Fit fit = new Fit(set, all, blocks, terms, terms > 0 ? 1 : 0, kernels);
        List<WarmStart.Start> ofFolds = IntStream.range(0, folds.count())
                .mapToObj(fold -> new WarmStart.Start(
                        validation.fit(fold).preparation(),
                        validation.weights(choice).get(fold)))
                .toList();
        LinearWeights weights = fitAll(fit, candidate, before == null ? ofFolds.getFirst() : before);
        double[] distances = validation.distances();
        double[][] probabilities = validation.probabilities();
        Evaluation evaluation = evaluation(set, probabilities, distances, validation.unknown(distances));
        List<Suspect> suspects = suspects(set, probabilities);
        return new Taught(
                head(set, fit, weights, choice.temperature(), Neighbours.threshold(distances, options.knownShare())),
                evaluation,
                suspects,
                Advice.of(set, evaluation, suspects),
                String.join(" ", folds.notes()),
                method(candidate),
                new WarmStart(
                        set.labels(), folds, candidate, ofFolds, new WarmStart.Start(fit.preparation(), weights)));
    }

    private static LinearWeights fitAll(Fit fit, Candidate candidate, WarmStart.Start start) {
        return switch (candidate) {
            case Candidate.NearestMean() -> fit.prototypes();
            case Candidate.Logistic(double strength) -> {
                fit.startFrom(start.under(fit.preparation()));
                yield fit.regress(strength, PRECISION);
            }
        };
    }

    private Head head(TeachingSet set, Fit fit, LinearWeights weights, double temperature, double threshold) {
        Preparation preparation = fit.preparation();
        int dimensions = set.dimensions();
        int k = weights.labels();
        Neighbours near = Neighbours.of(
                fit.design(), fit.labels(), options.references(), options.seed(), neighbours(set), kernels);
        return new Head(new HeadParameters(
                set.labels(),
                preparation.standardiser().mean(),
                preparation.standardiser().scale(),
                terms,
                preparation.termScale(),
                preparation.weighting().vocabulary(),
                preparation.weighting().idf(),
                Head.repad(weights.flat(), k, weights.stride(), dimensions),
                Arrays.copyOfRange(weights.flat(), weights.sparseAt(), weights.flat().length),
                Arrays.copyOfRange(weights.flat(), weights.biasAt(), weights.sparseAt()),
                temperature,
                Head.repad(near.references(), near.count(), weights.stride(), dimensions),
                near.k(),
                threshold));
    }

    private static Evaluation evaluation(
            TeachingSet set, double[][] probabilities, double[] distances, boolean[] unknown) {
        List<Evaluation.Prediction> predictions = IntStream.range(0, set.size())
                .mapToObj(row -> {
                    double[] p = probabilities[row];
                    int top = IntStream.range(0, p.length)
                            .reduce((a, b) -> p[b] > p[a] ? b : a)
                            .orElse(0);
                    Labelled example = set.example(row);
                    return new Evaluation.Prediction(
                            example.input(),
                            example.label(),
                            set.labels().get(top),
                            p[top],
                            distances[row],
                            unknown[row]);
                })
                .toList();
        return Evaluation.of(set.labels(), set.asArrived(predictions));
    }

    private static List<Suspect> suspects(TeachingSet set, double[][] probabilities) {
        return ConfidentLearning.find(probabilities, set.labelOf(), set.labels().size()).stream()
                .map(finding -> new Suspect(
                        set.example(finding.row()).input(),
                        set.example(finding.row()).label(),
                        set.labels().get(finding.suggested()),
                        finding.confidence()))
                .toList();
    }

    private static boolean regresses(TeachingSet set) {
        return IntStream.of(set.counts()).min().orElse(0) >= FINER_MODEL;
    }

    private int neighbours(TeachingSet set) {
        int smallest = IntStream.of(set.counts()).min().orElse(2);
        return Math.clamp(smallest - 1L, 1, options.neighbours());
    }

    private static String method(Candidate candidate) {
        return switch (candidate) {
            case Candidate.NearestMean() -> "nearest class mean";
            case Candidate.Logistic(double strength) ->
                "logistic regression, L2 strength " + String.format(java.util.Locale.ROOT, "%.4g", strength);
        };
    }
}
