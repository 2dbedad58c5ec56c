package org.insula.movement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The values of one recording while it is read; a missing one is NaN until {@link #recording} fills it. */
final class Samples {
    private final String where;
    private final List<String> names;
    private final List<float[]> channels = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /** Samples of the recording at {@code where}, which starts a sentence, such as "'walk.csv'". */
    Samples(String where, List<String> names) {
        this.where = where;
        this.names = names;
    }

    /** The names of channels that have none. */
    static List<String> numbered(int channels) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= channels; i++) {
            names.add("channel " + i);
        }
        return names;
    }

    void remark(String remark) {
        if (!remarks.contains(remark)) {
            remarks.add(remark);
        }
    }

    /** Takes the next channel; all must have one length. */
    void channel(float[] values) {
        if (!channels.isEmpty() && channels.getFirst().length != values.length) {
            throw new MovementException(where + " has " + values.length + " steps in channel " + (channels.size() + 1)
                    + " and " + channels.getFirst().length
                    + " in the first; give every channel the same number of steps.");
        }
        channels.add(values);
    }

    /** What the field says: a finite number or NaN for a missing one; anything else is refused. */
    static float number(String field, String place) {
        String text = field.strip();
        if (isMissing(text)) {
            return Float.NaN;
        }
        if (isNumber(text)) {
            float value = Float.parseFloat(text);
            if (Float.isFinite(value)) {
                return value;
            }
        }
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        throw new MovementException(place + " is '" + shown
                + "', which is not a finite number; write numbers such as -1.5, and nothing or ? for a missing one.");
    }

    static boolean isMissing(String text) {
        return text.isEmpty()
                || text.equals("?")
                || text.equalsIgnoreCase("nan")
                || text.equalsIgnoreCase("na")
                || text.equalsIgnoreCase("null");
    }

    /** Whether it is a decimal number, which Java's own reading takes more widely. */
    static boolean isNumber(String text) {
        boolean digits = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            digits |= digit;
            if (!digit && c != '.' && c != '-' && c != '+' && !(digits && (c == 'e' || c == 'E'))) {
                return false;
            }
        }
        if (!digits) {
            return false;
        }
        try {
            double _ = Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Fills gaps, remarks on them and on channels that do not change. */
    Recording recording(OptionalDouble rateHz) {
        int length = channels.isEmpty() ? 0 : channels.getFirst().length;
        if (length < 2) {
            throw new MovementException(where + " has " + (length == 1 ? "one time step" : "no time steps")
                    + "; a movement needs at least two, record longer.");
        }
        float[] values = new float[channels.size() * length];
        for (int c = 0; c < channels.size(); c++) {
            float[] channel = channels.get(c);
            int filled = fill(channel, c);
            if (filled > 0) {
                remark("Filled " + filled + " missing values of '" + names.get(c)
                        + "' on straight lines between their neighbours.");
            }
            if (isConstant(channel)) {
                remark("'" + names.get(c) + "' does not change.");
            }
            System.arraycopy(channel, 0, values, c * length, length);
        }
        return new Recording(Series.of(channels.size(), length, values), rateHz, names, remarks);
    }

    private static boolean isConstant(float[] channel) {
        for (float value : channel) {
            if (value != channel[0]) {
                return false;
            }
        }
        return true;
    }

    /** Straight lines across gaps, the nearest value before the first and after the last; how many were filled. */
    private int fill(float[] channel, int number) {
        int filled = 0;
        int last = -1;
        for (int t = 0; t < channel.length; t++) {
            if (Float.isNaN(channel[t])) {
                filled++;
                continue;
            }
            for (int gap = last + 1; gap < t; gap++) {
                float share = (float) (gap - last) / (t - last);
                channel[gap] = last < 0 ? channel[t] : (1 - share) * channel[last] + share * channel[t];
            }
            last = t;
        }
        if (last < 0) {
            throw new MovementException(
                    where + " has no value at all in '" + names.get(number) + "'; leave the channel out or record it.");
        }
        Arrays.fill(channel, last + 1, channel.length, channel[last]);
        return filled;
    }
}
