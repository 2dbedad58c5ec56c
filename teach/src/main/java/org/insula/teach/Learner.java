package org.insula.teach;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.insula.embedding.Encoder;

/**
 * Turns labelled embeddings into a head, the same way for every kind of signal:
 *
 * <ol>
 *   <li>folds that keep groups together and labels spread;
 *   <li>inside each training part, standardised dimensions and blocks of equal variance, and TF-IDF for terms;
 *   <li>multinomial logistic regression whose blocks, L2 strength and weight of the terms have the lowest held-out log-loss; or
 *       class means, if a label has fewer than four examples and they do better;
 *   <li>one temperature on held-out logits;
 *   <li>a distance to the nearest examples in these blocks, beyond which an input is unknown;
 *   <li>suspect labels and advice from the held-out predictions.
 * </ol>
 *
 * <p>The same seed and examples give the same head, bit for bit, on the same machine, in whatever order the examples
 * arrive (as long as no two share label, input and group). Immutable and safe to share between threads; each call uses
 * all cores.
 */
public final class Learner {
    private static final int FEW = 4;
    private static final double PRECISION = 1e-6;
    private static final int STRENGTHS = 9;
    private static final double[] TERM_SCALES = {1, 2, 4};

    private final Settings settings;

    /**
     * A learner for one encoder.
     *
     * @param blocks the parts of the dense vector, see {@link Encoder#blocks()}
     * @param terms the size of the term space, 0 for none, see {@link Encoder#terms()}
     */
    public Learner(List<Encoder.Block> blocks, int terms, LearnerOptions options) {
        this(blocks, List.of(names(blocks)), terms, options);
    }

    /**
     * A learner for one encoder whose blocks are not always all of use.
     *
     * @param blocks the parts of the dense vector, see {@link Encoder#blocks()}
     * @param choices which blocks may be looked at together, see {@link Encoder#blockChoices()}
     * @param terms the size of the term space, 0 for none, see {@link Encoder#terms()}
     * @throws TeachException if there is no choice, or one is empty or names a block that is not there
     */
    public Learner(List<Encoder.Block> blocks, List<Set<String>> choices, int terms, LearnerOptions options) {
        for (Set<String> choice : choices) {
            if (choice.isEmpty() || !names(blocks).containsAll(choice)) {
                throw new TeachException("The choice of blocks " + choice + " is not among " + names(blocks)
                        + "; name at least one of these and no other.");
            }
        }
        if (choices.isEmpty()) {
            throw new TeachException("No choice of blocks was given; give one of all blocks, " + names(blocks) + ".");
        }
        List<Set<String>> kept = choices.stream().map(Set::copyOf).toList();
        this.settings = new Settings(List.copyOf(blocks), kept, terms, options, Kernels.best());
    }

    private static Set<String> names(List<Encoder.Block> blocks) {
        return blocks.stream().map(Encoder.Block::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Learns from scratch.
     *
     * @param examples at least two labels with at least two examples each
     * @throws TeachException if there are fewer labels or examples, two labels differ only by case, or an embedding does
     *     not fit the encoder
     */
    public Taught teach(List<Labelled> examples) {
        TeachingSet set = TeachingSet.of(examples, settings.blocks(), settings.terms());
        return teach(set, folds(set, null));
    }

    /**
     * Learns after a few examples were added, removed or relabelled: quickly, since groups stay in their folds, the
     * strength is kept and every fit starts from the last one. Figures are held out as in {@link #teach}; only the choice
     * of the strength is as old as {@code previous}. If the labels changed, groups had to move between folds, or class
     * means were used and there is now enough for more, it learns from scratch. The head is that of {@link #teach} up to
     * the precision of the fits; for one that depends on the examples and the seed alone, teach once more at the end.
     *
     * @param previous what came of the examples before, by a learner with the same settings
     * @param examples all of them, not only the new ones
     * @throws TeachException as {@link #teach} does
     */
    public Taught update(Taught previous, List<Labelled> examples) {
        TeachingSet set = TeachingSet.of(examples, settings.blocks(), settings.terms());
        WarmStart start = previous.warmStart();
        Folds folds = folds(set, start.folds());
        boolean finer = start.candidate() instanceof Candidate.NearestMean && !few(set);
        if (finer || !start.labels().equals(set.labels()) || !folds.continues(start.folds())) {
            return teach(set, folds);
        }
        var validation = new CrossValidation(set, folds, settings);
        validation.add(start.candidate(), start.ofFolds());
        return finish(set, folds, validation, start.ofAll());
    }

    private Taught teach(TeachingSet set, Folds folds) {
        var validation = new CrossValidation(set, folds, settings);
        if (few(set)) {
            settings.choices().forEach(blocks -> validation.add(new Candidate.NearestMean(blocks), null));
        }
        search(validation);
        return finish(set, folds, validation, null);
    }

    /**
     * Tries all strengths without terms for each choice of blocks, then terms with more and more weight on them, beside
     * the best blocks, for as long as that helps.
     */
    private void search(CrossValidation validation) {
        double best = Double.POSITIVE_INFINITY;
        for (Set<String> blocks : settings.choices()) {
            best = Math.min(
                    best,
                    validation.search(IntStream.range(0, STRENGTHS)
                            .mapToObj(step -> logistic(step, 0, blocks))
                            .toList()));
        }
        Set<String> blocks = validation.candidate(validation.choose()).blocks();
        int step = best(validation);
        for (double termScale : settings.terms() == 0 ? new double[0] : TERM_SCALES) {
            double loss = climb(validation, step, termScale, blocks);
            if (loss > best) {
                break;
            }
            best = loss;
            step = best(validation);
        }
        refine(validation);
    }

    /** From one strength to stronger or weaker ones for as long as the loss falls; it has a single minimum. */
    private static double climb(CrossValidation validation, int from, double termScale, Set<String> blocks) {
        double start = validation.addNear(logistic(from, termScale, blocks));
        double best = start;
        for (int direction = -1; direction <= 1 && best == start; direction += 2) {
            boolean falls = true;
            for (int step = from + direction; falls && step >= 0 && step < STRENGTHS; step += direction) {
                double loss = validation.addNear(logistic(step, termScale, blocks));
                falls = loss < best;
                best = Math.min(best, loss);
            }
        }
        return best;
    }

    private static Candidate.Logistic logistic(int step, double termScale, Set<String> blocks) {
        return new Candidate.Logistic(Math.pow(10, -step / 2.0), termScale, blocks);
    }

    /** Where on the way from strong to weak the best candidate so far lies; half-way where that has no strength. */
    private static int best(CrossValidation validation) {
        return switch (validation.candidate(validation.choose())) {
            case Candidate.NearestMean(Set<String> _) -> STRENGTHS / 2;
            case Candidate.Logistic(double strength, double _, Set<String> _) ->
                (int) Math.round(-2 * Math.log10(strength));
        };
    }

    /** Tries half a step to either side of the best strength. */
    private static void refine(CrossValidation validation) {
        CrossValidation.Choice choice = validation.choose();
        if (validation.candidate(choice) instanceof Candidate.Logistic best) {
            validation.addNear(best.with(best.strength() * Math.pow(10, 0.25)));
            validation.addNear(best.with(best.strength() * Math.pow(10, -0.25)));
        }
    }

    private Folds folds(TeachingSet set, Folds before) {
        return Folds.of(set, settings.options().folds(), settings.options().seed(), before);
    }

    private Taught finish(TeachingSet set, Folds folds, CrossValidation validation, WarmStart.Start before) {
        int[] all = IntStream.range(0, set.size()).toArray();
        CrossValidation.Choice choice = validation.choose();
        Candidate candidate = validation.candidate(choice);
        var fit = new Fit(set, all, settings, candidate.blocks(), candidate.termScale());
        fit.startFrom(before == null ? validation.ofFolds().getFirst() : before);
        var fitted = new WarmStart.Start(fit.preparation(), fit.to(candidate, PRECISION));
        boolean[] seen = settings.seen(candidate.blocks());
        float[] units = Neighbours.unit(set.embeddings(), settings.blockSizes(), seen);
        double least = Neighbours.near(set, units, settings.kernels());
        HeldOut heldOut = validation.heldOut(units, least);
        Neighbours near = Neighbours.of(set, units, all, settings.options(), settings.kernels());
        double threshold = Math.max(
                least,
                Neighbours.threshold(heldOut.distances(), settings.options().knownShare()));
        Evaluation evaluation = heldOut.evaluation();
        List<Suspect> suspects = heldOut.suspects();
        return new Taught(
                head(set, fitted, choice.temperature(), near, seen, threshold),
                evaluation,
                suspects,
                Advice.of(set, evaluation, suspects),
                String.join(" ", folds.notes()),
                method(candidate) + seen(candidate),
                new WarmStart(set.labels(), folds, candidate, validation.ofFolds(), fitted));
    }

    private Head head(
            TeachingSet set,
            WarmStart.Start fitted,
            double temperature,
            Neighbours near,
            boolean[] seen,
            double threshold) {
        Preparation preparation = fitted.preparation();
        LinearWeights weights = fitted.weights();
        int k = weights.labels();
        float[] flat = weights.flat();
        float[] termWeights = Arrays.copyOfRange(flat, weights.sparseAt(), flat.length);
        return new Head(new HeadParameters(
                set.labels(),
                settings.blockSizes(),
                preparation.standardiser().mean(),
                preparation.standardiser().scale(),
                settings.terms(),
                preparation.termScale(),
                preparation.weighting().vocabulary(),
                preparation.weighting().idf(),
                Head.repad(flat, k, weights.stride(), set.dimensions()),
                Head.repad(termWeights, weights.vocabulary(), weights.width(), k),
                Arrays.copyOfRange(flat, weights.biasAt(), weights.biasAt() + k),
                temperature,
                Head.repad(near.referencesFor(seen), near.count(), weights.stride(), set.dimensions()),
                near.k(),
                threshold));
    }

    private static boolean few(TeachingSet set) {
        return IntStream.of(set.counts()).min().orElse(0) < FEW;
    }

    /** Which blocks were chosen, where there was a choice. */
    private String seen(Candidate candidate) {
        return settings.choices().size() == 1
                ? ""
                : settings.blocks().stream()
                        .map(Encoder.Block::name)
                        .filter(candidate.blocks()::contains)
                        .collect(Collectors.joining(", ", ", on ", ""));
    }

    private static String method(Candidate candidate) {
        return switch (candidate) {
            case Candidate.NearestMean(Set<String> _) -> "nearest class mean";
            case Candidate.Logistic(double strength, double termScale, Set<String> _) ->
                String.format(Locale.ROOT, "logistic regression, L2 strength %.2g", strength)
                        + (termScale > 0 ? String.format(Locale.ROOT, ", terms at %.1f", termScale) : "");
        };
    }
}
