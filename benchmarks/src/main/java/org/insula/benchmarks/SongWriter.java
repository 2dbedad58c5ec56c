package org.insula.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.insula.music.Mode;
import org.insula.music.PitchClass;

/**
 * Writes songs by the rules of thumb of popular music, so that every answer is known: a form of eight-bar parts
 * (AABA and the like), functional harmony in a major or minor key, an accompaniment in one of several styles, a melody
 * of chord tones and neighbours with syncopation, and hands that are not quite together. The same seed writes the same
 * song.
 */
final class SongWriter {
    /** How a song is accompanied; tempo limits are those at which musicians count each style. */
    enum Style {
        BALLAD(56, 100, 4, 0),
        BROKEN_CHORDS(60, 120, 4, 24),
        BAND(80, 160, 4, 27),
        WALTZ(84, 190, 3, 0),
        SWING(100, 210, 4, 26),
        PAD(60, 120, 4, 48),
        SYNCOPATED(80, 140, 4, 4),
        HYMN(60, 110, 4, 19);

        private final double slowest;
        private final double fastest;
        private final int meter;
        private final int program;

        Style(double slowest, double fastest, int meter, int program) {
            this.slowest = slowest;
            this.fastest = fastest;
            this.meter = meter;
            this.program = program;
        }
    }

    private static final int TICKS = 480;
    private static final int BARS = 8;
    private static final String[] FORMS = {"AABA", "ABAB", "AABB", "ABAC"};
    private static final int[] MAJOR_SCALE = {0, 2, 4, 5, 7, 9, 11};
    private static final int[] MINOR_SCALE = {0, 2, 3, 5, 7, 8, 10};
    /** Which degree follows which, out of 12: rows from I to vi, columns to I … vi. */
    private static final int[][] MAJOR_STEPS = {
        {0, 2, 1, 3, 3, 3},
        {1, 0, 1, 2, 7, 1},
        {1, 1, 0, 5, 0, 5},
        {3, 2, 0, 0, 5, 2},
        {5, 0, 1, 2, 0, 4},
        {1, 3, 1, 5, 2, 0}
    };
    /** As above for i, III, iv, v or V, VI, VII. */
    private static final int[][] MINOR_STEPS = {
        {0, 2, 3, 1, 4, 2},
        {1, 0, 2, 1, 4, 4},
        {4, 1, 0, 4, 1, 2},
        {8, 0, 1, 0, 3, 0},
        {1, 4, 2, 2, 0, 3},
        {5, 5, 0, 0, 2, 0}
    };

    private static final int[] MINOR_DEGREES = {0, 2, 3, 4, 5, 6};

    /** Where a swing accompanist may strike in half a bar, in beats. */
    private static final double[] SWUNG = {0, 2.0 / 3, 1};

    /** Notes a minute. */
    private static final int FASTEST_HAND = 400;

    private final SplittableRandom random;
    private final Style style;
    private final double bpm;
    private final int perBeat;
    private final int tonic;
    private final Mode mode;
    private final Sequence sequence;
    private final Track track;
    private final List<Double> beats = new ArrayList<>();
    private final List<Double> downbeats = new ArrayList<>();
    private final List<ChordScore.Span> chords = new ArrayList<>();
    private final List<Double> sections = new ArrayList<>();
    private double silence;
    private double seconds;
    private double beatSeconds;

    /** One chord of a bar: where it begins and how many beats it lasts, its root above C and its kind. */
    private record Harmony(int beat, int beats, int root, String kind) {
        int[] tones() {
            int third = kind.startsWith("min") ? 3 : 4;
            return switch (kind) {
                case "maj7" -> new int[] {0, third, 7, 11};
                case "7", "min7" -> new int[] {0, third, 7, 10};
                default -> new int[] {0, third, 7};
            };
        }
    }

    private SongWriter(long seed, Style style) throws InvalidMidiDataException {
        this.random = new SplittableRandom(seed);
        this.style = style;
        this.bpm = style.slowest * Math.pow(style.fastest / style.slowest, random.nextDouble());
        int[] divisions = {2, 2, 4, 4, style == Style.BALLAD ? 1 : 3};
        int division = divisions[random.nextInt(divisions.length)];
        this.perBeat = division * bpm > FASTEST_HAND ? 2 : division;
        this.tonic = random.nextInt(12);
        this.mode = random.nextInt(3) == 0 ? Mode.MINOR : Mode.MAJOR;
        this.sequence = new Sequence(Sequence.PPQ, TICKS);
        this.track = sequence.createTrack();
    }

    /** A song of at least {@code seconds} in {@code style}, or of its whole form where that is longer. */
    static AnnotatedSong write(long seed, Style style, double seconds) {
        try {
            return new SongWriter(seed, style).song(seed, seconds);
        } catch (InvalidMidiDataException e) {
            throw new IllegalStateException("A note of song " + seed + " does not fit into MIDI.", e);
        }
    }

    private AnnotatedSong song(long seed, double atLeast) throws InvalidMidiDataException {
        track.add(new MidiEvent(new MetaMessage(0x51, new byte[] {0x07, (byte) 0xa1, 0x20}, 3), 0));
        silence = 0.2 + random.nextDouble();
        program(0, style.program == 0 && random.nextInt(3) == 0 ? 4 : style.program);
        program(1, style == Style.SWING ? 32 : random.nextInt(2) == 0 ? 33 : 32);
        int[] leads = {0, 0, 73, 40, 65, 11};
        program(2, leads[random.nextInt(leads.length)]);
        boolean drifts = random.nextInt(4) == 0;
        String form = FORMS[random.nextInt(FORMS.length)];
        List<List<List<Harmony>>> parts = List.of(part(), part(), part());
        long[] tunes = {random.nextLong(), random.nextLong(), random.nextLong()};
        seconds = silence;
        if (random.nextInt(3) == 0) {
            playPart(parts.getFirst().subList(0, 2), tunes[0], drifts, false);
        }
        for (int i = 0; seconds < atLeast; i++) {
            int which = form.charAt(i % form.length()) - 'A';
            sections.add(seconds);
            playPart(parts.get(which), tunes[which], drifts, which != 1 || random.nextInt(4) > 0);
        }
        return new AnnotatedSong(
                style + " " + seed,
                sequence,
                array(beats),
                array(downbeats),
                60 / Pop909.medianStep(array(beats)),
                style.meter,
                PitchClass.of(tonic),
                mode,
                List.copyOf(chords),
                array(sections));
    }

    /** Eight bars of harmony that begin on the tonic, mostly, and end on it or on the dominant. */
    private List<List<Harmony>> part() {
        List<List<Harmony>> bars = new ArrayList<>();
        int[][] steps = mode == Mode.MAJOR ? MAJOR_STEPS : MINOR_STEPS;
        int degree = random.nextInt(4) == 0 ? 3 : 0;
        boolean sevenths = style == Style.SWING || random.nextInt(4) == 0;
        int halves = random.nextInt(3);
        for (int bar = 0; bar < BARS; bar++) {
            boolean two = style.meter == 4 && (style == Style.HYMN || random.nextInt(4) < halves);
            List<Harmony> harmonies = new ArrayList<>();
            for (int half = 0; half < (two ? 2 : 1); half++) {
                int length = two ? 2 : style.meter;
                harmonies.add(harmony(degree, half * 2, length, sevenths));
                degree = bar == BARS - 2 && half == (two ? 1 : 0)
                        ? (random.nextBoolean() ? 0 : mode == Mode.MAJOR ? 4 : 3)
                        : next(steps[degree]);
            }
            bars.add(harmonies);
        }
        return bars;
    }

    private Harmony harmony(int degree, int beat, int length, boolean sevenths) {
        if (mode == Mode.MAJOR) {
            boolean minor = degree == 1 || degree == 2 || degree == 5;
            boolean seventh = sevenths && random.nextInt(3) > 0;
            String kind = !seventh ? (minor ? "min" : "maj") : minor ? "min7" : degree == 4 ? "7" : "maj7";
            return new Harmony(beat, length, tonic + MAJOR_SCALE[degree], kind);
        }
        int root = tonic + MINOR_SCALE[MINOR_DEGREES[degree]];
        boolean seventh = sevenths && random.nextInt(3) > 0;
        String kind = switch (degree) {
            case 0, 2 -> seventh ? "min7" : "min";
            case 3 -> random.nextInt(4) > 0 ? (seventh ? "7" : "maj") : "min";
            case 1, 4 -> seventh ? "maj7" : "maj";
            default -> seventh ? "7" : "maj";
        };
        return new Harmony(beat, length, root, kind);
    }

    private int next(int[] weights) {
        int at = random.nextInt(12);
        for (int i = 0; i < weights.length; i++) {
            at -= weights[i];
            if (at < 0) {
                return i;
            }
        }
        return 0;
    }

    private void playPart(List<List<Harmony>> bars, long tune, boolean drifts, boolean sung)
            throws InvalidMidiDataException {
        SplittableRandom melody = new SplittableRandom(tune);
        int pitch = 67 + Math.floorMod(tonic - 67, 12);
        for (List<Harmony> bar : bars) {
            beatSeconds =
                    60 / bpm * (drifts ? 1 + 0.02 * (random.nextDouble() - 0.5) + 0.04 * Math.sin(seconds / 9) : 1);
            downbeats.add(seconds);
            for (int beat = 0; beat < style.meter; beat++) {
                beats.add(seconds + beat * beatSeconds);
            }
            for (Harmony harmony : bar) {
                double start = seconds + harmony.beat * beatSeconds;
                chords.add(new ChordScore.Span(
                        start,
                        start + harmony.beats * beatSeconds,
                        PitchClass.of(harmony.root).symbol() + ":" + harmony.kind));
                accompany(harmony);
            }
            drums();
            pitch = sung ? sing(bar, pitch, melody) : pitch;
            seconds += style.meter * beatSeconds;
        }
    }

    private void accompany(Harmony h) throws InvalidMidiDataException {
        int bass = 36 + Math.floorMod(h.root - 36 + 5, 12) - 5;
        int inverted = style != Style.SWING && random.nextInt(8) == 0 ? bass + h.tones()[1 + random.nextInt(2)] : bass;
        int chord = 55 + Math.floorMod(h.root - 55, 12);
        switch (style) {
            case BALLAD -> {
                note(0, h.beat, h.beats, inverted, 78);
                int[] up = {0, 7, 12, 12 + h.tones()[1], 19, 12 + h.tones()[1], 12, 7};
                for (int i = 1; i < h.beats * perBeat; i++) {
                    note(0, h.beat + (double) i / perBeat, 1.0, bass + up[i % up.length], 58);
                }
            }
            case BROKEN_CHORDS -> {
                int[] order = perBeat == 3 ? new int[] {0, 1, 2, 3, 2, 1} : new int[] {0, 2, 1, 2, 3, 2, 1, 2};
                int[] tones = h.tones();
                for (int i = 0; i < h.beats * perBeat; i++) {
                    int t = order[i % order.length];
                    int tone = tones[t % tones.length] + 12 * (t / tones.length);
                    note(
                            0,
                            h.beat + (double) i / perBeat,
                            0.5,
                            i == 0 ? inverted + 12 : chord - 12 + tone,
                            i % perBeat == 0 ? 80 : 62);
                }
            }
            case BAND, SYNCOPATED -> {
                double[] comp = style == Style.BAND ? new double[] {0, 1, 2, 3} : new double[] {0, 1.5, 2.5, 3};
                for (double at : comp) {
                    if (at < h.beats) {
                        strum(0, h.beat + at, 0.8, chord, h, 62);
                    }
                }
                for (double at = 0; at < h.beats; at += style == Style.BAND ? 0.5 : 1.5) {
                    note(1, h.beat + at, 0.45, at == 0 ? inverted : bass, 84);
                }
            }
            case WALTZ -> {
                note(0, h.beat, 1, inverted, 80);
                strum(0, h.beat + 1, 0.7, chord, h, 58);
                strum(0, h.beat + 2, 0.7, chord, h, 56);
            }
            case SWING -> {
                int[] walk = {0, h.tones()[1], 7, h.tones().length > 3 ? h.tones()[3] : 9};
                for (int i = 0; i < h.beats; i++) {
                    note(1, h.beat + i, 0.9, bass + walk[i % 4], 88);
                }
                for (int i = 0; i < h.beats; i += 2) {
                    strum(0, h.beat + i + SWUNG[random.nextInt(SWUNG.length)], 1.0, chord, h, 70);
                }
            }
            case PAD -> {
                strum(0, h.beat, h.beats, chord, h, 60);
                for (int i = 0; i < h.beats; i += 2) {
                    note(1, h.beat + i, 1.9, i == 0 ? inverted : bass, 70);
                }
            }
            case HYMN -> {
                for (int i = 0; i < h.beats; i++) {
                    strum(0, h.beat + i, 0.95, chord, h, 64);
                    note(0, h.beat + i, 0.95, i == 0 ? inverted + 12 : bass + 12, 70);
                }
            }
        }
    }

    private void drums() throws InvalidMidiDataException {
        switch (style) {
            case BAND -> {
                for (int i = 0; i < 8; i++) {
                    note(9, i / 2.0, 0.2, 42, i % 2 == 0 ? 66 : 50);
                }
                note(9, 0, 0.2, 36, 96);
                note(9, random.nextBoolean() ? 2 : 2.5, 0.2, 36, 90);
                note(9, 1, 0.2, 38, 92);
                note(9, 3, 0.2, 38, 92);
            }
            case SWING -> {
                for (int i = 0; i < 4; i++) {
                    note(9, i, 0.2, 51, 76);
                    if (i % 2 == 1) {
                        note(9, i + 2.0 / 3, 0.2, 51, 62);
                        note(9, i, 0.2, 44, 70);
                    }
                }
            }
            case SYNCOPATED -> {
                note(9, 0, 0.2, 36, 90);
                note(9, 1.5, 0.2, 36, 76);
                note(9, 2, 0.2, 36, 86);
                note(9, 1, 0.2, 37, 74);
                note(9, 3, 0.2, 37, 74);
            }
            default -> {}
        }
    }

    /** A bar of melody: chord tones where they are heard most, steps of the scale between them. */
    private int sing(List<Harmony> bar, int from, SplittableRandom melody) throws InvalidMidiDataException {
        int pitch = from;
        double off = style == Style.SWING ? 2.0 / 3 : 0.5;
        for (double at = 0; at < style.meter; ) {
            double[] lengths = {off, off, 1, 1, 1.5, 2, style == Style.BALLAD ? 0.25 : off};
            double length = lengths[melody.nextInt(lengths.length)];
            if (style == Style.SWING && at % 1 != 0) {
                length = 1 - off + (melody.nextInt(3) == 0 ? 1 : 0);
            }
            length = Math.min(length, style.meter - at);
            if (melody.nextInt(6) > 0) {
                Harmony h = bar.getLast().beat <= at ? bar.getLast() : bar.getFirst();
                pitch = step(pitch, at % 1 == 0 && melody.nextInt(4) > 0 ? h : null, melody);
                note(2, at, 0.9 * length, pitch, 84 + melody.nextInt(12));
            }
            at += length;
        }
        return pitch;
    }

    private int step(int from, Harmony h, SplittableRandom melody) {
        int aim = Math.clamp(from + melody.nextInt(9) - 4, 62, 84);
        for (int away = 0; away < 7; away++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                int relative = Math.floorMod(aim + sign * away - (h == null ? tonic : h.root), 12);
                int[] allowed = h == null ? (mode == Mode.MAJOR ? MAJOR_SCALE : MINOR_SCALE) : h.tones();
                for (int tone : allowed) {
                    if (tone == relative) {
                        return aim + sign * away;
                    }
                }
            }
        }
        return aim;
    }

    private void strum(int channel, double beat, double length, int root, Harmony h, int velocity)
            throws InvalidMidiDataException {
        for (int tone : h.tones()) {
            note(channel, beat, length, root + tone > 70 ? root + tone - 12 : root + tone, velocity);
        }
    }

    private void note(int channel, double beat, double length, int pitch, int velocity)
            throws InvalidMidiDataException {
        double human = 0.008 * (random.nextDouble() + random.nextDouble() - 1);
        double start = Math.max(0, seconds + beat * beatSeconds + human);
        int loud = Math.clamp(velocity + random.nextInt(13) - 6, 1, 127);
        track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, channel, pitch, loud), ticks(start)));
        track.add(new MidiEvent(
                new ShortMessage(ShortMessage.NOTE_OFF, channel, pitch, 0), ticks(start + length * beatSeconds)));
    }

    private void program(int channel, int program) throws InvalidMidiDataException {
        track.add(new MidiEvent(new ShortMessage(ShortMessage.PROGRAM_CHANGE, channel, program, 0), 0));
    }

    /** At 120 beats a minute, which is what the file says, so that time is free of the grid. */
    private static long ticks(double seconds) {
        return Math.round(seconds * 2 * TICKS);
    }

    private static double[] array(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
