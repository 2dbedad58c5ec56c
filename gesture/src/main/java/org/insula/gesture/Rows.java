package org.insula.gesture;

import java.util.Arrays;

/** Small helps for rows of numbers in which NaN is missing. */
final class Rows {
    private Rows() {}

    static float[] missing(int channels) {
        float[] row = new float[channels];
        Arrays.fill(row, Float.NaN);
        return row;
    }

    /** Of those that are not missing, the lower of two; NaN if all are. */
    static double median(float[][] rows, int channel) {
        float[] known = new float[rows.length];
        int count = 0;
        for (float[] row : rows) {
            if (!Float.isNaN(row[channel])) {
                known[count++] = row[channel];
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        Arrays.sort(known, 0, count);
        return known[(count - 1) / 2];
    }

    static int known(float[][] rows, int channel) {
        int count = 0;
        for (float[] row : rows) {
            count += Float.isNaN(row[channel]) ? 0 : 1;
        }
        return count;
    }

    static void fill(float[][] rows, int channel, float value) {
        for (float[] row : rows) {
            row[channel] = value;
        }
    }
}
