package org.insula.signal.audio;

/**
 * Medians of a window that moves over many series at once, one in each lane.
 *
 * <p>Plan. The series is cut into blocks as long as the window. A window that begins inside a block is the end of that
 * block and the beginning of the next. For every end of a block its smallest values are kept sorted, made by inserting
 * one value after the other from behind; the beginning of the next block is kept sorted likewise as the window moves on.
 * With k = (length + 1) / 2 the median is the k-th smallest of two sorted lists A and B, counted from 1, and that is the
 * least over i of max(A[i], B[k - i]), where index 0 stands for something smaller than all. No list needs more than k
 * values. Every step does the same to all lanes, so the loops over lanes become vector instructions.
 *
 * <p>Values are non-negative integers; the bits of non-negative floats are in the same order as the floats. Not safe to
 * share between threads.
 */
final class RunningMedian {
    private final int length;
    private final int middle;
    private final int lanes;
    /** By how many values an end of a block has, then by rank. */
    private final int[][][] ends;

    private final int[][] beginning;
    private final int[] carried;

    RunningMedian(int length, int lanes) {
        this.length = length;
        this.middle = (length + 1) / 2;
        this.lanes = lanes;
        this.ends = new int[length + 1][][];
        for (int n = 0; n <= length; n++) {
            ends[n] = new int[Math.min(n, middle)][lanes];
        }
        this.beginning = new int[middle][lanes];
        this.carried = new int[lanes];
    }

    /**
     * Medians of windows around each value.
     *
     * @param values shape (count, lanes), count at least 1
     * @param medians receives shape (count, lanes)
     */
    void filter(int[][] values, int[][] medians) {
        int count = values.length;
        int reach = length / 2;
        for (int block = 0; block < count; block += length) {
            // The window of output i begins at value i - reach.
            sortEnds(values, block - reach);
            int filled = 0;
            for (int begun = 0; begun < length && block + begun < count; begun++) {
                if (begun > 0) {
                    System.arraycopy(at(values, block - reach + length + begun - 1), 0, carried, 0, lanes);
                    filled = insert(beginning, filled, beginning, carried);
                }
                select(ends[length - begun], beginning, filled, medians[block + begun]);
            }
        }
    }

    private void sortEnds(int[][] values, int first) {
        for (int n = 1; n <= length; n++) {
            System.arraycopy(at(values, first + length - n), 0, carried, 0, lanes);
            insert(ends[n - 1], ends[n - 1].length, ends[n], carried);
        }
    }

    /** The value at a place that may be outside. */
    private static int[] at(int[][] values, int place) {
        int period = 2 * values.length;
        int inside = Math.floorMod(place, period);
        return values[Math.min(inside, period - 1 - inside)];
    }

    /** Puts values into a sorted list of {@code size}; the answer is how many of the new list are kept. */
    private int insert(int[][] list, int size, int[][] target, int[] value) {
        for (int rank = 0; rank < size; rank++) {
            exchange(list[rank], value, target[rank]);
        }
        if (size == middle) {
            return size;
        }
        System.arraycopy(value, 0, target[size], 0, lanes);
        return size + 1;
    }

    private static void exchange(int[] old, int[] value, int[] smaller) {
        int count = value.length;
        for (int lane = 0; lane < count; lane++) {
            int a = old[lane];
            int b = value[lane];
            smaller[lane] = Math.min(a, b);
            value[lane] = Math.max(a, b);
        }
    }

    private void select(int[][] a, int[][] b, int bSize, int[] out) {
        int from = Math.max(0, middle - bSize);
        int to = Math.min(middle, a.length);
        boolean first = true;
        for (int i = from; i <= to; i++) {
            if (i == 0 || i == middle) {
                first = take(i == 0 ? b[middle - 1] : a[middle - 1], out, first);
            } else if (first) {
                larger(a[i - 1], b[middle - i - 1], out);
                first = false;
            } else {
                lesserOfLarger(a[i - 1], b[middle - i - 1], out);
            }
        }
    }

    private boolean take(int[] list, int[] out, boolean first) {
        if (first) {
            System.arraycopy(list, 0, out, 0, lanes);
        } else {
            lesser(list, out);
        }
        return false;
    }

    private static void lesser(int[] a, int[] out) {
        int count = out.length;
        for (int lane = 0; lane < count; lane++) {
            out[lane] = Math.min(out[lane], a[lane]);
        }
    }

    private static void larger(int[] a, int[] b, int[] out) {
        int count = out.length;
        for (int lane = 0; lane < count; lane++) {
            out[lane] = Math.max(a[lane], b[lane]);
        }
    }

    private static void lesserOfLarger(int[] a, int[] b, int[] out) {
        int count = out.length;
        for (int lane = 0; lane < count; lane++) {
            out[lane] = Math.min(out[lane], Math.max(a[lane], b[lane]));
        }
    }
}
