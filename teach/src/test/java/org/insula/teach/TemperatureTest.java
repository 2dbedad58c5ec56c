package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemperatureTest {
    /** One example of two labels aims at 2/3, so sigmoid(6 / T) = 2/3 and T = 6 / ln 2. */
    @Test
    void oneRightAnswerDoesNotGiveCertainty() {
        var scaling = new Temperature(new float[] {6, 0}, new int[] {0}, 2);
        double temperature = scaling.fit(new int[] {0});
        assertEquals(6 / Math.log(2), temperature, 1e-4);
        assertEquals(-Math.log(2.0 / 3), scaling.loss(new int[] {0}, temperature), 1e-6);
    }

    @Test
    void logitsThatWereSharpenedThreefoldAreCooledThreefold() {
        var random = new Random(4);
        int rows = 6_000;
        float[] logits = new float[rows * 3];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            float[] honest = {
                (float) random.nextGaussian(), (float) random.nextGaussian(), (float) random.nextGaussian()
            };
            double[] p = Temperature.softmax(honest, 0, 3, 1, new double[3]);
            double u = random.nextDouble();
            labels[i] = u < p[0] ? 0 : u < p[0] + p[1] ? 1 : 2;
            for (int k = 0; k < 3; k++) {
                logits[3 * i + k] = 3 * honest[k];
            }
        }
        double temperature =
                new Temperature(logits, labels, 3).fit(IntStream.range(0, rows).toArray());
        assertEquals(3, temperature, 0.2);
    }

    @Test
    void theFitIsTheBottomOfTheLossForManyExamples() {
        float[] logits = {2, 0, 1, 0, 0, 3, 4, 0, 0, 1};
        int[] labels = {0, 1, 1, 0, 1};
        int[] rows = IntStream.range(0, 5_000).map(i -> i % 5).toArray();
        var scaling = new Temperature(logits, labels, 2);
        double best = scaling.fit(rows);
        assertTrue(scaling.loss(rows, best) <= scaling.loss(rows, best * 1.02));
        assertTrue(scaling.loss(rows, best) <= scaling.loss(rows, best / 1.02));
    }

    @Test
    void answersWorseThanChanceAreHeatedUntilTheySayNothing() {
        var scaling = new Temperature(new float[] {6, 0, 0, 6}, new int[] {1, 0}, 2);
        assertEquals(1_000, scaling.fit(new int[] {0, 1}), 5);
        assertEquals(1, scaling.fit(new int[] {}));
        assertEquals(0, scaling.loss(new int[] {}, 1));
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        double[] p = Temperature.softmax(new float[] {1e30f, -1e30f}, 0, 2, 1e-3, new double[2]);
        assertArrayEquals(new double[] {1, 0}, p);
    }
}
