package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Random;
import org.insula.embedding.Embedding;
import org.junit.jupiter.api.Test;

/** Parameters may come from a hostile file: they are refused, or the head's answers are numbers. */
class HeadFuzzTest {
    @FuzzTest
    void hostileParametersAreRefusedOrGiveNumbers(FuzzedDataProvider data) {
        float[] numbers = new float[24];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = data.consumeFloat();
        }
        tryParameters(numbers, data.consumeInt(), data.consumeInt(), data.consumeDouble(), data.consumeDouble());
    }

    @Test
    void extremeParametersAreRefusedOrGiveNumbers() {
        float[] extremes = {0, 1, -1, 1e-45f, 1e15f, -1e15f, 1e16f, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY
        };
        var random = new Random(6);
        int accepted = 0;
        for (int round = 0; round < 5_000; round++) {
            int variety = 1 + random.nextInt(extremes.length);
            float[] numbers = new float[24];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = extremes[random.nextInt(variety)];
            }
            double temperature = random.nextBoolean() ? Float.MIN_VALUE : Float.MAX_VALUE;
            accepted += tryParameters(numbers, 3, 1 + random.nextInt(2), temperature, numbers[0]) ? 1 : 0;
        }
        assertTrue(accepted > 500 && accepted < 4_500, accepted + " accepted");
    }

    private static boolean tryParameters(float[] n, int term, int neighbours, double temperature, double termScale) {
        Head head;
        try {
            head = new Head(new HeadParameters(
                    List.of("a", "b"),
                    new int[] {1, 1},
                    new float[] {n[0], n[1]},
                    new float[] {n[2], n[3]},
                    16,
                    termScale,
                    new int[] {term},
                    new float[] {n[4]},
                    new float[] {n[5], n[6], n[7], n[8]},
                    new float[] {n[9], n[10]},
                    new float[] {n[11], n[12]},
                    temperature,
                    new float[] {n[13], n[14], n[15], n[16]},
                    neighbours,
                    n[17]));
        } catch (TeachException e) {
            return false;
        }
        for (float x : new float[] {0, 1, Float.MAX_VALUE, -Float.MAX_VALUE}) {
            var embedding = Embedding.of(new float[] {x, 1}, new int[] {3}, new float[] {x});
            double[] p = head.probabilities(embedding);
            assertEquals(1, p[0] + p[1], 1e-9);
            assertTrue(head.distance(embedding) >= 0 && head.distance(embedding) <= 2);
        }
        return true;
    }
}
