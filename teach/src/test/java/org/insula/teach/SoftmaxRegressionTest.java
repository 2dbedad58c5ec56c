package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoftmaxRegressionTest {
    private static final int ROWS = 45;
    private static final int LABELS = 3;
    private static final int STRIDE = 16;
    private static final int VOCABULARY = 6;
    private final Kernels kernels = Kernels.best();
    private final int[] labels = new int[ROWS];
    private final Design design = design();

    @Test
    void itFindsWhatPlainGradientDescentFinds() {
        var regression = new SoftmaxRegression(design, labels, LABELS, kernels);
        LinearWeights fast = regression.fit(0.05, 1e-9, LinearWeights.zero(LABELS, design));
        assertArrayEquals(descend(0.05), fast.logits(design, kernels), 2e-3f);
    }

    @Test
    void theStartDoesNotMatter() {
        var regression = new SoftmaxRegression(design, labels, LABELS, kernels);
        LinearWeights cold = regression.fit(0.01, 1e-9, LinearWeights.zero(LABELS, design));
        LinearWeights warm = regression.fit(0.01, 1e-9, regression.fit(1, 1e-9, cold));
        assertArrayEquals(cold.logits(design, kernels), warm.logits(design, kernels), 2e-3f);
    }

    @Test
    void theGradientIsTheSlopeOfTheLoss() {
        var regression = new SoftmaxRegression(design, labels, LABELS, kernels);
        var weights = LinearWeights.zero(LABELS, design);
        var random = new Random(5);
        for (int i = 0; i < weights.flat().length; i++) {
            weights.flat()[i] = used(i, weights) ? (float) random.nextGaussian() : 0;
        }
        float[] gradient = new float[weights.flat().length];
        float[] scratch = new float[gradient.length];
        regression.evaluate(weights.flat(), gradient, 0.1);
        for (int i = 0; i < gradient.length; i += 3) {
            if (used(i, weights)) {
                float at = weights.flat()[i];
                weights.flat()[i] = at + 0.01f;
                double above = regression.evaluate(weights.flat(), scratch, 0.1);
                weights.flat()[i] = at - 0.01f;
                double below = regression.evaluate(weights.flat(), scratch, 0.1);
                weights.flat()[i] = at;
                assertEquals((above - below) / 0.02, gradient[i], 1e-3, "at " + i);
            }
        }
    }

    @Test
    void aLabelWithoutExamplesGetsTheShareOfSomethingUnseen() {
        float[] logits = {1, 1, 0, 5, -5, 9};
        SoftmaxRegression.absent(logits, new boolean[] {true, true, false}, 8);
        double[] p = Temperature.softmax(logits, 0, 3, 1, new double[3]);
        assertArrayEquals(new double[] {0.45, 0.45, 0.1}, p, 1e-6);
        assertEquals(0.1, Temperature.softmax(logits, 3, 3, 1, p)[2], 1e-6);
    }

    @Test
    void theSpanOfFewExamplesGivesTheSameModel() {
        int[] few = {0, 1, 2, 3, 4, 5, 6, 7, 7, 7};
        Design picked = design.pick(few);
        int[] pickedLabels = IntStream.of(few).map(i -> labels[i]).toArray();
        var space = new RowSpace(picked, kernels);
        assertTrue(space.design().stride() == 16 && RowSpace.pays(picked));
        LinearWeights direct =
                new SoftmaxRegression(picked, pickedLabels, LABELS, kernels).fit(0.02, 1e-9, zero(picked));
        LinearWeights inside = new SoftmaxRegression(space.design(), pickedLabels, LABELS, kernels)
                .fit(0.02, 1e-9, zero(space.design()));
        LinearWeights outside = space.outside(inside);
        assertArrayEquals(direct.logits(design, kernels), outside.logits(design, kernels), 5e-3f);
        float[] back = space.inside(outside).logits(space.design(), kernels);
        assertArrayEquals(inside.logits(space.design(), kernels), back, 1e-3f);
    }

    private static LinearWeights zero(Design design) {
        return LinearWeights.zero(LABELS, design);
    }

    private static boolean used(int i, LinearWeights weights) {
        return i < weights.biasAt() || (i - weights.biasAt()) % weights.width() < LABELS;
    }

    /** The logits after 20,000 plain gradient steps in double, with no code of the fast path. */
    private float[] descend(double strength) {
        double[][] w = new double[LABELS][STRIDE + VOCABULARY + 1];
        double[] v = new double[LABELS];
        int[] counts = new int[LABELS];
        for (int label : labels) {
            counts[label]++;
        }
        double sum = 0;
        for (int k = 0; k < LABELS; k++) {
            v[k] = Math.pow(counts[k], -0.75);
            sum += counts[k] * v[k];
        }
        for (int step = 0; step < 20_000; step++) {
            double[][] g = new double[LABELS][w[0].length];
            for (int i = 0; i < ROWS; i++) {
                double[] p = softmax(logits(w, row(i)));
                for (int k = 0; k < LABELS; k++) {
                    double r = v[labels[i]] * ROWS / sum * (p[k] - (k == labels[i] ? 1 : 0)) / ROWS;
                    for (int d = 0; d < w[0].length; d++) {
                        g[k][d] += r * row(i)[d];
                    }
                }
            }
            for (int k = 0; k < LABELS; k++) {
                for (int d = 0; d < w[0].length; d++) {
                    double penalty = d == w[0].length - 1 ? 1.0 / ROWS : strength;
                    w[k][d] -= 0.1 * (g[k][d] + penalty * w[k][d]);
                }
            }
        }
        float[] logits = new float[ROWS * LABELS];
        for (int i = 0; i < ROWS; i++) {
            for (int k = 0; k < LABELS; k++) {
                logits[i * LABELS + k] = (float) logits(w, row(i))[k];
            }
        }
        return logits;
    }

    private double[] row(int i) {
        double[] row = new double[STRIDE + VOCABULARY + 1];
        for (int d = 0; d < STRIDE; d++) {
            row[d] = design.dense()[i * STRIDE + d];
        }
        for (int e = design.offsets()[i]; e < design.offsets()[i + 1]; e++) {
            row[STRIDE + design.columns()[e]] = design.values()[e];
        }
        row[STRIDE + VOCABULARY] = 1;
        return row;
    }

    private static double[] logits(double[][] w, double[] x) {
        double[] logits = new double[w.length];
        for (int k = 0; k < w.length; k++) {
            for (int d = 0; d < x.length; d++) {
                logits[k] += w[k][d] * x[d];
            }
        }
        return logits;
    }

    private static double[] softmax(double[] logits) {
        double sum = 0;
        double[] p = new double[logits.length];
        for (int k = 0; k < p.length; k++) {
            p[k] = Math.exp(logits[k]);
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] /= sum;
        }
        return p;
    }

    private Design design() {
        var random = new Random(11);
        float[] dense = new float[ROWS * STRIDE];
        int[] offsets = new int[ROWS + 1];
        int[] columns = new int[ROWS * 2];
        float[] values = new float[ROWS * 2];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = i % 5 == 0 ? 0 : i % 5 < 3 ? 1 : 2;
            for (int d = 0; d < STRIDE - 3; d++) {
                dense[i * STRIDE + d] = (float) (0.4 * random.nextGaussian() + (d == labels[i] ? 0.5 : 0));
            }
            offsets[i + 1] = 2 * i + 2;
            columns[2 * i] = labels[i];
            columns[2 * i + 1] = 3 + random.nextInt(3);
            values[2 * i] = random.nextFloat();
            values[2 * i + 1] = random.nextFloat();
        }
        return new Design(ROWS, STRIDE, dense, offsets, columns, values, VOCABULARY);
    }
}
