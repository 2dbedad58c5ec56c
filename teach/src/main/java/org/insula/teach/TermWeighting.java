package org.insula.teach;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;

/**
 * Sparse terms, weighed by how much they tell: 1 + ln(count), times the inverse document frequency
 * ln((1 + examples) / (1 + examples with the term)) + 1, times how far the term sets labels apart, each row then scaled to
 * length 1. That distance is the root mean square, over the labels, of ln of how often the label's examples have the term
 * against how often all others do, one example being added on either side. Terms that fewer than two examples have are
 * left out.
 *
 * @param vocabulary the terms kept, ascending
 * @param idf the weight of each of them: inverse document frequency times distance
 * @see <a href="https://aclanthology.org/P12-2018/">Wang and Manning 2012, who scale terms by such log-count ratios</a>
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
            count(set.example(row).embedding(), having, null);
        }
        int[] kept = IntStream.range(0, terms)
                .filter(term -> having[term] >= LEAST_EXAMPLES)
                .toArray();
        float[] weights = distances(set, rows, kept, having);
        for (int i = 0; i < kept.length; i++) {
            weights[i] *= (float) (Math.log((1.0 + rows.length) / (1.0 + having[kept[i]])) + 1);
        }
        return new TermWeighting(kept, weights);
    }

    /** How far each term sets labels apart, shape (kept,). A label without the term needs no logarithm of its own. */
    private static float[] distances(TeachingSet set, int[] rows, int[] kept, int[] having) {
        double[] logAll = IntStream.of(kept)
                .mapToDouble(term -> Math.log(1.0 + having[term]))
                .toArray();
        double[] squares = new double[kept.length];
        int[] within = new int[having.length];
        BitSet touched = new BitSet(having.length);
        int present = 0;
        for (int label = 0; label < set.labels().size(); label++) {
            int examples = 0;
            for (int row : rows) {
                if (set.labelOf()[row] == label) {
                    count(set.example(row).embedding(), within, touched);
                    examples++;
                }
            }
            if (examples > 0 && examples < rows.length) {
                present++;
                double prior = Math.log((double) (rows.length - examples) / examples);
                for (int i = 0; i < kept.length; i++) {
                    int has = within[kept[i]];
                    double ratio = has == 0
                            ? prior - logAll[i]
                            : prior + Math.log((1.0 + has) / (1.0 + having[kept[i]] - has));
                    squares[i] += ratio * ratio;
                }
            }
            touched.stream().forEach(term -> within[term] = 0);
            touched.clear();
        }
        float[] distances = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            distances[i] = present == 0 ? 1 : (float) Math.sqrt(squares[i] / present);
        }
        return distances;
    }

    private static void count(Embedding embedding, int[] counts, BitSet touched) {
        for (int t = 0; t < embedding.termCount(); t++) {
            counts[embedding.term(t)]++;
            if (touched != null) {
                touched.set(embedding.term(t));
            }
        }
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
