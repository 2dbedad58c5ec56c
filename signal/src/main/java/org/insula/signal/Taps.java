package org.insula.signal;

import org.insula.signal.Sampling.Edge;

/**
 * Along one axis, which pixels each result draws on and how much of each. A result that covers more than a pixel takes
 * each pixel by the length it covers (an area mean); one that covers less lies between two pixels (linear).
 */
final class Taps {
    /** Result {@code i} uses the taps from {@code start[i]} to {@code start[i + 1]}. */
    final int[] start;
    /** The pixel of each tap. */
    final int[] index;
    /** Its weight; the weights of a result add to one, or less where black takes part. */
    final float[] weight;

    private final int extent;
    private final Edge edge;
    private int count;

    /**
     * Plans one axis.
     *
     * @param size how many results
     * @param begin where the first begins, in pixels
     * @param step how far each reaches, in pixels
     * @param extent how many pixels there are
     */
    Taps(int size, double begin, double step, int extent, Edge edge) {
        int most = step > 1 ? (int) Math.min(Math.ceil(step) + 1, extent) + 2 : 2;
        this.start = new int[size + 1];
        this.index = new int[Math.multiplyExact(size, most)];
        this.weight = new float[index.length];
        this.extent = extent;
        this.edge = edge;
        for (int i = 0; i < size; i++) {
            if (step > 1) {
                cover(begin + i * step, begin + (i + 1) * step);
            } else {
                between(begin + (i + 0.5) * step);
            }
            start[i + 1] = count;
        }
    }

    /** The first pixel that any result uses. */
    int first() {
        return count == 0 ? 0 : index[0];
    }

    /** One past the last pixel that any result uses. */
    int past() {
        return count == 0 ? 0 : index[count - 1] + 1;
    }

    private void cover(double from, double to) {
        double length = to - from;
        double before = Math.max(0, Math.min(to, 0) - from);
        double after = Math.max(0, to - Math.max(from, extent));
        if (edge == Edge.REPLICATE && before > 0) {
            add(0, before / length);
        }
        int last = (int) Math.min(extent, Math.ceil(to));
        for (int i = (int) Math.max(0, Math.floor(from)); i < last; i++) {
            add(i, (Math.min(to, i + 1) - Math.max(from, i)) / length);
        }
        if (edge == Edge.REPLICATE && after > 0) {
            add(extent - 1, after / length);
        }
    }

    private void between(double position) {
        if (edge == Edge.BLACK && (position < 0 || position >= extent)) {
            return;
        }
        double p = Math.max(0, Math.min(extent - 1, position - 0.5)); // pixel middles lie at halves
        int floor = (int) p;
        add(floor, 1 - (p - floor));
        if (floor + 1 < extent) {
            add(floor + 1, p - floor);
        }
    }

    private void add(int pixel, double share) {
        index[count] = pixel;
        weight[count++] = (float) share;
    }
}
