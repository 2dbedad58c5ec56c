package org.insula.movement;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Ridge regression at any strength from one eigendecomposition.
 *
 * <p>With X = U S Vᵀ the residuals at strength α are (I − U diag(s²/(s² + α)) Uᵀ) y, and the error on example i had it
 * been left out is residual i over its own share 1 − hᵢᵢ. Only U s (n × r, the columns of {@code projected}), s² and a way
 * back to the weights are kept.
 */
final class RidgePath {
    private final float[][] x;
    private final double[] squares;
    /** Shape (r, examples): row j is s_j u_j. */
    private final double[][] projected;

    private RidgePath(float[][] x, double[] squares, double[][] projected) {
        this.x = x;
        this.squares = squares;
        this.projected = projected;
    }

    /** From X Xᵀ, for fewer examples than features: its unit eigenvectors are u. */
    static RidgePath ofExamples(float[][] x) {
        SymmetricEigen eigen = SymmetricEigen.of(products(x));
        double[][] projected = eigen.vectors();
        double[] squares = eigen.values();
        for (int j = 0; j < squares.length; j++) {
            squares[j] = Math.max(0, squares[j]);
            double size = Math.sqrt(squares[j]);
            for (int i = 0; i < x.length; i++) {
                projected[j][i] *= size;
            }
        }
        return new RidgePath(x, squares, projected);
    }

    /** From Xᵀ X, for more examples than features: with its unit eigenvectors v, s u = X v. */
    static RidgePath ofFeatures(float[][] x) {
        float[][] columns = new float[x[0].length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = x[i][j];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(products(columns));
        double[][] projected = new double[columns.length][x.length];
        for (int j = 0; j < columns.length; j++) {
            for (int k = 0; k < columns.length; k++) {
                double v = eigen.vectors()[j][k];
                for (int i = 0; i < x.length; i++) {
                    projected[j][i] += v * columns[k][i];
                }
            }
        }
        double[] squares = eigen.values();
        for (int j = 0; j < squares.length; j++) {
            squares[j] = Math.max(0, squares[j]);
        }
        return new RidgePath(x, squares, projected);
    }

    /**
     * Target less prediction for each example had it been left out, the mean being fitted along.
     *
     * @param targets shape (outputs, examples), each row of mean 0
     */
    double[][] leaveOneOutErrors(double[][] targets, double alpha) {
        int n = x.length;
        double[] own = new double[n];
        Arrays.fill(own, 1 - 1.0 / n);
        for (int j = 0; j < squares.length; j++) {
            for (int i = 0; i < n; i++) {
                own[i] -= projected[j][i] * projected[j][i] / (squares[j] + alpha);
            }
        }
        double[][] errors = residuals(targets, alpha);
        for (double[] row : errors) {
            for (int i = 0; i < n; i++) {
                row[i] /= Math.max(own[i], 1e-12);
            }
        }
        return errors;
    }

    private double[][] residuals(double[][] targets, double alpha) {
        double[][] residuals = new double[targets.length][];
        for (int c = 0; c < targets.length; c++) {
            double[] left = targets[c].clone();
            for (int j = 0; j < squares.length; j++) {
                double along = 0;
                for (int i = 0; i < left.length; i++) {
                    along += projected[j][i] * targets[c][i];
                }
                double factor = along / (squares[j] + alpha);
                for (int i = 0; i < left.length; i++) {
                    left[i] -= factor * projected[j][i];
                }
            }
            residuals[c] = left;
        }
        return residuals;
    }

    /** Shape (outputs, features): the weights are Xᵀ r / α with the residuals r. */
    double[][] weights(double[][] targets, double alpha) {
        double[][] residuals = residuals(targets, alpha);
        double[][] weights = new double[targets.length][x[0].length];
        for (int c = 0; c < weights.length; c++) {
            for (int i = 0; i < x.length; i++) {
                double r = residuals[c][i] / alpha;
                for (int k = 0; k < weights[c].length; k++) {
                    weights[c][k] += r * x[i][k];
                }
            }
        }
        return weights;
    }

    /** All dot products of the rows. */
    private static double[][] products(float[][] rows) {
        double[][] products = new double[rows.length][rows.length];
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                products[i][j] = dot(rows[i], rows[j]);
            }
        });
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                products[j][i] = products[i][j];
            }
        }
        return products;
    }

    private static double dot(float[] a, float[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 4 <= a.length; k += 4) {
            s0 += (double) a[k] * b[k];
            s1 += (double) a[k + 1] * b[k + 1];
            s2 += (double) a[k + 2] * b[k + 2];
            s3 += (double) a[k + 3] * b[k + 3];
        }
        for (; k < a.length; k++) {
            s0 += (double) a[k] * b[k];
        }
        return s0 + s1 + s2 + s3;
    }
}
