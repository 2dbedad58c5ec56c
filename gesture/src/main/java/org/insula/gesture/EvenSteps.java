package org.insula.gesture;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.insula.movement.Recording;
import org.insula.movement.Series;

/** Brings rows of uneven times and with gaps to even steps: on straight lines between neighbours, held at the ends. */
final class EvenSteps {
    private EvenSteps() {}

    /**
     * @param rows shape (frames, channels); NaN is missing, no channel is missing throughout
     * @param speeds channels that are given once more as their change in a quarter of a second, behind all others
     * @param remarks on what was seen
     */
    static Recording recording(FrameTimes times, float[][] rows, int[] speeds, List<String> remarks) {
        int channels = rows[0].length + speeds.length;
        int steps = times.steps();
        float[] values = new float[channels * steps];
        for (int channel = 0; channel < rows[0].length; channel++) {
            fill(times, rows, channel, values, channel * steps, steps);
        }
        for (int i = 0; i < speeds.length; i++) {
            speed(values, speeds[i] * steps, (rows[0].length + i) * steps, steps, times.rateHz() / 4);
        }
        List<String> names = new ArrayList<>();
        for (int channel = 1; channel <= channels; channel++) {
            names.add("channel " + channel);
        }
        return new Recording(Series.of(channels, steps, values), OptionalDouble.of(times.rateHz()), names, remarks);
    }

    private static void fill(FrameTimes times, float[][] rows, int channel, float[] values, int at, int steps) {
        int before = -1;
        int after = next(rows, channel, 0);
        for (int step = 0; step < steps; step++) {
            double time = step / times.rateHz();
            while (after < rows.length && times.seconds(after) <= time) {
                before = after;
                after = next(rows, channel, after + 1);
            }
            if (before < 0) {
                values[at + step] = rows[after][channel];
            } else if (after == rows.length) {
                values[at + step] = rows[before][channel];
            } else {
                double share = (time - times.seconds(before)) / (times.seconds(after) - times.seconds(before));
                values[at + step] = (float) ((1 - share) * rows[before][channel] + share * rows[after][channel]);
            }
        }
    }

    /** The change from the step before to the step behind, each way as far as there is one. */
    private static void speed(float[] values, int from, int to, int steps, double quarters) {
        for (int t = 0; t < steps; t++) {
            int before = Math.max(0, t - 1);
            int behind = Math.min(steps - 1, t + 1);
            double change = values[from + behind] - values[from + before];
            values[to + t] = behind == before ? 0 : (float) (change / (behind - before) * quarters);
        }
    }

    private static int next(float[][] rows, int channel, int from) {
        int frame = from;
        while (frame < rows.length && Float.isNaN(rows[frame][channel])) {
            frame++;
        }
        return frame;
    }
}
