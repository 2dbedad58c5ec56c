package org.insula.teach;

/** Loops in Java alone: what {@link VectorKernels} must agree with. */
final class PlainKernels implements Kernels {
    @Override
    public void dots(float[] a, int aRow, int aRows, float[] b, int bRows, int stride, float[] out, int outStride) {
        for (int i = 0; i < aRows; i++) {
            for (int j = 0; j < bRows; j++) {
                float sum = 0;
                int ai = (aRow + i) * stride;
                int bj = j * stride;
                for (int d = 0; d < stride; d++) {
                    sum += a[ai + d] * b[bj + d];
                }
                out[i * outStride + j] = sum;
            }
        }
    }

    @Override
    public void accumulate(
            float[] x, int row, int rows, float[] factors, int factorStride, int count, int stride, float[] sums) {
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < count; k++) {
                float factor = factors[i * factorStride + k];
                int xi = (row + i) * stride;
                int sk = k * stride;
                for (int d = 0; d < stride; d++) {
                    sums[sk + d] += factor * x[xi + d];
                }
            }
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
        float sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Override
    public void axpy(float factor, float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] += factor * x[i];
        }
    }
}
