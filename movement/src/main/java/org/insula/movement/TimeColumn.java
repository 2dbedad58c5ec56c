package org.insula.movement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The column of a table that tells the time, if one does, and what follows from it.
 *
 * @param column its number from 0, −1 if there is none
 * @param times of each row in the unit of the file, ascending; empty if there is no column or its steps are even
 * @param step of the even grid that rows are brought to, in the unit of the file
 */
record TimeColumn(int column, double[] times, double step, OptionalDouble rateHz, List<String> remarks) {
    private static final Set<String> NAMES = Set.of(
            "time",
            "t",
            "timestamp",
            "timestamps",
            "seconds",
            "sec",
            "s",
            "ms",
            "millis",
            "milliseconds",
            "us",
            "microseconds",
            "ns",
            "nanoseconds",
            "elapsed",
            "time s",
            "time sec",
            "time seconds",
            "time ms",
            "time millis",
            "time us",
            "time ns",
            "timestamp s",
            "timestamp ms",
            "timestamp us",
            "timestamp ns",
            "seconds elapsed",
            "elapsed s",
            "elapsed ms",
            "zeit",
            "zeit s",
            "zeit ms");

    /** How far a row may lie from the even grid, as a share of a step, before rows are brought to it. */
    private static final double JITTER = 0.1;

    static TimeColumn find(String file, List<String> header, double[][] columns) {
        for (int i = 0; i < header.size(); i++) {
            if (NAMES.contains(plain(header.get(i)))) {
                return of(file, i, plain(header.get(i)), columns[i]);
            }
        }
        if (header.isEmpty() && columns.length > 1 && columns[0].length > 2 && risesEvenly(columns[0])) {
            return of(file, 0, "", columns[0]);
        }
        return new TimeColumn(-1, new double[0], 1, OptionalDouble.empty(), List.of());
    }

    /** Lower case, words apart, brackets gone: "Time (ms)" is "time ms". */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", " ").strip();
    }

    private static boolean risesEvenly(double[] times) {
        double step = (times[times.length - 1] - times[0]) / (times.length - 1);
        for (int i = 1; i < times.length; i++) {
            double own = times[i] - times[i - 1];
            if (!(own > 0 && Math.abs(own - step) <= 0.01 * step)) {
                return false;
            }
        }
        return true;
    }

    private static TimeColumn of(String file, int column, String name, double[] times) {
        List<String> remarks = new ArrayList<>();
        if (times.length < 2) {
            return new TimeColumn(column, new double[0], 1, OptionalDouble.empty(), remarks);
        }
        double step = usualStep(file, times);
        double perSecond = unitsPerSecond(name, step);
        OptionalDouble rate = OptionalDouble.empty();
        if (perSecond > 0 && perSecond / step < 1e9) {
            rate = OptionalDouble.of(perSecond / step);
            remarks.add("Took column " + (column + 1) + " as time in " + unit(perSecond) + ": "
                    + Fields.shown(rate.getAsDouble()) + " steps a second.");
        } else {
            remarks.add("Took column " + (column + 1) + " as a count of steps; it gives no rate.");
        }
        double worst = 0;
        for (int i = 0; i < times.length; i++) {
            worst = Math.max(worst, Math.abs(times[i] - times[0] - i * step) / step);
        }
        if (worst <= JITTER) {
            return new TimeColumn(column, new double[0], step, rate, remarks);
        }
        remarks.add("Rows are not evenly timed (off by up to " + Fields.shown(worst)
                + " steps); brought them to even steps on straight lines.");
        return new TimeColumn(column, times, step, rate, remarks);
    }

    /** The mean of the steps that are near the median, so that times rounded to milliseconds keep their rate. */
    private static double usualStep(String file, double[] times) {
        double[] steps = new double[times.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
            if (!(steps[i] > 0)) {
                throw new MovementException(file + " has time " + times[i + 1] + " after " + times[i] + " in row "
                        + (i + 2) + "; time must be there and rise from row to row, sort the rows and delete doubles.");
            }
        }
        Arrays.sort(steps);
        double median = steps[(steps.length - 1) / 2];
        return Arrays.stream(steps)
                .filter(s -> s > 0.5 * median && s < 1.5 * median)
                .average()
                .orElse(median);
    }

    /** By the unit in the name; else by the step: below 1 seconds, 1 a count, below 1,000 milliseconds, and so on. */
    private static double unitsPerSecond(String name, double step) {
        String unit = name.substring(name.lastIndexOf(' ') + 1);
        return switch (unit) {
            case "s", "sec", "seconds" -> 1;
            case "ms", "millis", "milliseconds" -> 1e3;
            case "us", "microseconds" -> 1e6;
            case "ns", "nanoseconds" -> 1e9;
            default -> step < 1 ? 1 : step == 1 ? 0 : step < 1e3 ? 1e3 : step < 1e6 ? 1e6 : 1e9;
        };
    }

    private static String unit(double perSecond) {
        return perSecond == 1 ? "seconds" : perSecond == 1e3 ? "milliseconds" : perSecond == 1e6 ? "µs" : "ns";
    }

    /** The values at even steps of time, on straight lines between rows; a value beside a gap is a gap. */
    float[] even(double[] values, int maxSteps) {
        if (times.length == 0) {
            float[] same = new float[values.length];
            for (int i = 0; i < same.length; i++) {
                same[i] = (float) values[i];
            }
            return same;
        }
        double steps = Math.floor((times[times.length - 1] - times[0]) / step + 1e-6) + 1;
        if (steps > maxSteps) {
            throw new MovementException("The times span " + Fields.shown(steps) + " steps, at most " + maxSteps
                    + " are read of one recording; cut it where nothing was recorded.");
        }
        float[] even = new float[(int) steps];
        int row = 0;
        for (int i = 0; i < even.length; i++) {
            double at = times[0] + i * step;
            while (row + 2 < times.length && times[row + 1] <= at) {
                row++;
            }
            double share = Math.clamp((at - times[row]) / (times[row + 1] - times[row]), 0, 1);
            even[i] = (float)
                    (share == 0
                            ? values[row]
                            : share == 1 ? values[row + 1] : (1 - share) * values[row] + share * values[row + 1]);
        }
        return even;
    }
}
