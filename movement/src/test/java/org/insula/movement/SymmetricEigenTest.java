package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {
    /** Worked by hand: 2 and 1 beside it have the values 1 and 3. */
    @Test
    void aSmallMatrixWorkedByHand() {
        SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{2, 1}, {1, 2}});
        assertArrayEquals(new double[] {1, 3}, sorted(eigen.values()), 1e-15);
    }

    /** The second difference of n steps has the values 2 − 2 cos(πk / (n + 1)). */
    @Test
    void theSecondDifferenceHasKnownValues() {
        int n = 30;
        double[][] a = new double[n][n];
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            a[i][i] = 2;
            if (i > 0) {
                a[i][i - 1] = -1;
                a[i - 1][i] = -1;
            }
            expected[i] = 2 - 2 * Math.cos(Math.PI * (i + 1) / (n + 1));
        }
        assertArrayEquals(expected, sorted(SymmetricEigen.of(a).values()), 1e-13);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 50})
    void vectorsAreOrthonormalAndGiveTheMatrixBack(int n) {
        check(random(n, n), 1e-12);
    }

    @Test
    void lowRankAndEqualValuesAreDecomposedToo() {
        check(random(20, 3), 1e-12);
        check(new double[5][5], 1e-15);
        double[][] ones = new double[6][6];
        for (double[] row : ones) {
            Arrays.fill(row, 1e8);
        }
        check(ones, 1e-6);
    }

    private static void check(double[][] a, double tolerance) {
        int n = a.length;
        double[][] copy = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
        SymmetricEigen eigen = SymmetricEigen.of(copy);
        double[][] q = eigen.vectors();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double back = 0;
                double dot = 0;
                for (int k = 0; k < n; k++) {
                    back += eigen.values()[k] * q[k][i] * q[k][j];
                    dot += q[i][k] * q[j][k];
                }
                assertEquals(a[i][j], back, tolerance, "entry " + i + ", " + j);
                assertEquals(i == j ? 1 : 0, dot, 1e-12);
            }
        }
    }

    /** A sum of {@code rank} squares. */
    private static double[][] random(int n, int rank) {
        Random random = new Random(n + 100L * rank);
        double[][] a = new double[n][n];
        for (int r = 0; r < rank; r++) {
            double[] v = random.doubles(n, -1, 1).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] += v[i] * v[j] * (r % 2 == 0 ? 1 : -1);
                }
            }
        }
        return a;
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
