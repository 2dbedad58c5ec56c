package org.insula.teach;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Fits every fold's training part for one candidate after another and keeps the logits of what was held out.
 *
 * <p>What is reported for a fold (temperature, candidate, threshold) is chosen on the other folds' held-out logits, so
 * that no example has a say in its own figures; the head itself is chosen on all of them.
 */
final class CrossValidation {
    private static final double PRECISION = 3e-5;
    private static final double PRECISION_FROM_START = 3e-6;
    private static final int WORSE_IN_A_ROW = 2;

    private final TeachingSet set;
    private final Folds folds;
    private final Settings settings;
    private final List<Tried> tried = new ArrayList<>();
    private List<WarmStart.Start> bestOfFolds = List.of();
    private double bestLoss = Double.POSITIVE_INFINITY;
    private double termScale = Double.NaN;
    private Set<String> seen = Set.of();
    private List<Fit> fits = List.of();
    private List<Design> held = List.of();

    /** A candidate with its held-out logits, shape (rows, labels). */
    private record Tried(Candidate candidate, float[] logits) {}

    CrossValidation(TeachingSet set, Folds folds, Settings settings) {
        this.set = set;
        this.folds = folds;
        this.settings = settings;
    }

    /**
     * Fits the candidates in order and stops once the held-out loss has risen twice in a row.
     *
     * @return the lowest loss
     */
    double search(List<? extends Candidate> inOrder) {
        double best = Double.POSITIVE_INFINITY;
        int worse = 0;
        for (Candidate candidate : inOrder) {
            double loss = add(candidate, null, PRECISION);
            worse = loss < best ? 0 : worse + 1;
            best = Math.min(best, loss);
            if (worse == WORSE_IN_A_ROW) {
                break;
            }
        }
        return best;
    }

    /**
     * Fits one candidate on all folds.
     *
     * @param from where each fold starts, then fitted more closely lest it remember what is now held out; null to go on
     *     from the candidate before
     * @return its held-out loss at its best temperature
     */
    double add(Candidate candidate, List<WarmStart.Start> from) {
        return add(candidate, from, from == null ? PRECISION : PRECISION_FROM_START);
    }

    /** Fits one candidate on all folds, each from the best fit so far to the same training part. */
    double addNear(Candidate candidate) {
        return add(candidate, bestOfFolds.isEmpty() ? null : bestOfFolds, PRECISION);
    }

    private double add(Candidate candidate, List<WarmStart.Start> from, double precision) {
        prepare(candidate.blocks(), candidate.termScale());
        int labelCount = set.labels().size();
        float[] logits = new float[set.size() * labelCount];
        List<WarmStart.Start> ofFolds = Parallel.map(folds.count(), fold -> {
            Fit fit = fits.get(fold);
            if (from != null) {
                fit.startFrom(from.get(fold));
            }
            LinearWeights fitted = fit.to(candidate, precision);
            float[] heldLogits = fit.logits(fitted, held.get(fold));
            int[] rows = folds.held(fold);
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(heldLogits, i * labelCount, logits, rows[i] * labelCount, labelCount);
            }
            return new WarmStart.Start(fit.preparation(), fitted);
        });
        tried.add(new Tried(candidate, logits));
        double loss = choose(everyRow(), tried.size() - 1).loss();
        if (loss < bestLoss) {
            bestLoss = loss;
            bestOfFolds = ofFolds;
        }
        return loss;
    }

    private void prepare(Set<String> blocks, double scale) {
        if (scale != termScale || !blocks.equals(seen)) {
            seen = blocks;
            termScale = scale;
            fits = Parallel.map(folds.count(), fold -> new Fit(set, folds.train(fold), settings, blocks, scale));
            held = Parallel.map(
                    folds.count(), fold -> fits.get(fold).preparation().apply(set, folds.held(fold)));
        }
    }

    /** What fits some rows best: which candidate, at which temperature, with which loss. */
    record Choice(int candidate, double temperature, double loss) {}

    /** What fits all rows best. */
    Choice choose() {
        return choose(everyRow());
    }

    private int[] everyRow() {
        return IntStream.range(0, set.size()).toArray();
    }

    private Choice choose(int[] rows) {
        return Parallel.map(tried.size(), i -> choose(rows, i)).stream()
                .reduce((a, b) -> b.loss() < a.loss() ? b : a)
                .orElseThrow();
    }

    private Choice choose(int[] rows, int candidate) {
        var scaling = new Temperature(
                tried.get(candidate).logits(), set.labelOf(), set.labels().size());
        double temperature = scaling.fit(rows);
        return new Choice(candidate, temperature, scaling.loss(rows, temperature));
    }

    Candidate candidate(Choice choice) {
        return tried.get(choice.candidate()).candidate();
    }

    /** What the folds' training parts made of the candidate that fits all rows best; others are not kept. */
    List<WarmStart.Start> ofFolds() {
        return bestOfFolds;
    }

    /**
     * What was said of every row while it was held out.
     *
     * @param units every row, from {@link Neighbours#unit}, in the blocks that were chosen on all rows
     * @param least no threshold is below this
     */
    HeldOut heldOut(float[] units, double least) {
        double[] distances = distances(units);
        return new HeldOut(set, probabilities(), distances, unknown(distances, least));
    }

    /** Held-out probabilities of every row, shape (rows, labels), chosen and calibrated on the other folds. */
    private double[][] probabilities() {
        int labelCount = set.labels().size();
        double[][] probabilities = new double[set.size()][];
        for (int fold = 0; fold < folds.count(); fold++) {
            Choice choice = choose(folds.train(fold));
            for (int row : folds.held(fold)) {
                probabilities[row] = Temperature.softmax(
                        tried.get(choice.candidate()).logits(),
                        row * labelCount,
                        labelCount,
                        choice.temperature(),
                        new double[labelCount]);
            }
        }
        return probabilities;
    }

    /** Held-out distances of every row from its fold's training part. */
    private double[] distances(float[] units) {
        double[] distances = new double[set.size()];
        int stride = units.length / set.size();
        Parallel.map(folds.count(), fold -> {
            int[] rows = folds.held(fold);
            float[] held = new float[rows.length * stride];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(units, rows[i] * stride, held, i * stride, stride);
            }
            float[] found = Neighbours.of(set, units, folds.train(fold), settings.options(), settings.kernels())
                    .distances(held, rows.length);
            for (int i = 0; i < rows.length; i++) {
                distances[rows[i]] = found[i];
            }
            return fold;
        });
        return distances;
    }

    /** Whether each row is unknown by the threshold of the other folds' distances. */
    private boolean[] unknown(double[] distances, double least) {
        boolean[] unknown = new boolean[distances.length];
        for (int fold = 0; fold < folds.count(); fold++) {
            double[] others = Arrays.stream(folds.train(fold))
                    .mapToDouble(row -> distances[row])
                    .toArray();
            double threshold = Math.max(
                    least, Neighbours.threshold(others, settings.options().knownShare()));
            for (int row : folds.held(fold)) {
                unknown[row] = distances[row] > threshold;
            }
        }
        return unknown;
    }
}
