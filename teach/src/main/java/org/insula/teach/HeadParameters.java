package org.insula.teach;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Everything that a {@link Head} consists of, as plain arrays in row-major order, for files and for other runtimes. The
 * arrays are shared, not copied; treat them as constant. Numbers are kept in float precision, as files hold them.
 *
 * <p>With x the dense part and c the count of a term, the head computes
 *
 * <pre>  z      = (x - mean) · scale, clipped to ±10⁶
 *   t      = (1 + ln c) · idf                   for terms in the vocabulary; c itself where |c| is below 1
 *   u      = termScale · t / |t|
 *   logits = weights z + termWeightsᵀ u + bias
 *   p      = softmax(logits / temperature)
 *   y      = x with each block divided by its length and by √blocks; a block of zeros stays
 *   d      = 1 - (the neighbours-th largest of references · y)           unknown where d &gt; threshold</pre>
 *
 * @param labels in the order of the logits
 * @param blocks the sizes of the parts that the dense vector is joined from
 * @param mean shape (dimensions,)
 * @param scale shape (dimensions,); 0 for a dimension that never moved
 * @param terms size of the hashed term space, 0 for none
 * @param termScale length of the weighted terms of an input
 * @param vocabulary shape (v,), the terms that count, ascending
 * @param idf shape (v,)
 * @param weights shape (labels, dimensions)
 * @param termWeights shape (v, labels)
 * @param bias shape (labels,)
 * @param temperature above 0
 * @param references shape (n, dimensions), examples as y; where only some blocks are looked at, 0 in all others and
 *     √blocks / (blocks looked at) long in these, so that d is the mean over them
 * @param neighbours which neighbour's distance counts, 1 to n
 * @param threshold the largest distance that is not unknown
 */
public record HeadParameters(
        List<String> labels,
        int[] blocks,
        float[] mean,
        float[] scale,
        int terms,
        double termScale,
        int[] vocabulary,
        float[] idf,
        float[] weights,
        float[] termWeights,
        float[] bias,
        double temperature,
        float[] references,
        int neighbours,
        double threshold) {

    private static final float LARGEST = 1e15f;

    /**
     * Checks that the sizes fit together and that no number is so large that a logit could overflow, since parameters may
     * come from a file.
     */
    public HeadParameters {
        labels = List.copyOf(labels);
        termScale = rounded(termScale);
        temperature = rounded(temperature);
        threshold = rounded(threshold);
        int k = labels.size();
        int dimensions = mean.length;
        check(k >= 2 && k == labels.stream().distinct().count(), "at least 2 different labels");
        check(dimensions > 0, "at least one dimension");
        check(IntStream.of(blocks).allMatch(size -> size > 0), "blocks of at least one number");
        expect("blocks", IntStream.of(blocks).asLongStream().sum(), dimensions);
        expect("scale", scale.length, dimensions);
        expect("idf", idf.length, vocabulary.length);
        expect("weights", weights.length, (long) k * dimensions);
        expect("termWeights", termWeights.length, (long) vocabulary.length * k);
        expect("bias", bias.length, k);
        check(references.length > 0 && references.length % dimensions == 0, "references of " + dimensions + " numbers");
        check(neighbours >= 1 && neighbours <= references.length / dimensions, "neighbours from 1 to the references");
        check(temperature > 0 && Double.isFinite(temperature), "a temperature above 0");
        check(Double.isFinite(termScale) && termScale >= 0, "a termScale of at least 0");
        check(Double.isFinite(threshold), "a finite threshold");
        checkVocabulary(vocabulary, terms);
        check(termScale <= LARGEST, "a termScale of at most " + LARGEST);
        checkWithin(mean, Float.MAX_VALUE);
        checkWithin(scale, Float.MAX_VALUE);
        for (float[] numbers : new float[][] {idf, weights, termWeights, bias, references}) {
            checkWithin(numbers, LARGEST);
        }
    }

    private static double rounded(double value) {
        return (float) value;
    }

    /** The length of the dense part. */
    public int dimensions() {
        return mean.length;
    }

    private static void checkVocabulary(int[] vocabulary, int terms) {
        for (int i = 0; i < vocabulary.length; i++) {
            check(
                    vocabulary[i] < terms && vocabulary[i] > (i == 0 ? -1 : vocabulary[i - 1]),
                    "an ascending vocabulary below " + terms);
        }
    }

    private static void checkWithin(float[] numbers, float limit) {
        for (float number : numbers) {
            check(Math.abs(number) <= limit, "finite numbers within ±" + limit);
        }
    }

    private static void expect(String name, long length, long expected) {
        check(length == expected, expected + " numbers in " + name + " instead of " + length);
    }

    private static void check(boolean holds, String expected) {
        if (!holds) {
            throw new TeachException("The parameters of the head do not fit together: expected " + expected
                    + "; export the model again.");
        }
    }
}
