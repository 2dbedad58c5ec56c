package org.insula.music;

import java.util.Arrays;

/**
 * Which pitch classes sound in each of a row of spans, and which of them in the bass; from the keys that the network
 * hears, which frees it of overtones.
 */
final class SoundingClasses {
    private static final int CLASSES = 12;
    /** Below E3 a key counts fully as bass, from E4 on not at all. */
    private static final int BASS_FULL = 52;

    private static final int BASS_NONE = 64;
    /** Each key higher counts this much less for the bass: the lowest that sounds is meant. */
    private static final double BASS_FALL = 0.94;

    /** What the network says of keys that nobody plays. */
    private static final double FLOOR = 0.2;

    private final double[][] all;
    private final double[][] bass;

    private SoundingClasses(double[][] all, double[][] bass) {
        this.all = all;
        this.bass = bass;
    }

    /**
     * @param edges of the spans in frames of {@code evidence}, ascending; one more than there are spans
     */
    static SoundingClasses of(Evidence evidence, double[] edges) {
        int spans = edges.length - 1;
        double[][] all = new double[spans][CLASSES];
        double[][] bass = new double[spans][CLASSES];
        double[] keys = new double[Posteriorgram.KEYS];
        for (int s = 0; s < spans; s++) {
            meanKeys(evidence, edges[s], edges[s + 1], keys);
            sort(keys, all[s], bass[s]);
        }
        scale(all);
        scale(bass);
        return new SoundingClasses(all, bass);
    }

    private static void meanKeys(Evidence evidence, double from, double to, double[] keys) {
        Arrays.fill(keys, 0);
        int begin = Math.clamp(Math.round(from), 0, evidence.frames() - 1);
        int end = Math.clamp(Math.round(to), begin + 1, evidence.frames());
        for (int t = begin; t < end; t++) {
            int frame = evidence.heardFrame(t);
            for (int key = 0; key < keys.length; key++) {
                keys[key] += Math.max(0, evidence.heard().note(frame, key) - FLOOR) / (1 - FLOOR);
            }
        }
        for (int key = 0; key < keys.length; key++) {
            keys[key] /= end - begin;
        }
    }

    /** Octaves are brought together as chances: a class sounds unless all of its keys are silent. */
    private static void sort(double[] keys, double[] all, double[] bass) {
        double[] silent = new double[CLASSES];
        Arrays.fill(silent, 1);
        for (int key = 0; key < keys.length; key++) {
            int midi = key + Posteriorgram.LOWEST_MIDI;
            silent[midi % CLASSES] *= 1 - keys[key];
            double low = Math.clamp((double) (BASS_NONE - midi) / (BASS_NONE - BASS_FULL), 0, 1);
            bass[midi % CLASSES] += keys[key] * keys[key] * low * Math.pow(BASS_FALL, key);
        }
        for (int c = 0; c < CLASSES; c++) {
            all[c] = 1 - silent[c];
        }
    }

    /** So that what sounds clearly in this recording counts as 1. */
    private static void scale(double[][] spans) {
        double[] largest = Arrays.stream(spans)
                .mapToDouble(span -> Arrays.stream(span).max().orElse(0))
                .sorted()
                .toArray();
        double clear = largest.length == 0 ? 1 : Math.max(1e-6, largest[largest.length * 3 / 4]);
        for (double[] span : spans) {
            for (int c = 0; c < CLASSES; c++) {
                span[c] = Math.min(1, span[c] / clear);
            }
        }
    }

    /** How much each class sounds in all spans together, which lie between {@code edges}. */
    double[] total(double[] edges) {
        double[] total = new double[CLASSES];
        for (int s = 0; s < all.length; s++) {
            for (int c = 0; c < CLASSES; c++) {
                total[c] += all[s][c] * (edges[s + 1] - edges[s]);
            }
        }
        return total;
    }

    int spans() {
        return all.length;
    }

    /** How clearly each class sounds, 0 to 1. */
    double[] all(int span) {
        return all[span];
    }

    /** How clearly each class sounds in the bass, 0 to 1. */
    double[] bass(int span) {
        return bass[span];
    }
}
