package org.insula.movement;

/** The 84 kernels of MiniRocket: length 9, weight 2 at three places and −1 at the other six, so that they sum to 0. */
final class MiniRocketKernels {
    static final int LENGTH = 9;
    static final int COUNT = 84;

    /** Shape (84, 3): the places of the weight 2, in lexicographic order. */
    private static final int[][] PLACES = places();

    private MiniRocketKernels() {}

    /** The {@code i}-th place, i from 0 to 2, that has weight 2; counted from the middle of the kernel, −4 to 4. */
    static int offset(int kernel, int i) {
        return PLACES[kernel][i] - LENGTH / 2;
    }

    private static int[][] places() {
        int[][] places = new int[COUNT][];
        int kernel = 0;
        for (int i = 0; i < LENGTH; i++) {
            for (int j = i + 1; j < LENGTH; j++) {
                for (int k = j + 1; k < LENGTH; k++) {
                    places[kernel++] = new int[] {i, j, k};
                }
            }
        }
        return places;
    }
}
