package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrototypesTest {
    private final Kernels kernels = Kernels.best();

    /** Means 2 and -2 on an axis: the logits of 1 are 2 · 1 - 4 / 2 = 0 and -2 - 2 = -4. */
    @Test
    void logitsAreHalfTheSquaredDistancesUpToWhatIsShared() {
        Design design = axis(1, 3, -1, -3);
        LinearWeights weights = Prototypes.fit(design, new int[] {0, 0, 1, 1}, 2);
        float[] logits = weights.logits(axis(1, 0), kernels);
        assertEquals(4, logits[0] - logits[1], 1e-6);
        assertEquals(0, logits[2] - logits[3], 1e-6);
    }

    /**
     * Label a: 1 and 3, label b: -2 alone. Spread = 2 / (3 - 2) = 2, so a's mean is too long by 1 and b's by 2: biases
     * (1 - 4) / 2 and (2 - 4) / 2.
     */
    @Test
    void aMeanOfFewIsNotPunishedForItsNoise() {
        LinearWeights weights = Prototypes.fit(axis(1, 3, -2), new int[] {0, 0, 1}, 2);
        assertArrayEquals(new float[] {-1.5f, -1}, weights.logits(axis(0), kernels), 1e-6f);
    }

    @Test
    void singleExamplesAreComparedAsTheyAre() {
        LinearWeights weights = Prototypes.fit(axis(2, -2), new int[] {0, 1}, 2);
        assertArrayEquals(new float[] {-2, -2}, weights.logits(axis(0), kernels), 1e-6f);
    }

    private static Design axis(float... values) {
        float[] dense = new float[values.length * 16];
        for (int i = 0; i < values.length; i++) {
            dense[i * 16] = values[i];
        }
        return Design.dense(values.length, 16, dense);
    }
}
