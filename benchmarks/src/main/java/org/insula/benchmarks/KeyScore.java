package org.insula.benchmarks;

import org.insula.music.Mode;
import org.insula.music.PitchClass;

/**
 * How near a key is to the annotated one, as mir_eval weighs it: 1 for the same, .5 for a fifth above it (not below), .3
 * for its relative, .2 for its parallel.
 */
final class KeyScore {
    private KeyScore() {}

    static double of(PitchClass tonic, Mode mode, PitchClass estimatedTonic, Mode estimatedMode) {
        int up = Math.floorMod(estimatedTonic.ordinal() - tonic.ordinal(), 12);
        if (mode == estimatedMode) {
            return up == 0 ? 1 : up == 7 ? 0.5 : 0;
        }
        int relative = mode == Mode.MAJOR ? 9 : 3;
        return up == relative ? 0.3 : up == 0 ? 0.2 : 0;
    }
}
