package org.insula.music;

/**
 * How far each key is bent: where within 25 thirds of a semitone around it the pitch contour, weighted by a bell that
 * favours what lies near, is highest.
 */
final class Bends {
    private static final int BINS = 264;
    private static final int TOLERANCE = 25;
    private static final double DEVIATION = 5;
    private static final double[] BELL = bell();

    private Bends() {}

    /**
     * @param contour shape (…, 264)
     * @param first frame of the contour to look at
     * @param frames how many
     * @param bends receives shape (frames, 88) from {@code at} on
     */
    static void find(float[] contour, int first, int frames, byte[] bends, int at) {
        for (int frame = 0; frame < frames; frame++) {
            int row = (first + frame) * BINS;
            for (int key = 0; key < Posteriorgram.KEYS; key++) {
                bends[at + frame * Posteriorgram.KEYS + key] = (byte) highest(contour, row, 3 * key);
            }
        }
    }

    private static int highest(float[] contour, int row, int bin) {
        int from = Math.max(0, bin - TOLERANCE);
        int to = Math.min(BINS, bin + TOLERANCE + 1);
        int best = from;
        double most = -1;
        for (int i = from; i < to; i++) {
            double weighted = contour[row + i] * BELL[i - bin + TOLERANCE];
            if (weighted > most) {
                most = weighted;
                best = i;
            }
        }
        return best - bin;
    }

    private static double[] bell() {
        double[] bell = new double[2 * TOLERANCE + 1];
        for (int i = 0; i < bell.length; i++) {
            double distance = (i - TOLERANCE) / DEVIATION;
            bell[i] = Math.exp(-distance * distance / 2);
        }
        return bell;
    }
}
