package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private static final List<Encoder.Block> TWO = List.of(new Encoder.Block("a", 2), new Encoder.Block("b", 1));

    @Test
    void everyBlockGetsATotalVarianceOfOne() {
        float[] rows = {1, 10, 5, 3, 10, 9}; // two examples of (a, a, b); the second a is constant
        var standardiser = Standardiser.fit(rows, 2, 3, TWO, Set.of("a", "b"));
        assertArrayEquals(new float[] {2, 10, 7}, standardiser.mean());
        float[] z = new float[6];
        standardiser.apply(rows, 0, z, 0);
        standardiser.apply(rows, 3, z, 3);
        assertArrayEquals(new float[] {-1, 0, -1, 1, 0, 1}, z, 1e-6f);
    }

    @Test
    void aDimensionThatHardlyMovesIsNotBlownUp() {
        var wide = List.of(new Encoder.Block("a", 3));
        float[] rows = new float[3 * 10_000];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (i / 3 % 2 == 0 ? 1 : -1) * (i % 3 == 2 ? 0.001f : 1);
        }
        float[] scale = Standardiser.fit(rows, 10_000, 3, wide, Set.of("a")).scale();
        assertEquals(10, scale[2] / scale[0], 0.01, "a tenth of the median deviation, not its own");
    }

    /** Variances 1 and 9 of two examples, five more at the mean of 5: (2 + 25) / 7 and (18 + 25) / 7. */
    @Test
    void fewExamplesMixADimensionsVarianceWithItsBlocks() {
        float[] rows = {-1, -3, 0, 1, 3, 0};
        float[] scale = Standardiser.fit(rows, 2, 3, TWO, Set.of("a", "b")).scale();
        assertEquals(Math.sqrt(43.0 / 27), scale[0] / scale[1], 1e-5);
        assertEquals(0, scale[2]);
    }

    @Test
    void hugeAndConstantValuesStayFinite() {
        float huge = Float.MAX_VALUE;
        float[] rows = {huge, 3, 1e-30f, -huge, 3, -1e-30f};
        var standardiser = Standardiser.fit(rows, 2, 3, TWO, Set.of("a", "b"));
        float[] z = new float[3];
        standardiser.apply(new float[] {-huge, huge, huge}, 0, z, 0);
        for (float v : z) {
            assertEquals(v, Math.clamp(v, -1e6f, 1e6f));
        }
        assertEquals(0, z[1]);
    }

    /**
     * Of each label three examples: term 3 is in all of them, term 5 in two of the first label's, term 8 in one of either.
     * So term 5 sets labels apart by ln(3 / 1), up for one and down for the other; 3 and 8 by nothing.
     */
    @Test
    void termsAreWeighedByRarityAndByHowTheySetLabelsApart() {
        TeachingSet set = terms(new int[][] {{3}, {3, 5}, {3, 5, 8}}, new int[][] {{3}, {3}, {3, 8}});
        var weighting = TermWeighting.fit(set, IntStream.range(0, 6).toArray(), 10);
        assertArrayEquals(new int[] {3, 5, 8}, weighting.vocabulary());
        double five = (Math.log(7.0 / 3) + 1) * Math.log(3);
        assertArrayEquals(new float[] {0, (float) five, 0}, weighting.idf(), 1e-6f);
    }

    /** Labels of one and three examples: 1/1 has the term against 1/3, with one added on either side (1 + 1) / (1 + 1) · 3. */
    @Test
    void aRareLabelsOwnTermsWeighMore() {
        TeachingSet set = terms(new int[][] {{5}, {6}}, new int[][] {{5}, {7}, {7}, {6}});
        var weighting = TermWeighting.fit(set, IntStream.range(0, 6).toArray(), 10);
        double idf = Math.log(7.0 / 3) + 1;
        double shared = Math.abs(Math.log(2.0 / 2 * 4 / 2));
        double others = Math.abs(Math.log(1.0 / 3 * 4 / 2));
        assertArrayEquals(new int[] {5, 6, 7}, weighting.vocabulary());
        assertArrayEquals(
                new float[] {(float) (idf * shared), (float) (idf * shared), (float) (idf * others)},
                weighting.idf(),
                1e-6f);
    }

    @Test
    void countsAreDampedAndRowsHaveTheLengthAskedFor() {
        var weighting = new TermWeighting(new int[] {3, 5, 8}, new float[] {1, 2, 3});
        int[] columns = new int[3];
        float[] values = new float[3];
        Embedding embedding = Embedding.of(new float[3], new int[] {3, 5, 7}, new float[] {1, (float) Math.E, 9});
        assertEquals(2, weighting.apply(embedding, weighting.columns(10), 2, columns, values, 0));
        double length = Math.sqrt(1 + 4 * 4);
        assertArrayEquals(new float[] {(float) (2 / length), (float) (2 * 4 / length), 0}, values, 1e-5f);
        assertArrayEquals(new int[] {0, 1, 0}, columns);
    }

    @Test
    void aTermOfOneExampleIsLeftOut() {
        TeachingSet set = terms(new int[][] {{3}, {3, 5}, {3, 5, 8}}, new int[][] {{3}, {3}});
        var weighting = TermWeighting.fit(set, new int[] {0, 1, 2}, 10);
        assertArrayEquals(new int[] {3, 5}, weighting.vocabulary());
    }

    @Test
    void countsBelowOneAndSignsAreKept() {
        assertEquals(0.5, TermWeighting.frequency(0.5));
        assertEquals(-1 - Math.log(2), TermWeighting.frequency(-2), 1e-12);
        assertEquals(1, TermWeighting.frequency(1));
    }

    /** Two labels with the given terms, sorted by input. */
    private static TeachingSet terms(int[][] first, int[][] second) {
        List<Labelled> examples = new ArrayList<>();
        for (int[] t : first) {
            examples.add(example(examples.size(), t, "a"));
        }
        for (int[] t : second) {
            examples.add(example(examples.size(), t, "b"));
        }
        return TeachingSet.of(examples, TWO, 10);
    }

    private static Labelled example(int number, int[] terms, String label) {
        float[] ones = new float[terms.length];
        Arrays.fill(ones, 1);
        return new Labelled("e" + number, Embedding.of(new float[] {number, 1, 2}, terms, ones), label, null);
    }
}
