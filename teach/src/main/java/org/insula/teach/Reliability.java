package org.insula.teach;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How often an answer was right beside how probable it was said to be: the reliability diagram.
 *
 * @param bins ten of equal width over the top label's probability p; bin b holds b/10 &lt; p ≤ (b+1)/10
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al. 2017, On Calibration of Modern Neural Networks</a>
 */
public record Reliability(List<Bin> bins) {
    private static final int BINS = 10;

    /**
     * One bin; its means are 0 where it is empty.
     *
     * @param from the least probability, which does not belong to it
     * @param to the greatest probability, which does
     * @param examples how many fell into it
     * @param probability their mean probability
     * @param accuracy the share of them that was right
     */
    public record Bin(double from, double to, int examples, double probability, double accuracy) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    static Reliability of(List<Evaluation.Prediction> predictions) {
        int[] examples = new int[BINS];
        int[] right = new int[BINS];
        double[] probability = new double[BINS];
        for (Evaluation.Prediction prediction : predictions) {
            int bin = Math.clamp((int) Math.ceil(prediction.probability() * BINS) - 1, 0, BINS - 1);
            examples[bin]++;
            right[bin] += prediction.label().equals(prediction.predicted()) ? 1 : 0;
            probability[bin] += prediction.probability();
        }
        return new Reliability(IntStream.range(0, BINS)
                .mapToObj(bin -> new Bin(
                        (double) bin / BINS,
                        (double) (bin + 1) / BINS,
                        examples[bin],
                        probability[bin] / Math.max(1, examples[bin]),
                        (double) right[bin] / Math.max(1, examples[bin])))
                .toList());
    }
}
