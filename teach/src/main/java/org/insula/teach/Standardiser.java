package org.insula.teach;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.insula.embedding.Encoder;

/**
 * Centres each dimension and divides it by its standard deviation, then scales each block so that its total variance
 * is 1, however many dimensions it has.
 *
 * <p>A few examples give poor deviations, so each variance is taken as if five more examples had shown the block's mean
 * variance. Held out, with 5 examples of each of 10 spoken digits, that lifts accuracy from 0.78 to 0.83; with 20, or on
 * faces and texts, it changes little.
 *
 * <p>A deviation is never taken as less than a tenth of the block's median one, so that dimensions which hardly ever
 * move (a network's sparse units) are not blown up; a constant dimension becomes 0.
 *
 * @param mean shape (dimensions,)
 * @param scale shape (dimensions,), what a centred value is multiplied by
 */
record Standardiser(float[] mean, float[] scale) {
    private static final double FLOOR = 0.1;
    private static final double LARGEST = 1e6;
    private static final double ALIKE = 5;

    /**
     * Learns from rows of {@code design}, shape (rows, stride), whose padding is ignored.
     *
     * @param seen the names of the blocks to keep; all others become 0
     */
    static Standardiser fit(float[] rows, int count, int stride, List<Encoder.Block> blocks, Set<String> seen) {
        int dimensions = blocks.stream().mapToInt(Encoder.Block::size).sum();
        double[] mean = mean(rows, count, stride, dimensions);
        double[] deviation = deviation(rows, count, stride, mean);
        var standardiser = new Standardiser(new float[dimensions], new float[dimensions]);
        for (int d = 0; d < dimensions; d++) {
            standardiser.mean[d] = (float) mean[d];
        }
        int from = 0;
        for (Encoder.Block block : blocks) {
            shrink(deviation, from, from + block.size(), count);
            if (seen.contains(block.name())) {
                standardiser.scaleBlock(deviation, from, from + block.size());
            }
            from += block.size();
        }
        return standardiser;
    }

    private static double[] mean(float[] rows, int count, int stride, int dimensions) {
        double[] mean = new double[dimensions];
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < dimensions; d++) {
                mean[d] += rows[i * stride + d];
            }
        }
        for (int d = 0; d < dimensions; d++) {
            mean[d] /= Math.max(1, count);
        }
        return mean;
    }

    private static double[] deviation(float[] rows, int count, int stride, double[] mean) {
        double[] deviation = new double[mean.length];
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < mean.length; d++) {
                double away = rows[i * stride + d] - mean[d];
                deviation[d] += away * away;
            }
        }
        for (int d = 0; d < mean.length; d++) {
            double noise = 1e-6 * Math.abs(mean[d]); // below float precision a constant only looks as if it moved
            double found = Math.sqrt(deviation[d] / Math.max(1, count));
            deviation[d] = found > noise ? found : 0;
        }
        return deviation;
    }

    /** Mixes each moving dimension's variance with the block's mean one. */
    private static void shrink(double[] deviation, int from, int to, int count) {
        double mean = Arrays.stream(deviation, from, to)
                .filter(v -> v > 0)
                .map(v -> v * v)
                .average()
                .orElse(0);
        for (int d = from; d < to; d++) {
            double variance = deviation[d] * deviation[d];
            deviation[d] = variance > 0 ? Math.sqrt((count * variance + ALIKE * mean) / (count + ALIKE)) : 0;
        }
    }

    private void scaleBlock(double[] deviation, int from, int to) {
        double[] moving =
                Arrays.stream(deviation, from, to).filter(v -> v > 0).sorted().toArray();
        double floor = moving.length == 0 ? 0 : FLOOR * moving[moving.length / 2];
        double variance = 0;
        for (int d = from; d < to; d++) {
            double ratio = deviation[d] > 0 ? deviation[d] / Math.max(deviation[d], floor) : 0;
            variance += ratio * ratio;
        }
        for (int d = from; d < to; d++) {
            double divisor = Math.max(deviation[d], floor) * Math.sqrt(variance);
            float scaled = deviation[d] > 0 ? (float) (1 / divisor) : 0;
            scale[d] = Float.isFinite(scaled) ? scaled : 0;
        }
    }

    /** Standardises one row of {@code from} into {@code to}, clipped to ±10⁶ so that nothing can overflow later. */
    void apply(float[] from, int fromAt, float[] to, int toAt) {
        for (int d = 0; d < mean.length; d++) {
            double z = ((double) from[fromAt + d] - mean[d]) * scale[d];
            to[toAt + d] = (float) Math.clamp(z, -LARGEST, LARGEST);
        }
    }
}
