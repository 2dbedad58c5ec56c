package org.insula.host;

/**
 * How a live stream is listened to.
 *
 * @param windowSeconds how much of the stream each answer is about, 0.1 to 60
 * @param hopSeconds from one answer to the next, 0.05 up to the length of a window
 * @param trigger when answers count as an event
 */
public record ListenOptions(double windowSeconds, double hopSeconds, TriggerOptions trigger) {
    public ListenOptions {
        require(windowSeconds >= 0.1 && windowSeconds <= 60, "window", windowSeconds, "0.1 to 60 seconds");
        require(
                hopSeconds >= 0.05 && hopSeconds <= windowSeconds,
                "hop",
                hopSeconds,
                "0.05 seconds up to the length of a window, " + windowSeconds);
    }

    /** Four answers a second, each about the last second and a half, three of them averaged. */
    public static ListenOptions standard() {
        return new ListenOptions(1.5, 0.25, new TriggerOptions(3, 0.6, 0.3, 1));
    }

    private static void require(boolean holds, String name, double value, String expected) {
        if (!holds) {
            throw new HostException(
                    HostException.Reason.BAD_INPUT,
                    "The " + name + " of a live stream is " + value + " s; give " + expected + ".");
        }
    }
}
