package org.insula.music;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Readings for tests. */
final class Readings {
    private Readings() {}

    /** Nothing was found in two seconds. */
    static Reading empty() {
        return new Reading(
                2, null, List.of(), List.of(), 4, null, List.of(), List.of(), List.of(), OptionalDouble.empty());
    }

    /** Four bars of four at 120 after a beat of silence, in D minor, a note on each beat. */
    static Reading simple() {
        List<Double> beats = new ArrayList<>();
        List<Double> downbeats = new ArrayList<>();
        List<Note> notes = new ArrayList<>();
        int[] scale = {62, 64, 65, 67, 69, 70, 73, 74};
        for (int i = 0; i < 16; i++) {
            double time = 0.5 + 0.5 * i;
            beats.add(time);
            if (i % 4 == 0) {
                downbeats.add(time);
            }
            notes.add(new Note(time, time + 0.5, scale[i % 8], 0.5, List.of()));
        }
        return new Reading(
                9,
                new Tempo(120, 0.9),
                beats,
                downbeats,
                4,
                new Key(PitchClass.D, Mode.MINOR, 0.8),
                List.of(
                        new ChordSpan(0, 4.5, Chord.of(PitchClass.D, Chord.Quality.MINOR)),
                        new ChordSpan(4.5, 8.5, Chord.of(PitchClass.B_FLAT, Chord.Quality.MAJOR_SEVENTH)),
                        new ChordSpan(8.5, 9, Chord.NONE)),
                notes,
                List.of(new Section(0, 4.5, "A"), new Section(4.5, 9, "B")),
                OptionalDouble.of(-14.256));
    }

    /** Anything: wandering tempo, bars that now and then are short, up to 200 notes. */
    static Reading random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Double> beats = new ArrayList<>();
        List<Double> downbeats = new ArrayList<>();
        int meter = random.nextInt(2, 7);
        int count = random.nextInt(0, 60);
        double time = random.nextBoolean() ? 0 : random.nextDouble(5);
        int untilDownbeat = random.nextInt(meter);
        for (int i = 0; i < count; i++) {
            beats.add(time);
            if (untilDownbeat-- == 0) {
                downbeats.add(time);
                untilDownbeat = (random.nextInt(10) == 0 ? random.nextInt(1, 2 * meter + 1) : meter) - 1;
            }
            time += random.nextDouble(0.3, 1.2);
        }
        double duration = time + random.nextDouble(4);
        List<Note> notes = new ArrayList<>();
        int noteCount = random.nextInt(200);
        for (int i = 0; i < noteCount; i++) {
            double start = random.nextDouble(duration);
            double end = start + random.nextDouble(0.05, 3);
            notes.add(new Note(start, end, random.nextInt(21, 109), random.nextDouble(), bends(random)));
        }
        PitchClass tonic = PitchClass.of(random.nextInt(12));
        Key key = random.nextInt(5) == 0 ? null : new Key(tonic, random.nextBoolean() ? Mode.MAJOR : Mode.MINOR, 0.5);
        return new Reading(
                duration,
                beats.isEmpty() ? null : new Tempo(random.nextDouble(50, 200), random.nextDouble()),
                beats,
                downbeats,
                meter,
                key,
                chords(random, duration),
                notes,
                List.of(new Section(0, duration, "A")),
                OptionalDouble.of(-random.nextDouble(5, 40)));
    }

    private static List<Integer> bends(SplittableRandom random) {
        return random.ints(random.nextInt(0, 40), -25, 26).boxed().toList();
    }

    private static List<ChordSpan> chords(SplittableRandom random, double duration) {
        List<ChordSpan> chords = new ArrayList<>();
        Chord.Quality[] qualities = Chord.Quality.values();
        for (double at = 0; at < duration; ) {
            double end = Math.min(duration, at + random.nextDouble(0.3, 4));
            Optional<PitchClass> root =
                    random.nextInt(6) == 0 ? Optional.empty() : Optional.of(PitchClass.of(random.nextInt(12)));
            chords.add(new ChordSpan(at, end, new Chord(root, qualities[random.nextInt(qualities.length)])));
            at = end;
        }
        return chords;
    }
}
