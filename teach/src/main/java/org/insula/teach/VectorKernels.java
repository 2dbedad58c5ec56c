package org.insula.teach;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API, blocked so that each loaded vector is used several times. Lanes are added up in a fixed
 * order, which {@code reduceLanes} does not promise, so that interpreted and compiled code agree to the last bit.
 */
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> S =
            FloatVector.SPECIES_PREFERRED.length() <= LANES ? FloatVector.SPECIES_PREFERRED : FloatVector.SPECIES_512;
    private static final int L = S.length();
    private static final VectorShuffle<Float> HALF = VectorShuffle.iota(S, Math.max(1, L / 2), 1, true);
    private static final VectorShuffle<Float> QUARTER = VectorShuffle.iota(S, Math.max(1, L / 4), 1, true);
    private static final VectorShuffle<Float> EIGHTH = VectorShuffle.iota(S, Math.max(1, L / 8), 1, true);
    private static final VectorShuffle<Float> SIXTEENTH = VectorShuffle.iota(S, Math.max(1, L / 16), 1, true);
    private static final VectorSpecies<Float> N = FloatVector.SPECIES_128;

    /** Blocks of two rows of a by four rows of b keep eight sums in registers; what is left over goes one by one. */
    @Override
    public void dots(float[] a, int aRow, int aRows, float[] b, int bRows, int stride, float[] out, int outStride) {
        int i = 0;
        for (; i + 2 <= aRows; i += 2) {
            int ai = (aRow + i) * stride;
            int o = i * outStride;
            int j = 0;
            for (; j + 4 <= bRows; j += 4) {
                dots2x4(a, ai, b, j * stride, stride, out, o + j, outStride);
            }
            for (; j < bRows; j++) {
                dots2x1(a, ai, b, j * stride, stride, out, o + j, outStride);
            }
        }
        if (i < aRows) {
            for (int j = 0; j < bRows; j++) {
                out[i * outStride + j] = dot(a, (aRow + i) * stride, b, j * stride, stride);
            }
        }
    }

    private static void dots2x4(float[] a, int ai, float[] b, int bj, int stride, float[] out, int o, int outStride) {
        var s00 = FloatVector.zero(S);
        var s01 = s00;
        var s02 = s00;
        var s03 = s00;
        var s10 = s00;
        var s11 = s00;
        var s12 = s00;
        var s13 = s00;
        for (int d = 0; d < stride; d += L) {
            var a0 = FloatVector.fromArray(S, a, ai + d);
            var a1 = FloatVector.fromArray(S, a, ai + stride + d);
            var b0 = FloatVector.fromArray(S, b, bj + d);
            var b1 = FloatVector.fromArray(S, b, bj + stride + d);
            var b2 = FloatVector.fromArray(S, b, bj + 2 * stride + d);
            var b3 = FloatVector.fromArray(S, b, bj + 3 * stride + d);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            s03 = a0.fma(b3, s03);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            s13 = a1.fma(b3, s13);
        }
        out[o] = sum(s00);
        out[o + 1] = sum(s01);
        out[o + 2] = sum(s02);
        out[o + 3] = sum(s03);
        out[o + outStride] = sum(s10);
        out[o + outStride + 1] = sum(s11);
        out[o + outStride + 2] = sum(s12);
        out[o + outStride + 3] = sum(s13);
    }

    private static void dots2x1(float[] a, int ai, float[] b, int bj, int stride, float[] out, int o, int outStride) {
        var s0 = FloatVector.zero(S);
        var s1 = s0;
        for (int d = 0; d < stride; d += L) {
            var bd = FloatVector.fromArray(S, b, bj + d);
            s0 = FloatVector.fromArray(S, a, ai + d).fma(bd, s0);
            s1 = FloatVector.fromArray(S, a, ai + stride + d).fma(bd, s1);
        }
        out[o] = sum(s0);
        out[o + outStride] = sum(s1);
    }

    private static float dot(float[] a, int ai, float[] b, int bj, int stride) {
        var sum = FloatVector.zero(S);
        for (int d = 0; d < stride; d += L) {
            sum = FloatVector.fromArray(S, a, ai + d).fma(FloatVector.fromArray(S, b, bj + d), sum);
        }
        return sum(sum);
    }

    /** Folds the lanes in halves: 2, 4, 8 or 16 of them. */
    private static float sum(FloatVector v) {
        FloatVector folded = v.add(v.rearrange(HALF));
        folded = L >= 4 ? folded.add(folded.rearrange(QUARTER)) : folded;
        folded = L >= 8 ? folded.add(folded.rearrange(EIGHTH)) : folded;
        folded = L >= 16 ? folded.add(folded.rearrange(SIXTEENTH)) : folded;
        return folded.lane(0);
    }

    /** Four rows of x into two sums at a time, so that a sum is loaded and stored once for four products. */
    @Override
    public void accumulate(
            float[] x, int row, int rows, float[] factors, int factorStride, int count, int stride, float[] sums) {
        int i = 0;
        for (; i + 4 <= rows; i += 4) {
            int xi = (row + i) * stride;
            int f = i * factorStride;
            int k = 0;
            for (; k + 2 <= count; k += 2) {
                accumulate4x2(x, xi, factors, f + k, factorStride, stride, sums, k * stride);
            }
            if (k < count) {
                accumulate4x1(x, xi, factors, f + k, factorStride, stride, sums, k * stride);
            }
        }
        for (; i < rows; i++) {
            for (int k = 0; k < count; k++) {
                axpy(factors[i * factorStride + k], x, (row + i) * stride, sums, k * stride, stride);
            }
        }
    }

    private static void accumulate4x2(
            float[] x, int xi, float[] factors, int f, int factorStride, int stride, float[] sums, int s) {
        var f00 = FloatVector.broadcast(S, factors[f]);
        var f01 = FloatVector.broadcast(S, factors[f + 1]);
        var f10 = FloatVector.broadcast(S, factors[f + factorStride]);
        var f11 = FloatVector.broadcast(S, factors[f + factorStride + 1]);
        var f20 = FloatVector.broadcast(S, factors[f + 2 * factorStride]);
        var f21 = FloatVector.broadcast(S, factors[f + 2 * factorStride + 1]);
        var f30 = FloatVector.broadcast(S, factors[f + 3 * factorStride]);
        var f31 = FloatVector.broadcast(S, factors[f + 3 * factorStride + 1]);
        for (int d = 0; d < stride; d += L) {
            var x0 = FloatVector.fromArray(S, x, xi + d);
            var x1 = FloatVector.fromArray(S, x, xi + stride + d);
            var x2 = FloatVector.fromArray(S, x, xi + 2 * stride + d);
            var x3 = FloatVector.fromArray(S, x, xi + 3 * stride + d);
            var s0 = FloatVector.fromArray(S, sums, s + d);
            var s1 = FloatVector.fromArray(S, sums, s + stride + d);
            s0 = x3.fma(f30, x2.fma(f20, x1.fma(f10, x0.fma(f00, s0))));
            s1 = x3.fma(f31, x2.fma(f21, x1.fma(f11, x0.fma(f01, s1))));
            s0.intoArray(sums, s + d);
            s1.intoArray(sums, s + stride + d);
        }
    }

    private static void accumulate4x1(
            float[] x, int xi, float[] factors, int f, int factorStride, int stride, float[] sums, int s) {
        var f0 = FloatVector.broadcast(S, factors[f]);
        var f1 = FloatVector.broadcast(S, factors[f + factorStride]);
        var f2 = FloatVector.broadcast(S, factors[f + 2 * factorStride]);
        var f3 = FloatVector.broadcast(S, factors[f + 3 * factorStride]);
        for (int d = 0; d < stride; d += L) {
            var sum = FloatVector.fromArray(S, sums, s + d);
            sum = FloatVector.fromArray(S, x, xi + d).fma(f0, sum);
            sum = FloatVector.fromArray(S, x, xi + stride + d).fma(f1, sum);
            sum = FloatVector.fromArray(S, x, xi + 2 * stride + d).fma(f2, sum);
            sum = FloatVector.fromArray(S, x, xi + 3 * stride + d).fma(f3, sum);
            sum.intoArray(sums, s + d);
        }
    }

    private static void axpy(float factor, float[] x, int xi, float[] y, int yi, int length) {
        for (int d = 0; d < length; d += L) {
            FloatVector.fromArray(S, x, xi + d)
                    .mul(factor)
                    .add(FloatVector.fromArray(S, y, yi + d))
                    .intoArray(y, yi + d);
        }
    }

    /** Four labels at a time, their sums in one register over all entries. */
    @Override
    public void sparseDots(
            float[] values, int[] columns, int from, int to, float[] b, int bAt, int bStride, float[] out, int outAt) {
        for (int k = 0; k < bStride; k += NARROW) {
            var sum = FloatVector.fromArray(N, out, outAt + k);
            for (int e = from; e < to; e++) {
                sum = FloatVector.fromArray(N, b, bAt + columns[e] * bStride + k)
                        .fma(FloatVector.broadcast(N, values[e]), sum);
            }
            sum.intoArray(out, outAt + k);
        }
    }

    @Override
    public void sparseAccumulate(
            float[] values,
            int[] columns,
            int from,
            int to,
            float[] row,
            int rowAt,
            int stride,
            float[] sums,
            int sumsAt) {
        for (int k = 0; k < stride; k += NARROW) {
            var factor = FloatVector.fromArray(N, row, rowAt + k);
            for (int e = from; e < to; e++) {
                int at = sumsAt + columns[e] * stride + k;
                FloatVector.fromArray(N, sums, at).add(factor.mul(values[e])).intoArray(sums, at);
            }
        }
    }

    @Override
    public float dot(float[] a, float[] b, int length) {
        var s0 = FloatVector.zero(S);
        var s1 = s0;
        int i = 0;
        for (; i + 2 * L <= length; i += 2 * L) {
            s0 = FloatVector.fromArray(S, a, i).fma(FloatVector.fromArray(S, b, i), s0);
            s1 = FloatVector.fromArray(S, a, i + L).fma(FloatVector.fromArray(S, b, i + L), s1);
        }
        float sum = sum(s0.add(s1));
        for (; i < length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Override
    public void axpy(float factor, float[] x, float[] y, int length) {
        int whole = length - length % L;
        axpy(factor, x, 0, y, 0, whole);
        for (int i = whole; i < length; i++) {
            y[i] += factor * x[i];
        }
    }
}
