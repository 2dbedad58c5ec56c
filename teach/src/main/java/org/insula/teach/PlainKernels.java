package org.insula.teach;

/**
 * Loops in Java alone, with several independent sums at a time so that a processor can work on all of them at once. They
 * need no warm-up of their own, so a short command is done with them before the Vector API would be compiled.
 */
final class PlainKernels implements Kernels {
    /** Blocks of two rows of a by four rows of b; what is left over goes one by one. */
    @Override
    public void dots(float[] a, int aRow, int aRows, float[] b, int bRows, int stride, float[] out, int outStride) {
        int i = 0;
        for (; i + 2 <= aRows; i += 2) {
            int j = 0;
            for (; j + 4 <= bRows; j += 4) {
                dots2x4(a, (aRow + i) * stride, b, j * stride, stride, out, i * outStride + j, outStride);
            }
            for (; j < bRows; j++) {
                out[i * outStride + j] = dot(a, (aRow + i) * stride, b, j * stride, stride);
                out[(i + 1) * outStride + j] = dot(a, (aRow + i + 1) * stride, b, j * stride, stride);
            }
        }
        for (int j = 0; i < aRows && j < bRows; j++) {
            out[i * outStride + j] = dot(a, (aRow + i) * stride, b, j * stride, stride);
        }
    }

    private static void dots2x4(float[] a, int ai, float[] b, int bj, int stride, float[] out, int o, int outStride) {
        float s00 = 0;
        float s01 = 0;
        float s02 = 0;
        float s03 = 0;
        float s10 = 0;
        float s11 = 0;
        float s12 = 0;
        float s13 = 0;
        for (int d = 0; d < stride; d++) {
            float a0 = a[ai + d];
            float a1 = a[ai + stride + d];
            float b0 = b[bj + d];
            float b1 = b[bj + stride + d];
            float b2 = b[bj + 2 * stride + d];
            float b3 = b[bj + 3 * stride + d];
            s00 += a0 * b0;
            s01 += a0 * b1;
            s02 += a0 * b2;
            s03 += a0 * b3;
            s10 += a1 * b0;
            s11 += a1 * b1;
            s12 += a1 * b2;
            s13 += a1 * b3;
        }
        out[o] = s00;
        out[o + 1] = s01;
        out[o + 2] = s02;
        out[o + 3] = s03;
        out[o + outStride] = s10;
        out[o + outStride + 1] = s11;
        out[o + outStride + 2] = s12;
        out[o + outStride + 3] = s13;
    }

    private static float dot(float[] a, int ai, float[] b, int bj, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int whole = length - length % 4;
        for (int d = 0; d < whole; d += 4) {
            s0 += a[ai + d] * b[bj + d];
            s1 += a[ai + d + 1] * b[bj + d + 1];
            s2 += a[ai + d + 2] * b[bj + d + 2];
            s3 += a[ai + d + 3] * b[bj + d + 3];
        }
        for (int d = whole; d < length; d++) {
            s0 += a[ai + d] * b[bj + d];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Four rows of x into one sum at a time, so that a sum is loaded and stored once for four products. */
    @Override
    public void accumulate(
            float[] x, int row, int rows, float[] factors, int factorStride, int count, int stride, float[] sums) {
        int i = 0;
        for (; i + 4 <= rows; i += 4) {
            for (int k = 0; k < count; k++) {
                accumulate4(
                        x, (row + i) * stride, factors, i * factorStride + k, factorStride, stride, sums, k * stride);
            }
        }
        for (; i < rows; i++) {
            for (int k = 0; k < count; k++) {
                float factor = factors[i * factorStride + k];
                for (int d = 0; d < stride; d++) {
                    sums[k * stride + d] += factor * x[(row + i) * stride + d];
                }
            }
        }
    }

    private static void accumulate4(
            float[] x, int xi, float[] factors, int f, int factorStride, int stride, float[] sums, int s) {
        float f0 = factors[f];
        float f1 = factors[f + factorStride];
        float f2 = factors[f + 2 * factorStride];
        float f3 = factors[f + 3 * factorStride];
        for (int d = 0; d < stride; d++) {
            float pair = f0 * x[xi + d] + f1 * x[xi + stride + d];
            float other = f2 * x[xi + 2 * stride + d] + f3 * x[xi + 3 * stride + d];
            sums[s + d] += pair + other;
        }
    }

    @Override
    public void sparseDots(
            float[] values, int[] columns, int from, int to, float[] b, int bAt, int bStride, float[] out, int outAt) {
        for (int e = from; e < to; e++) {
            for (int k = 0; k < bStride; k++) {
                out[outAt + k] += values[e] * b[bAt + columns[e] * bStride + k];
            }
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
        for (int e = from; e < to; e++) {
            for (int k = 0; k < stride; k++) {
                sums[sumsAt + columns[e] * stride + k] += values[e] * row[rowAt + k];
            }
        }
    }

    @Override
    public float dot(float[] a, float[] b, int length) {
        return dot(a, 0, b, 0, length);
    }

    @Override
    public void axpy(float factor, float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] += factor * x[i];
        }
    }
}
