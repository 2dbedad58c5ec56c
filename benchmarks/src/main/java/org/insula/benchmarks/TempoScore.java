package org.insula.benchmarks;

/** Whether a tempo is right within four per cent. */
final class TempoScore {
    private static final double TOLERANCE = 0.04;
    private static final double[] LEVELS = {1, 2, 3, 1.0 / 2, 1.0 / 3};

    private TempoScore() {}

    /** Accuracy 1: at the annotated level. */
    static boolean right(double reference, double estimated) {
        return Math.abs(estimated - reference) <= TOLERANCE * reference;
    }

    /** Accuracy 2: at the annotated level, or at two or three times it, or at a half or a third. */
    static boolean rightAtAnyLevel(double reference, double estimated) {
        for (double level : LEVELS) {
            if (right(level * reference, estimated)) {
                return true;
            }
        }
        return false;
    }
}
