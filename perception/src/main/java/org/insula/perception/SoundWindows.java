package org.insula.perception;

/**
 * How a long recording is cut into windows.
 *
 * @param lengthSeconds of a window, 0.1 to 60
 * @param hopSeconds from the start of one window to the start of the next, 0.05 to 60
 * @param rangeDb how far the loudest moment of a window may lie below that of the recording before the window counts as
 *     silent, positive
 */
public record SoundWindows(double lengthSeconds, double hopSeconds, double rangeDb) {
    public SoundWindows {
        require(lengthSeconds >= 0.1 && lengthSeconds <= 60, "length", lengthSeconds, "0.1 to 60 seconds");
        require(hopSeconds >= 0.05 && hopSeconds <= 60, "hop", hopSeconds, "0.05 to 60 seconds");
        require(rangeDb > 0 && rangeDb <= 120, "range", rangeDb, "above 0 and up to 120 dB");
    }

    /** Windows of one second, two of them a second, down to 40 dB below the loudest moment. */
    public static SoundWindows standard() {
        return new SoundWindows(1, 0.5, 40);
    }

    private static void require(boolean holds, String name, double value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("The " + name + " of a window is " + value + "; give " + expected + ".");
        }
    }
}
