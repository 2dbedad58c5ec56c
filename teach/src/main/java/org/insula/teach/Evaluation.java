package org.insula.teach;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a head does on examples that it has not seen. A ratio whose denominator is empty is 0, so nothing here is
 * ever NaN.
 *
 * @param examples how many
 * @param labels the labels, in the order of {@code confusion}
 * @param accuracy the share whose most probable label is the true one, whether or not they were called unknown
 * @param balancedAccuracy the mean recall over the labels that occur
 * @param macroF1 the mean F1 over all labels that occur or were predicted
 * @param ece expected calibration error: with ten bins of equal width over the top label's probability p (bin b holds
 *     b/10 &lt; p ≤ (b+1)/10), the mean over examples of |accuracy of its bin - mean probability of its bin|
 * @param unknownRate the share that was called unknown
 * @param accuracyWhenKnown the accuracy among those that were not
 * @param confusion how many examples of the label in the row were taken for the label in the column
 * @param perLabel figures of each label
 * @param predictions what was said of each example, in the order in which the examples were given
 */
public record Evaluation(
        int examples,
        List<String> labels,
        double accuracy,
        double balancedAccuracy,
        double macroF1,
        double ece,
        double unknownRate,
        double accuracyWhenKnown,
        int[][] confusion,
        List<LabelFigures> perLabel,
        List<Prediction> predictions) {
    /**
     * Figures of one label.
     *
     * @param precision the share of examples taken for this label that have it
     * @param recall the share of examples with this label that were taken for it
     * @param f1 harmonic mean of the two
     * @param support how many examples have it
     */
    public record LabelFigures(String label, double precision, double recall, double f1, int support) {}

    /**
     * What was said of one example.
     *
     * @param input the example's name
     * @param label its true label
     * @param predicted the most probable label
     * @param probability of {@code predicted}, calibrated
     * @param distance from what was taught, see {@link Head#distance}
     * @param unknown whether it was called unknown
     */
    public record Prediction(
            String input, String label, String predicted, double probability, double distance, boolean unknown) {}

    /** Copies the lists and the rows of the table. */
    public Evaluation {
        labels = List.copyOf(labels);
        perLabel = List.copyOf(perLabel);
        predictions = List.copyOf(predictions);
        confusion = copy(confusion);
    }

    /** A copy of the table. */
    @Override
    public int[][] confusion() {
        return copy(confusion);
    }

    /**
     * Works out every figure from predictions.
     *
     * @throws TeachException if a true or predicted label is not one of {@code labels}
     */
    public static Evaluation of(List<String> labels, List<Prediction> predictions) {
        int[][] confusion = new int[labels.size()][labels.size()];
        for (Prediction prediction : predictions) {
            confusion[index(labels, prediction.label())][index(labels, prediction.predicted())]++;
        }
        List<LabelFigures> perLabel = IntStream.range(0, labels.size())
                .mapToObj(k -> figures(labels.get(k), confusion, k))
                .toList();
        long unknown = predictions.stream().filter(Prediction::unknown).count();
        long rightWhenKnown = predictions.stream()
                .filter(p -> !p.unknown() && p.label().equals(p.predicted()))
                .count();
        long right = predictions.stream()
                .filter(p -> p.label().equals(p.predicted()))
                .count();
        return new Evaluation(
                predictions.size(),
                labels,
                ratio(right, predictions.size()),
                balancedAccuracy(perLabel),
                macroF1(perLabel, confusion),
                ece(predictions),
                ratio(unknown, predictions.size()),
                ratio(rightWhenKnown, predictions.size() - unknown),
                confusion,
                perLabel,
                predictions);
    }

    /**
     * Works out every figure of a classifier on examples that it has not seen.
     *
     * @throws TeachException if an example has a label that the classifier does not know
     */
    public static Evaluation of(Classifier classifier, List<Labelled> test) {
        return of(classifier.labels(), Parallel.map(test.size(), i -> predict(classifier, test.get(i))));
    }

    private static Prediction predict(Classifier classifier, Labelled example) {
        Verdict verdict = classifier.judge(example.embedding());
        Guess first = verdict.top().getFirst();
        return new Prediction(
                example.input(),
                example.label(),
                first.label(),
                first.probability(),
                classifier.distance(example.embedding()),
                verdict instanceof Verdict.Unknown);
    }

    private static int index(List<String> labels, String label) {
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new TeachException("The data has label '" + label + "', but the model knows " + labels
                    + "; leave those examples out or teach the label.");
        }
        return index;
    }

    private static LabelFigures figures(String label, int[][] confusion, int k) {
        int support = IntStream.of(confusion[k]).sum();
        int taken =
                IntStream.range(0, confusion.length).map(i -> confusion[i][k]).sum();
        return new LabelFigures(
                label,
                ratio(confusion[k][k], taken),
                ratio(confusion[k][k], support),
                ratio(2L * confusion[k][k], support + taken),
                support);
    }

    private static double balancedAccuracy(List<LabelFigures> perLabel) {
        return perLabel.stream()
                .filter(figures -> figures.support() > 0)
                .mapToDouble(LabelFigures::recall)
                .average()
                .orElse(0);
    }

    private static double macroF1(List<LabelFigures> perLabel, int[][] confusion) {
        return IntStream.range(0, confusion.length)
                .filter(k -> perLabel.get(k).support() > 0
                        || IntStream.range(0, confusion.length).anyMatch(i -> confusion[i][k] > 0))
                .mapToDouble(k -> perLabel.get(k).f1())
                .average()
                .orElse(0);
    }

    private static double ece(List<Prediction> predictions) {
        double sum = 0;
        for (Reliability.Bin bin : Reliability.of(predictions).bins()) {
            sum += bin.examples() * Math.abs(bin.accuracy() - bin.probability());
        }
        return predictions.isEmpty() ? 0 : sum / predictions.size();
    }

    /** How far probabilities can be taken at their word. */
    public Reliability reliability() {
        return Reliability.of(predictions);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static int[][] copy(int[][] table) {
        int[][] copy = table.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = copy[i].clone();
        }
        return copy;
    }
}
