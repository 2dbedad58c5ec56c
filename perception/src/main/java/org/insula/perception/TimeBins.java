package org.insula.perception;

/**
 * Rows of any number made into a fixed number of rows by means under triangles that overlap by half, so that slow and
 * fast takes of one sound look alike.
 */
final class TimeBins {
    private TimeBins() {}

    /**
     * Averages rows.
     *
     * @param rows shape (count, width), at least one row
     * @param bins how many rows to make
     * @return shape (bins, width)
     */
    static float[] of(float[] rows, int width, int bins) {
        int count = rows.length / width;
        float[] averaged = new float[bins * width];
        double step = Math.max(1, (double) count / bins);
        for (int b = 0; b < bins; b++) {
            double centre = (b + 0.5) * count / bins;
            double total = 0;
            for (int t = Math.max(0, (int) (centre - step - 0.5)); t < count && t + 0.5 < centre + step; t++) {
                double weight = 1 - Math.abs(t + 0.5 - centre) / step;
                if (weight > 0) {
                    total += weight;
                    addRow(rows, t * width, (float) weight, averaged, b * width, width);
                }
            }
            for (int i = b * width; i < (b + 1) * width; i++) {
                averaged[i] /= (float) total;
            }
        }
        return averaged;
    }

    private static void addRow(float[] rows, int at, float weight, float[] sum, int to, int width) {
        for (int i = 0; i < width; i++) {
            sum[to + i] += weight * rows[at + i];
        }
    }
}
