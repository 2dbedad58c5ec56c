package org.insula.music;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The beats and bars of a reading as a measure of time: between two beats time passes evenly, before the first and after
 * the last as it does beside them. A reading without beats is counted at 120 a minute from its beginning.
 */
final class BeatGrid {
    private static final double DEFAULT_INTERVAL = 0.5;
    /** Beats closer than this are one. */
    private static final double SHORTEST = 0.05;
    /** Where beats are missing for longer than this they are filled in. */
    private static final double LONGEST = 8;

    private final double[] times;
    private final int meter;
    /** Ascending, at least one. */
    private final int[] downbeats;

    private BeatGrid(double[] times, int meter, int[] downbeats) {
        this.times = times;
        this.meter = meter;
        this.downbeats = downbeats;
    }

    static BeatGrid of(Reading reading) {
        double[] times = times(reading);
        int meter = Math.clamp(reading.meter() < 1 ? 4 : reading.meter(), 1, 32);
        TreeSet<Integer> downbeats = new TreeSet<>();
        for (double downbeat : reading.downbeats()) {
            downbeats.add(nearest(times, downbeat));
        }
        if (downbeats.isEmpty()) {
            downbeats.add(0);
        }
        return new BeatGrid(
                times, meter, downbeats.stream().mapToInt(Integer::intValue).toArray());
    }

    private static double[] times(Reading reading) {
        List<Double> beats = new ArrayList<>();
        for (double beat : reading.beats()) {
            if (beat >= 0 && beat <= 1e6 && (beats.isEmpty() || beat >= beats.getLast() + SHORTEST)) {
                beats.add(beat);
            }
        }
        if (beats.size() < 2) {
            return new double[] {0, DEFAULT_INTERVAL};
        }
        double usual = usualInterval(beats);
        List<Double> filled = new ArrayList<>();
        for (int i = 0; i < beats.size(); i++) {
            if (i > 0 && beats.get(i) - beats.get(i - 1) > LONGEST) {
                fill(filled, beats.get(i - 1), beats.get(i), usual);
            }
            filled.add(beats.get(i));
        }
        return filled.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void fill(List<Double> beats, double from, double to, double usual) {
        long count = Math.max(2, Math.round((to - from) / usual));
        for (int k = 1; k < count; k++) {
            beats.add(from + (to - from) * k / count);
        }
    }

    private static double usualInterval(List<Double> beats) {
        double[] intervals = new double[beats.size() - 1];
        for (int i = 0; i < intervals.length; i++) {
            intervals[i] = beats.get(i + 1) - beats.get(i);
        }
        Arrays.sort(intervals);
        return Math.min(LONGEST, intervals[intervals.length / 2]);
    }

    private static int nearest(double[] times, double time) {
        int after = Arrays.binarySearch(times, time);
        if (after >= 0) {
            return after;
        }
        after = -after - 1;
        if (after == times.length || (after > 0 && time - times[after - 1] < times[after] - time)) {
            return after - 1;
        }
        return after;
    }

    /** How many beats are known. */
    int beats() {
        return times.length;
    }

    /** Beats in a usual bar. */
    int meter() {
        return meter;
    }

    /** When a beat sounds; any whole number, 0 being the first that is known. */
    double time(int beat) {
        return beat >= 0 && beat < times.length ? times[beat] : seconds(beat);
    }

    /** The moment in beats since the first. */
    double position(double seconds) {
        int i = Arrays.binarySearch(times, seconds);
        int before = Math.clamp(i >= 0 ? i : -i - 2, 0, times.length - 2);
        return before + (seconds - times[before]) / (times[before + 1] - times[before]);
    }

    /** The moment in seconds, the inverse of {@link #position}. */
    double seconds(double position) {
        int before = Math.clamp((long) Math.floor(position), 0, times.length - 2);
        return times[before] + (position - before) * (times[before + 1] - times[before]);
    }

    /**
     * Bars without gaps from a beat on until a beat is reached. Where downbeats lie a number of bars apart, bars are put
     * between; what is left over is a bar of its own, shorter than the others.
     */
    List<Bar> bars(int from, int until) {
        List<Integer> lines = new ArrayList<>();
        int first = Arrays.stream(downbeats)
                .filter(beat -> beat >= from)
                .findFirst()
                .orElse(from);
        for (int line = first; line > from; line -= meter) {
            lines.addFirst(line);
        }
        lines.addFirst(from);
        for (int downbeat : downbeats) {
            if (downbeat > first && downbeat < until) {
                addLines(lines, downbeat);
            }
        }
        addLines(lines, Math.max(until, Math.max(first, from + 1)));
        return numbered(lines);
    }

    private void addLines(List<Integer> lines, int downbeat) {
        for (int line = lines.getLast() + meter; line < downbeat; line += meter) {
            lines.add(line);
        }
        if (lines.getLast() != downbeat) {
            lines.add(downbeat);
        }
    }

    private List<Bar> numbered(List<Integer> lines) {
        List<Bar> bars = new ArrayList<>();
        int count = lines.size() - 1;
        for (int i = 0; i < count; i++) {
            int beats = lines.get(i + 1) - lines.get(i);
            boolean pickup = i == 0 && count > 1 && beats < meter;
            int number = bars.isEmpty() ? (pickup ? 0 : 1) : bars.getLast().number() + 1;
            bars.add(new Bar(number, lines.get(i), i == count - 1 ? Math.max(beats, meter) : beats));
        }
        return bars;
    }
}
