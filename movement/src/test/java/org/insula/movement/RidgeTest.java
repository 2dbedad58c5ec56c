package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RidgeTest {
    /** Both forms, checked by leaving each example out and solving the normal equations anew. */
    @ParameterizedTest
    @ValueSource(ints = {4, 40})
    void leaveOneOutErrorsAreThoseOfFittingWithoutTheExample(int features) {
        float[][] x = centred(12, features);
        double[] y = new Random(3).doubles(12, -1, 1).toArray();
        double mean = Arrays.stream(y).average().orElseThrow();
        double[][] targets = {Arrays.stream(y).map(v -> v - mean).toArray()};
        for (RidgePath path : new RidgePath[] {RidgePath.ofExamples(x), RidgePath.ofFeatures(x)}) {
            double[] errors = path.leaveOneOutErrors(targets, 0.7)[0];
            for (int left = 0; left < 12; left++) {
                assertEquals(errorWithout(x, y, left, 0.7), errors[left], 1e-5, features + " features, " + left);
            }
        }
    }

    @Test
    void bothFormsGiveTheSameWeights() {
        float[][] x = centred(9, 9);
        double[][] targets = {{1, -1, 2, -2, 3, -3, 0, 1, -1}};
        assertArrayEquals(
                RidgePath.ofExamples(x).weights(targets, 0.1)[0],
                RidgePath.ofFeatures(x).weights(targets, 0.1)[0],
                1e-6);
    }

    /** Worked by hand: x is −1 and 1 already, the target ±1, so the weight is 2 / (2 + α) and the rest falls out. */
    @Test
    void oneFeatureWorkedByHand() {
        Ridge ridge = Ridge.fit(new float[][] {{-1}, {1}, {-1}, {1}}, new int[] {0, 1, 0, 1}, 2);
        double weight = 4 / (4 + ridge.alpha());
        assertArrayEquals(new double[] {-0.5 * weight, 0.5 * weight}, ridge.scores(new float[] {0.5f}), 1e-6);
        assertEquals(1, ridge.classify(new float[] {0.1f}));
        assertEquals(0.001, ridge.alpha(), 1e-12);
    }

    @Test
    void separateCloudsAreToldApart() {
        Random random = new Random(5);
        float[][] x = new float[60][100];
        int[] labels = new int[60];
        for (int i = 0; i < 60; i++) {
            labels[i] = i % 3;
            for (int j = 0; j < 100; j++) {
                x[i][j] = (float) (random.nextGaussian() + (j % 3 == labels[i] ? 1 : 0)) * (1 + j) + 1000;
            }
            x[i][7] = 4;
        }
        Ridge ridge = Ridge.fit(Arrays.copyOf(x, 45), Arrays.copyOf(labels, 45), 3);
        for (int i = 45; i < 60; i++) {
            assertEquals(labels[i], ridge.classify(x[i]));
        }
        int right = 0;
        for (int i = 0; i < 45; i++) {
            double[] scores = ridge.leaveOneOutScores(i);
            right += scores[labels[i]] > Math.max(scores[(labels[i] + 1) % 3], scores[(labels[i] + 2) % 3]) ? 1 : 0;
        }
        assertEquals(45, right, 2);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertEquals(
                "Example 1 has label 2 and 1 features; give labels from 0 to 1 and 1 features each.",
                assertThrows(MovementException.class, () -> Ridge.fit(new float[][] {{1}, {2}}, new int[] {0, 2}, 2))
                        .getMessage());
        assertThrows(MovementException.class, () -> Ridge.fit(new float[][] {{1}}, new int[] {0}, 1));
        Ridge ridge = Ridge.fit(new float[][] {{1}, {2}}, new int[] {0, 1}, 2);
        assertEquals(
                "Ridge was given 2 features and was fitted on 1; use the same transform.",
                assertThrows(MovementException.class, () -> ridge.scores(new float[2]))
                        .getMessage());
    }

    private static float[][] centred(int n, int features) {
        Random random = new Random(features);
        float[][] x = new float[n][features];
        for (int j = 0; j < features; j++) {
            double[] column = random.doubles(n, -1, 1).toArray();
            double mean = Arrays.stream(column).average().orElseThrow();
            for (int i = 0; i < n; i++) {
                x[i][j] = (float) (column[i] - mean);
            }
        }
        return x;
    }

    /** Weights and mean by Gaussian elimination without one example; the mean is not penalised. */
    private static double errorWithout(float[][] x, double[] y, int left, double alpha) {
        int p = x[0].length + 1;
        double[][] a = new double[p][p + 1];
        for (int i = 0; i < x.length; i++) {
            if (i == left) {
                continue;
            }
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    a[j][k] += at(x[i], j) * at(x[i], k);
                }
                a[j][p] += at(x[i], j) * y[i];
            }
        }
        for (int j = 0; j + 1 < p; j++) {
            a[j][j] += alpha;
        }
        double[] w = solve(a);
        double prediction = 0;
        for (int j = 0; j < p; j++) {
            prediction += w[j] * at(x[left], j);
        }
        return y[left] - prediction;
    }

    private static double at(float[] row, int j) {
        return j < row.length ? row[j] : 1;
    }

    private static double[] solve(double[][] a) {
        int n = a.length;
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                if (i != k) {
                    double factor = a[i][k] / a[k][k];
                    for (int j = k; j <= n; j++) {
                        a[i][j] -= factor * a[k][j];
                    }
                }
            }
        }
        double[] x = new double[n];
        Arrays.setAll(x, i -> a[i][n] / a[i][i]);
        return x;
    }
}
