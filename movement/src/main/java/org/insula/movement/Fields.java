package org.insula.movement;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Pieces of a line. */
final class Fields {
    private Fields() {}

    /** All pieces, empty ones too. */
    static List<String> split(String line, char separator) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, from)) {
            pieces.add(line.substring(from, at));
            from = at + 1;
        }
        pieces.add(line.substring(from));
        return pieces;
    }

    /** Comma-separated numbers, NaN where one is missing. */
    static float[] numbers(String text, SeriesLimits limits, String where) {
        List<String> pieces = split(text, ',');
        if (pieces.size() > limits.maxSteps()) {
            throw new MovementException(where + " has " + pieces.size() + " steps, at most " + limits.maxSteps()
                    + " are read of one recording; cut it into shorter ones.");
        }
        float[] values = new float[pieces.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Samples.number(pieces.get(i), where + ", step " + (i + 1));
        }
        return values;
    }

    /** At most six digits of it, for a message. */
    static String shown(double number) {
        if (!(Math.abs(number) < 1e15)) {
            return String.valueOf(number);
        }
        return new BigDecimal(number)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** At most 40 characters of it, for a message. */
    static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
