package org.insula.music;

/**
 * What is heard on a pulse and on the quarters between two: how much begins, how much of it in the bass, and on the
 * pulses how likely the harmony changes; each sorted into a few levels.
 */
final class Grid {
    static final int PARTS = 4;
    static final int FEATURES = 3;
    static final int LEVELS = 5;
    /** How far from its place something may begin, as a part of the pulse. */
    private static final double REACH = 0.1;

    private static final double[][] EDGES = {
        {0.12, 0.25, 0.45, 0.70}, {0.10, 0.25, 0.45, 0.70}, {0.05, 0.20, 0.50, 0.85}
    };

    private final byte[][] levels;
    private final double[] changes;

    /**
     * @param pulses in frames
     * @param onsets 0 to 1
     * @param bassOnsets 0 to 1
     * @param changes chance that the harmony changes on each pulse
     */
    Grid(double[] pulses, float[] onsets, float[] bassOnsets, double[] changes) {
        this.changes = changes.clone();
        int n = places(pulses.length);
        levels = new byte[n][FEATURES];
        for (int g = 0; g < n; g++) {
            int pulse = Math.min(g / PARTS, pulses.length - 2);
            double length = pulses[pulse + 1] - pulses[pulse];
            double at = pulses[pulse] + length * (g - pulse * PARTS) / PARTS;
            int reach = (int) Math.max(1, Math.round(REACH * length));
            levels[g][0] = level(0, most(onsets, at, reach));
            levels[g][1] = level(1, most(bassOnsets, at, reach));
            levels[g][2] = g % PARTS == 0 ? level(2, changes[g / PARTS]) : -1;
        }
    }

    /** How many places a row of pulses has. */
    static int places(int pulses) {
        return (pulses - 1) * PARTS + 1;
    }

    private static double most(float[] series, double at, int reach) {
        int centre = (int) Math.round(at);
        double most = 0;
        for (int t = Math.max(0, centre - reach); t <= Math.min(series.length - 1, centre + reach); t++) {
            most = Math.max(most, series[t]);
        }
        return most;
    }

    private static byte level(int feature, double value) {
        byte level = 0;
        for (double edge : EDGES[feature]) {
            level += (byte) (value >= edge ? 1 : 0);
        }
        return level;
    }

    /** How far changes of harmony come again after one and after two spans of so many places, -1 to 1. */
    double harmonicRhythm(int span) {
        return span % PARTS > 0 ? 0 : (correlation(span / PARTS) + correlation(2 * span / PARTS)) / 2;
    }

    private double correlation(int lag) {
        double mean = 0;
        for (double change : changes) {
            mean += change / changes.length;
        }
        double product = 0;
        double power = 1e-9;
        for (int i = 0; i < changes.length; i++) {
            power += (changes[i] - mean) * (changes[i] - mean) / changes.length;
            product += i < lag ? 0 : (changes[i] - mean) * (changes[i - lag] - mean) / (changes.length - lag);
        }
        return product / power;
    }

    int size() {
        return levels.length;
    }

    /** The level of a feature at a place, 0 to 4; -1 where it is not observed. */
    int level(int place, int feature) {
        return levels[place][feature];
    }
}
