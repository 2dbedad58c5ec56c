package org.insula.teach;

import java.util.Arrays;
import org.insula.embedding.Embedding;

/**
 * TF-IDF for sparse terms: 1 + ln(count), times ln((1 + examples) / (1 + examples with the term)) + 1, each row then
 * scaled to length 1. Terms that fewer than two examples have are left out.
 *
 * @param vocabulary the terms kept, ascending
 * @param idf inverse document frequency of each of them
 */
record TermWeighting(int[] vocabulary, float[] idf) {
    static final TermWeighting NONE = new TermWeighting(new int[0], new float[0]);
    private static final int LEAST_EXAMPLES = 2;

    /** Learns from the examples in {@code rows}. */
    static TermWeighting fit(TeachingSet set, int[] rows, int terms) {
        if (terms == 0) {
            return NONE;
        }
        int[] having = new int[terms];
        for (int row : rows) {
            Embedding embedding = set.example(row).embedding();
            for (int t = 0; t < embedding.termCount(); t++) {
                having[embedding.term(t)]++;
            }
        }
        int[] kept = new int[terms];
        float[] idf = new float[terms];
        int size = 0;
        for (int term = 0; term < terms; term++) {
            if (having[term] >= LEAST_EXAMPLES) {
                kept[size] = term;
                idf[size++] = (float) (Math.log((1.0 + rows.length) / (1.0 + having[term])) + 1);
            }
        }
        return new TermWeighting(Arrays.copyOf(kept, size), Arrays.copyOf(idf, size));
    }

    /** Where each term is in the vocabulary, -1 for terms left out, shape (terms,). */
    int[] columns(int terms) {
        int[] columns = new int[terms];
        Arrays.fill(columns, -1);
        for (int column = 0; column < vocabulary.length; column++) {
            columns[vocabulary[column]] = column;
        }
        return columns;
    }

    /**
     * Weighs one embedding's terms.
     *
     * @param columns from {@link #columns}
     * @param toColumns receives the columns, ascending
     * @param toValues receives their values, of length {@code scale} together
     * @return how many entries were written from {@code at} on
     */
    int apply(Embedding embedding, int[] columns, double scale, int[] toColumns, float[] toValues, int at) {
        int end = at;
        double square = 0;
        for (int t = 0; t < embedding.termCount(); t++) {
            int column = columns[embedding.term(t)];
            if (column >= 0) {
                double value = frequency(embedding.weight(t)) * idf[column];
                toColumns[end] = column;
                toValues[end++] = (float) value;
                square += value * value;
            }
        }
        double factor = square > 0 ? scale / Math.sqrt(square) : 0;
        for (int e = at; e < end; e++) {
            toValues[e] = (float) (toValues[e] * factor);
        }
        return end - at;
    }

    /** Sublinear term frequency; weights below 1 stay as they are, signs are kept. */
    static double frequency(double count) {
        return Math.abs(count) < 1 ? count : Math.signum(count) * (1 + Math.log(Math.abs(count)));
    }
}
