package org.insula.teach;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.insula.embedding.Encoder;

/**
 * Fits every fold's training part for one candidate after another and keeps the logits of what was held out.
 *
 * <p>What is reported for a fold (temperature, candidate, threshold) is chosen on the other folds' held-out logits, so
 * that no example has a say in its own figures; the head itself is chosen on all of them.
 */
final class CrossValidation {
    private static final double SEARCH_PRECISION = 1e-5;
    private static final int WORSE_IN_A_ROW = 2;

    private final TeachingSet set;
    private final Folds folds;
    private final LearnerOptions options;
    private final Kernels kernels;
    private final int neighbours;
    private final List<Fit> fits;
    private final List<Design> held;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<float[]> logits = new ArrayList<>();
    private final List<List<LinearWeights>> weights = new ArrayList<>();

    CrossValidation(
            TeachingSet set,
            Folds folds,
            List<Encoder.Block> blocks,
            int terms,
            LearnerOptions options,
            int neighbours,
            Kernels kernels) {
        this.set = set;
        this.folds = folds;
        this.options = options;
        this.kernels = kernels;
        this.neighbours = neighbours;
        this.fits = Parallel.map(
                folds.count(), fold -> new Fit(set, folds.train(fold), blocks, terms, terms > 0 ? 1 : 0, kernels));
        this.held =
                Parallel.map(folds.count(), fold -> fits.get(fold).preparation().apply(set, folds.held(fold)));
    }

    /** The fold's training part. */
    Fit fit(int fold) {
        return fits.get(fold);
    }

    /** Fits the candidates in order and stops once the held-out loss has risen twice in a row. */
    void search(List<Candidate> inOrder) {
        double best = Double.POSITIVE_INFINITY;
        int worse = 0;
        for (Candidate candidate : inOrder) {
            double loss = add(candidate, SEARCH_PRECISION);
            worse = loss < best ? 0 : worse + 1;
            best = Math.min(best, loss);
            if (worse == WORSE_IN_A_ROW) {
                return;
            }
        }
    }

    /** Fits one candidate on all folds and returns its held-out loss at its best temperature. */
    double add(Candidate candidate, double precision) {
        int labelCount = set.labels().size();
        float[] all = new float[set.size() * labelCount];
        List<LinearWeights> ofFolds = Parallel.map(folds.count(), fold -> {
            Fit fit = fits.get(fold);
            LinearWeights fitted = switch (candidate) {
                case Candidate.NearestMean() -> fit.prototypes();
                case Candidate.Logistic(double strength) -> fit.regress(strength, precision);
            };
            float[] heldLogits = fit.logits(fitted, held.get(fold));
            int[] rows = folds.held(fold);
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(heldLogits, i * labelCount, all, rows[i] * labelCount, labelCount);
            }
            return fitted;
        });
        candidates.add(candidate);
        logits.add(all);
        weights.add(ofFolds);
        return choose(IntStream.range(0, set.size()).toArray(), logits.size() - 1, logits.size())
                .loss();
    }

    /** What fits the given rows best: which candidate, at which temperature. */
    record Choice(int candidate, double temperature, double loss) {}

    Choice choose(int[] rows) {
        return choose(rows, 0, logits.size());
    }

    private Choice choose(int[] rows, int from, int to) {
        return Parallel.map(to - from, i -> {
                    var scaling = new Temperature(
                            logits.get(from + i), set.labelOf(), set.labels().size());
                    double temperature = scaling.fit(rows);
                    return new Choice(from + i, temperature, scaling.loss(rows, temperature));
                })
                .stream()
                .reduce((a, b) -> b.loss() < a.loss() ? b : a)
                .orElseThrow();
    }

    Candidate candidate(Choice choice) {
        return candidates.get(choice.candidate());
    }

    /** The weights that the folds' training parts got for a choice. */
    List<LinearWeights> weights(Choice choice) {
        return weights.get(choice.candidate());
    }

    /** Held-out probabilities of every row, shape (rows, labels), chosen and calibrated on the other folds. */
    double[][] probabilities() {
        int labelCount = set.labels().size();
        double[][] probabilities = new double[set.size()][];
        for (int fold = 0; fold < folds.count(); fold++) {
            Choice choice = choose(folds.train(fold));
            for (int row : folds.held(fold)) {
                probabilities[row] = Temperature.softmax(
                        logits.get(choice.candidate()),
                        row * labelCount,
                        labelCount,
                        choice.temperature(),
                        new double[labelCount]);
            }
        }
        return probabilities;
    }

    /** Held-out distances of every row from the references of its fold's training part. */
    double[] distances() {
        double[] distances = new double[set.size()];
        Parallel.map(folds.count(), fold -> {
            Fit fit = fits.get(fold);
            Design other = held.get(fold);
            float[] found = Neighbours.of(
                            fit.design(), fit.labels(), options.references(), options.seed(), neighbours, kernels)
                    .distances(other.dense(), other.rows());
            int[] rows = folds.held(fold);
            for (int i = 0; i < rows.length; i++) {
                distances[rows[i]] = found[i];
            }
            return fold;
        });
        return distances;
    }

    /** Whether each row is unknown by the threshold of the other folds' distances. */
    boolean[] unknown(double[] distances) {
        boolean[] unknown = new boolean[distances.length];
        for (int fold = 0; fold < folds.count(); fold++) {
            double[] others = Arrays.stream(folds.train(fold))
                    .mapToDouble(row -> distances[row])
                    .toArray();
            double threshold = Neighbours.threshold(others, options.knownShare());
            for (int row : folds.held(fold)) {
                unknown[row] = distances[row] > threshold;
            }
        }
        return unknown;
    }
}
