package org.insula.movement;

/**
 * How much is read at most, so that a hostile or mistaken file cannot fill the memory.
 *
 * @param maxBytes of one file
 * @param maxSteps of one recording
 * @param maxChannels of one recording
 * @param maxRecordings in one file
 */
public record SeriesLimits(long maxBytes, int maxSteps, int maxChannels, int maxRecordings) {
    public SeriesLimits {
        if (maxBytes < 1 || maxSteps < 2 || maxChannels < 1 || maxRecordings < 1) {
            throw new MovementException("The limits " + maxBytes + " bytes, " + maxSteps + " steps, " + maxChannels
                    + " channels, " + maxRecordings + " recordings read nothing; give at least 1, 2, 1 and 1.");
        }
    }

    /** 64 MiB, 500,000 steps, 1,000 channels, 100,000 recordings. */
    public static SeriesLimits standard() {
        return new SeriesLimits(64L << 20, 500_000, 1_000, 100_000);
    }
}
