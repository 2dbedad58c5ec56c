package org.insula.gesture;

import java.util.Arrays;
import org.insula.signal.SignalException;
import org.insula.signal.video.VideoFrames;
import org.insula.signal.video.VideoLimits;

/**
 * Which frames of a video are looked at, and the even steps that they are brought to. More than {@value #MOST_RATE} frames
 * a second are thinned out, since landmarks do not get better by them.
 */
final class FrameTimes {
    static final double MOST_RATE = 30;

    /** Up to ten minutes; a longer film is cut first. */
    static final VideoLimits LIMITS = new VideoLimits(1 << 24, 60_000, 600);

    /** Times are rounded in files; a frame this much early still counts. */
    private static final double GRACE = 0.85;

    private double[] seconds = new double[64];
    private int count;
    private int seen;

    FrameTimes() {}

    /** Decodes the frames but looks at none. */
    static FrameTimes of(byte[] content) {
        FrameTimes times = new FrameTimes();
        try (VideoFrames frames = VideoFrames.open(content, LIMITS)) {
            while (frames.next()) {
                times.take(frames.seconds());
            }
        }
        return times;
    }

    /** Whether the frame at this time is one to look at; times rise. */
    boolean take(double at) {
        seen++;
        if (count > 0 && at - seconds[count - 1] < GRACE / MOST_RATE) {
            return false;
        }
        if (count == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * count);
        }
        seconds[count++] = at;
        return true;
    }

    /** How many frames are looked at. */
    int count() {
        return count;
    }

    /** How many there are. */
    int seen() {
        return seen;
    }

    double seconds(int frame) {
        return seconds[frame];
    }

    /** The even rate: one over the median time between frames. At least two frames are needed. */
    double rateHz() {
        double[] steps = new double[count - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = seconds[i + 1] - seconds[i];
        }
        Arrays.sort(steps);
        double rate = 1 / steps[steps.length / 2];
        if (!(rate > 0 && rate < 1e6)) {
            throw new SignalException(
                    "The video's frames come at no rate that could be told; save it again at a steady frame rate.");
        }
        return rate;
    }

    /** How many even steps the frames span. */
    int steps() {
        return 1 + (int) Math.min(LIMITS.maxFrames(), Math.rint(seconds[count - 1] * rateHz()));
    }

    /** Whether frames come at the same distance but for rounding. */
    boolean isEven() {
        double step = 1 / rateHz();
        for (int i = 1; i < count; i++) {
            if (Math.abs(seconds[i] - seconds[i - 1] - step) > 0.25 * step) {
                return false;
            }
        }
        return true;
    }
}
