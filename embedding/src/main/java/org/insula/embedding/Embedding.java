package org.insula.embedding;

import java.util.Arrays;

/**
 * A signal as numbers: a dense vector from a network and, where a kind has them, weighted terms (hashed n-grams of a
 * text) that stay sparse.
 *
 * <p>Immutable and safe to share between threads. Arrays are copied at the border, every value is finite.
 */
public final class Embedding {
    private static final int[] NO_TERMS = {};
    private static final float[] NO_WEIGHTS = {};

    private final float[] dense;
    private final int[] terms;
    private final float[] weights;

    private Embedding(float[] dense, int[] terms, float[] weights) {
        this.dense = dense;
        this.terms = terms;
        this.weights = weights;
    }

    /**
     * A dense embedding.
     *
     * @param dense shape (dimensions,), finite
     */
    public static Embedding of(float... dense) {
        return new Embedding(finite(dense.clone()), NO_TERMS, NO_WEIGHTS);
    }

    /**
     * A dense embedding with sparse terms beside it.
     *
     * @param dense shape (dimensions,), finite
     * @param terms shape (n,), term numbers from 0, strictly ascending
     * @param weights shape (n,), finite, the weight of each term (a count, before any inverse document frequency)
     * @throws IllegalArgumentException if the terms do not ascend or a number is not finite
     */
    public static Embedding of(float[] dense, int[] terms, float[] weights) {
        if (terms.length != weights.length) {
            throw new IllegalArgumentException(
                    terms.length + " terms came with " + weights.length + " weights; give one weight for each term.");
        }
        for (int i = 0; i < terms.length; i++) {
            if (terms[i] < 0 || (i > 0 && terms[i] <= terms[i - 1])) {
                throw new IllegalArgumentException(
                        "Term " + terms[i] + " at position " + i + " is out of order; give terms from 0, ascending.");
            }
        }
        return new Embedding(finite(dense.clone()), terms.clone(), finite(weights.clone()));
    }

    /** The length of the dense part. */
    public int dimensions() {
        return dense.length;
    }

    /** The dense value at {@code index}. */
    public float at(int index) {
        return dense[index];
    }

    /** Copies the dense part into {@code target} from {@code offset} on. */
    public void copyTo(float[] target, int offset) {
        System.arraycopy(dense, 0, target, offset, dense.length);
    }

    /** A copy of the dense part, shape (dimensions,). */
    public float[] toArray() {
        return dense.clone();
    }

    /** How many terms are set. */
    public int termCount() {
        return terms.length;
    }

    /** The number of the {@code i}-th set term; they ascend. */
    public int term(int i) {
        return terms[i];
    }

    /** The weight of the {@code i}-th set term. */
    public float weight(int i) {
        return weights[i];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that
                && Arrays.equals(dense, that.dense)
                && Arrays.equals(terms, that.terms)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(dense) + Arrays.hashCode(terms);
    }

    @Override
    public String toString() {
        return "Embedding[" + dense.length + " dimensions, " + terms.length + " terms]";
    }

    private static float[] finite(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "The embedding holds " + values[i] + " at position " + i + "; every number must be finite.");
            }
        }
        return values;
    }
}
