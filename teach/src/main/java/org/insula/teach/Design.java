package org.insula.teach;

/**
 * Prepared examples, one row each: a dense part, padded, and a sparse part in compressed rows. The arrays are shared,
 * not copied; nothing writes to them after construction.
 *
 * @param rows how many examples
 * @param stride the padded length of a dense row, a multiple of {@link Kernels#LANES}
 * @param dense shape (rows, stride)
 * @param offsets shape (rows + 1,), where each row's sparse entries begin
 * @param columns the columns of the sparse entries, below {@code vocabulary}
 * @param values the values of the sparse entries
 * @param vocabulary how many sparse columns there are, 0 for none
 */
record Design(int rows, int stride, float[] dense, int[] offsets, int[] columns, float[] values, int vocabulary) {
    static Design dense(int rows, int stride, float[] dense) {
        return new Design(rows, stride, dense, new int[rows + 1], new int[0], new float[0], 0);
    }

    /** The rows with the given numbers, copied. */
    Design pick(int[] picked) {
        float[] denseRows = new float[picked.length * stride];
        int[] starts = new int[picked.length + 1];
        for (int i = 0; i < picked.length; i++) {
            System.arraycopy(dense, picked[i] * stride, denseRows, i * stride, stride);
            starts[i + 1] = starts[i] + offsets[picked[i] + 1] - offsets[picked[i]];
        }
        int[] columnRows = new int[starts[picked.length]];
        float[] valueRows = new float[starts[picked.length]];
        for (int i = 0; i < picked.length; i++) {
            System.arraycopy(columns, offsets[picked[i]], columnRows, starts[i], starts[i + 1] - starts[i]);
            System.arraycopy(values, offsets[picked[i]], valueRows, starts[i], starts[i + 1] - starts[i]);
        }
        return new Design(picked.length, stride, denseRows, starts, columnRows, valueRows, vocabulary);
    }
}
