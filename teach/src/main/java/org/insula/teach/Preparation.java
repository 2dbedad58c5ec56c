package org.insula.teach;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;

/**
 * From embeddings to a {@link Design}, learnt from the training examples alone.
 *
 * @param standardiser for the dense part
 * @param weighting for the terms
 * @param termScale the length of a row's sparse part; each dense block has mean square 1
 * @param terms the size of the term space
 */
record Preparation(Standardiser standardiser, TermWeighting weighting, double termScale, int terms) {
    static Preparation fit(
            TeachingSet set, int[] rows, List<Encoder.Block> blocks, Set<String> seen, int terms, double termScale) {
        int stride = Kernels.padded(set.dimensions());
        float[] raw = raw(set, rows, stride);
        var standardiser = Standardiser.fit(raw, rows.length, stride, blocks, seen);
        var weighting = termScale > 0 ? TermWeighting.fit(set, rows, terms) : TermWeighting.NONE;
        return new Preparation(standardiser, weighting, termScale, terms);
    }

    Design apply(TeachingSet set, int[] rows) {
        return apply(
                IntStream.of(rows).mapToObj(row -> set.example(row).embedding()).toList());
    }

    Design apply(List<Embedding> embeddings) {
        return apply(embeddings, weighting.columns(weighting.vocabulary().length == 0 ? 0 : terms));
    }

    /** With {@link TermWeighting#columns} worked out beforehand. */
    Design apply(List<Embedding> embeddings, int[] columnOf) {
        int dimensions = standardiser.mean().length;
        int stride = Kernels.padded(dimensions);
        float[] dense = new float[Math.multiplyExact(embeddings.size(), stride)];
        float[] one = new float[dimensions];
        int termCount = 0;
        for (int i = 0; i < embeddings.size(); i++) {
            embeddings.get(i).copyTo(one, 0);
            standardiser.apply(one, 0, dense, i * stride);
            termCount = Math.addExact(termCount, embeddings.get(i).termCount());
        }
        if (weighting.vocabulary().length == 0) {
            return Design.dense(embeddings.size(), stride, dense);
        }
        return withTerms(embeddings, columnOf, stride, dense, termCount);
    }

    private Design withTerms(List<Embedding> embeddings, int[] columnOf, int stride, float[] dense, int termCount) {
        int[] offsets = new int[embeddings.size() + 1];
        int[] columns = new int[termCount];
        float[] values = new float[termCount];
        for (int i = 0; i < embeddings.size(); i++) {
            offsets[i + 1] =
                    offsets[i] + weighting.apply(embeddings.get(i), columnOf, termScale, columns, values, offsets[i]);
        }
        int end = offsets[embeddings.size()];
        return new Design(
                embeddings.size(),
                stride,
                dense,
                offsets,
                Arrays.copyOf(columns, end),
                Arrays.copyOf(values, end),
                weighting.vocabulary().length);
    }

    private static float[] raw(TeachingSet set, int[] rows, int stride) {
        float[] raw = new float[Math.multiplyExact(rows.length, stride)];
        for (int i = 0; i < rows.length; i++) {
            set.example(rows[i]).embedding().copyTo(raw, i * stride);
        }
        return raw;
    }
}
