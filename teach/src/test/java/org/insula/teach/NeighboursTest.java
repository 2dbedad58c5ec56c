package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    private final Kernels kernels = Kernels.best();

    /** Blocks of two and one: against (1, 0 | 1), cosines 0.6 and 1, 0 and -1, then 1 and nothing. */
    @Test
    void theDistanceIsTheCosineDistanceAveragedOverBlocks() {
        int[] blocks = {2, 1};
        float[] reference = Neighbours.unit(List.of(Embedding.of(5, 0, 0.1f)), blocks);
        float[] rows =
                Neighbours.unit(List.of(Embedding.of(3, 4, 9), Embedding.of(0, 2, -1), Embedding.of(1, 0, 0)), blocks);
        var neighbours = new Neighbours(reference, 1, 16, 1, kernels);
        assertArrayEquals(new float[] {0.2f, 1.5f, 0.5f}, neighbours.distances(rows, 3), 1e-6f);
    }

    /** As before, but looking at the first block alone: cosines 0.6, 0 and 1. */
    @Test
    void onlyTheBlocksThatAreLookedAtCount() {
        int[] blocks = {2, 1};
        boolean[] seen = {true, false};
        List<Embedding> asked = List.of(Embedding.of(3, 4, 9), Embedding.of(0, 2, -1), Embedding.of(1, 0, 0));
        float[] expected = {0.4f, 1, 0};
        float[] reference = Neighbours.unit(List.of(Embedding.of(5, 0, 0.1f)), blocks, seen);
        var neighbours = new Neighbours(reference, 1, 16, 1, kernels);
        assertArrayEquals(expected, neighbours.distances(Neighbours.unit(asked, blocks, seen), 3), 1e-6f);
        var stretched = new Neighbours(neighbours.referencesFor(seen), 1, 16, 1, kernels);
        assertArrayEquals(expected, stretched.distances(Neighbours.unit(asked, blocks), 3), 1e-6f);
    }

    @Test
    void theKthNearestCounts() {
        int[] blocks = {2};
        float[] references = Neighbours.unit(
                List.of(Embedding.of(0, 1), Embedding.of(1, 0), Embedding.of(-1, 0), Embedding.of(3, 4)), blocks);
        float[] row = Neighbours.unit(List.of(Embedding.of(2, 0)), blocks);
        float[] expected = {0, 0.4f, 1, 2};
        for (int k = 1; k <= 4; k++) {
            float found = new Neighbours(references, 4, 16, k, kernels).distances(row, 1)[0];
            assertEquals(expected[k - 1], found, 1e-6f);
        }
    }

    /** 0.95^31 = 0.204, so only the largest of 32 lies beyond the percentile in four cases of five. */
    @Test
    void theThresholdIsTheToleranceLimit() {
        assertEquals(32, Neighbours.threshold(counting(32), 0.95));
        assertEquals(98, Neighbours.threshold(counting(100), 0.95)); // P(Bin(100, 0.95) < 98) = 0.88, < 97: 0.74
        assertEquals(1, Neighbours.threshold(new double[0], 0.95));
    }

    @Test
    void atMostOneThresholdInFiveIsTooLow() {
        var random = new SplittableRandom(5);
        int tooLow = 0;
        for (int trial = 0; trial < 1_000; trial++) {
            double[] uniform = random.doubles(150).toArray();
            tooLow += Neighbours.threshold(uniform, 0.95) < 0.95 ? 1 : 0;
        }
        assertTrue(tooLow > 50 && tooLow <= 230, "too low in " + tooLow + " of 1000");
    }

    /** Two labels at a right angle, one example of the second at cosine 0.8 to the first: distances 0.2, 0.2, 0.2, 1. */
    @Test
    void nearIsATenthOfTheWayToAnotherLabel() {
        List<Labelled> examples = List.of(
                new Labelled("1", Embedding.of(1, 0), "a", null),
                new Labelled("2", Embedding.of(2, 0), "a", null),
                new Labelled("3", Embedding.of(4, 3), "b", null),
                new Labelled("4", Embedding.of(0, 5), "b", null));
        TeachingSet set = TeachingSet.of(examples, List.of(new Encoder.Block("both", 2)), 0);
        float[] units = Neighbours.unit(set.embeddings(), new int[] {2});
        assertEquals(0.02, Neighbours.near(set, units, kernels), 1e-6);
    }

    private static double[] counting(int n) {
        return IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
    }

    /** ln: mean -2, deviation 1, three of them; Student's t for 0.95 and 2 degrees is 2.92, the expansion gives 2.85. */
    @Test
    void fewDistancesGiveAPredictionBound() {
        double[] few = {Math.exp(-3), Math.exp(-2), Math.exp(-1)};
        double bound = Neighbours.threshold(few, 0.95);
        assertEquals(-2 + 2.85 * Math.sqrt(4.0 / 3), Math.log(Math.min(bound, 2)), 0.75);
        assertTrue(bound <= 2 && bound > few[2]);
        assertEquals(
                0.3 * Math.exp(0.1 * 2.85 * Math.sqrt(4.0 / 3)),
                Neighbours.threshold(new double[] {0.3, 0.3, 0.3}, 0.95),
                0.01);
    }

    @Test
    void tooManyReferencesAreThinnedEvenlyOverLabels() {
        TeachingSet set = TeachingSet.of(Clouds.of(300, 3, 1, 1), Clouds.BLOCKS, 0);
        float[] units = Neighbours.unit(set.embeddings(), new int[] {6, 4});
        int[] all = IntStream.range(0, 300).toArray();
        var options = new LearnerOptions(1, 5, 2, 0.95, 30);
        Neighbours kept = Neighbours.of(set, units, all, options, kernels);
        assertEquals(30, kept.count());
        int[] perLabel = new int[3];
        for (int i = 0; i < 30; i++) {
            int row = i;
            int of = IntStream.of(all)
                    .filter(r -> units[r * 16] == kept.references()[row * 16])
                    .findFirst()
                    .orElseThrow();
            perLabel[set.labelOf()[of]]++;
        }
        assertArrayEquals(new int[] {10, 10, 10}, perLabel);
    }
}
