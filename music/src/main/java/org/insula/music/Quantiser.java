package org.insula.music;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts notes on a grid of twelfths of a beat: on sixteenths, or in beats whose notes lie clearly closer to thirds, on
 * triplets.
 */
final class Quantiser {
    /** Parts of a beat; sixteenths have 3 and triplet eighths 4. */
    static final int BEAT = 12;

    private static final int SIXTEENTH = 3;
    private static final int TRIPLET = 4;
    /** A beat is divided by three only if this much closer to its notes than by four. */
    private static final double CLEARLY = 0.5;

    private final BeatGrid grid;
    /** By beat, how often it is divided by three where not by four. */
    private final Map<Integer, Integer> steps = new TreeMap<>();

    Quantiser(BeatGrid grid, List<Note> notes) {
        this.grid = grid;
        Map<Integer, List<Double>> onsets = new TreeMap<>();
        for (Note note : notes) {
            double position = grid.position(note.start());
            int beat = (int) Math.floor(position);
            onsets.computeIfAbsent(beat, _ -> new ArrayList<>()).add(position - beat);
        }
        onsets.forEach((beat, fractions) -> steps.put(beat, step(fractions)));
    }

    private static int step(List<Double> fractions) {
        double binary = distance(fractions, SIXTEENTH);
        double ternary = distance(fractions, TRIPLET);
        boolean inside = fractions.stream().anyMatch(f -> f > 1.0 / 6 && f < 5.0 / 6);
        return inside && ternary < CLEARLY * binary ? TRIPLET : SIXTEENTH;
    }

    private static double distance(List<Double> fractions, int step) {
        return fractions.stream()
                .mapToDouble(f -> Math.abs(f * BEAT - step * Math.round(f * BEAT / step)))
                .sum();
    }

    /** Whether a beat is divided by three. */
    boolean isTriplet(int beat) {
        return steps.getOrDefault(beat, SIXTEENTH) == TRIPLET;
    }

    /** The closest place on the grid, in twelfths of a beat since the first beat. */
    int quantise(double seconds) {
        double position = grid.position(seconds);
        int beat = (int) Math.floor(position);
        int step = isTriplet(beat) ? TRIPLET : SIXTEENTH;
        return BEAT * beat + step * (int) Math.round((position - beat) * BEAT / step);
    }

    /** The next place on the grid after one that is on it. */
    int next(int place) {
        int beat = Math.floorDiv(place, BEAT);
        return place + (isTriplet(beat) ? TRIPLET : SIXTEENTH);
    }

    /** The notes on the grid by start, then pitch; each lasts, and of equals there is one. */
    List<Placed> place(List<Note> notes) {
        Map<Long, Placed> placed = new TreeMap<>();
        for (Note note : notes) {
            int start = quantise(note.start());
            int end = Math.max(next(start), quantise(note.end()));
            placed.merge(
                    (long) start * 128 + note.midi(),
                    new Placed(start, end, note.midi()),
                    (one, other) -> one.end() >= other.end() ? one : other);
        }
        Placed[] sorted = placed.values().toArray(Placed[]::new);
        Arrays.sort(sorted, Comparator.comparingInt(Placed::start).thenComparingInt(Placed::midi));
        return List.of(sorted);
    }

    /** A note from one place on the grid to another. */
    record Placed(int start, int end, int midi) {}
}
