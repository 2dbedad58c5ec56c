package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelNoiseTest {
    private final Learner learner = new Learner(Clouds.BLOCKS, 0, LearnerOptions.defaults());

    @Test
    void oneConfidenceForAllCannotTellNoiseFromOverlap() {
        double[][] p = rows(100, 0.99, 0.01);
        int[] given = IntStream.range(0, 100).map(i -> i < 20 ? 1 : 0).toArray();
        assertEquals(List.of(), LabelNoise.find(p, given, 2));
    }

    @Test
    void errorsAmongTheSurestExamplesAloneAreNoise() {
        List<double[]> p = new ArrayList<>(List.of(rows(100, 0.999, 0.001)));
        p.addAll(List.of(rows(300, 0.8, 0.2)));
        int[] given = IntStream.range(0, 400)
                .map(i -> i < 10 || i >= 322 ? 1 : 0) // 10 of 100 sure ones, and 78 = 300 (0.9 · 0.2 + 0.1 · 0.8)
                .toArray();
        List<LabelNoise.Finding> found = LabelNoise.find(p.toArray(double[][]::new), given, 2);
        assertEquals(
                IntStream.range(0, 10).boxed().toList(),
                found.stream().map(LabelNoise.Finding::row).toList());
        assertTrue(found.stream().allMatch(f -> f.suggested() == 0 && f.wrong() >= LabelNoise.SURE));
        assertEquals(0.1, LabelNoise.share(p.toArray(double[][]::new), given, 2), 0.02);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void labelsDrawnFromTheProbabilitiesThemselvesAreHardlyEverSuspect(long seed) {
        var random = new Random(seed);
        double[][] p = new double[400][3];
        int[] given = new int[p.length];
        for (int row = 0; row < p.length; row++) {
            float[] logits = {(float) random.nextGaussian(), (float) random.nextGaussian(), 0};
            Temperature.softmax(logits, 0, 3, 0.4, p[row]);
            double u = random.nextDouble();
            given[row] = u < p[row][0] ? 0 : u < p[row][0] + p[row][1] ? 1 : 2;
        }
        int found = LabelNoise.find(p, given, 3).size();
        assertTrue(found < 0.02 * p.length, () -> found + " of " + p.length + " suspect");
    }

    @ParameterizedTest
    @CsvSource({"80, 4, 0.8", "300, 3, 1", "300, 3, 1.5", "300, 2, 2", "600, 4, 2"})
    void rightLabelsThatOverlapAreHardlyEverSuspect(int count, int labels, double apart) {
        int found = 0;
        for (long seed = 1; seed <= 5; seed++) {
            found += learner.teach(Clouds.of(count, labels, apart, seed))
                    .suspects()
                    .size();
        }
        int all = found;
        assertTrue(all < 0.02 * 5 * count, () -> all + " of " + 5 * count + " suspect");
    }

    @ParameterizedTest
    @CsvSource({"200, 2, 0.05", "200, 2, 0.1", "200, 3, 0.05", "200, 3, 0.1", "400, 4, 0.1"})
    void mostWrongLabelsOfSeparateExamplesAreFound(int count, int labels, double share) {
        List<Labelled> examples = new ArrayList<>(Clouds.of(count, labels, 5, 7));
        Set<String> wrong = new HashSet<>();
        var random = new Random(3);
        while (wrong.size() < share * count) {
            int i = random.nextInt(count);
            Labelled e = examples.get(i);
            if (wrong.add(e.input())) {
                int label = (i % labels + 1 + random.nextInt(labels - 1)) % labels;
                examples.set(i, new Labelled(e.input(), e.embedding(), Clouds.name(label), null));
            }
        }
        Set<String> found =
                learner.teach(examples).suspects().stream().map(Suspect::input).collect(Collectors.toSet());
        long right = found.stream().filter(wrong::contains).count();
        assertTrue(right >= 0.8 * wrong.size(), () -> right + " of " + wrong.size() + " found");
        assertTrue(right >= 0.8 * found.size(), () -> right + " of " + found.size() + " suspects are wrong");
    }

    private static double[][] rows(int count, double... p) {
        return IntStream.range(0, count).mapToObj(i -> p.clone()).toArray(double[][]::new);
    }
}
