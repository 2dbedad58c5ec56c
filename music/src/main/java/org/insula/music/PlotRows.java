package org.insula.music;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.insula.music.Canvas.Anchor;
import org.insula.signal.audio.Waveform;

/** The rows of a plot, on one scale of time; each begins at a bar, close to where equal rows would. */
final class PlotRows {
    private static final int GUTTER = 30;
    private static final int NUMBERS = 18;
    private static final int SECTION = 22;
    private static final int CHORD = 24;
    private static final int WAVE = 46;
    private static final int CLOCK = 22;
    private static final int GAP = 4;
    private static final int BETWEEN = 22;
    /** At least two octaves are shown. */
    private static final int FEWEST_KEYS = 24;

    private static final int KEY_HEIGHT = 6;
    private static final int HIGHEST_ROLL = 320;
    /** Bar numbers and seconds stand at least this far apart. */
    private static final double APART = 84;

    private final Reading reading;
    private final Waveform sound;
    /** When each row begins, and at last when the last ends. */
    private final double[] edges;
    /** That the full width stands for. */
    private final double seconds;

    private final double left;
    private final double right;
    private final BeatGrid grid;
    private final Spelling spelling;
    private final List<Bar> bars;
    private final List<String> labels;
    private final int lowest;
    private final int highest;
    private final float peak;

    PlotRows(Reading reading, Waveform sound, int count, double left, double right) {
        this.reading = reading;
        this.sound = sound;
        this.left = left + GUTTER;
        this.right = right;
        this.grid = BeatGrid.of(reading);
        this.spelling = Spelling.of(reading.key());
        this.bars = reading.beats().size() < 2 ? List.of() : grid.bars(0, grid.beats());
        this.edges = edges(reading.durationSeconds(), count);
        this.seconds = IntStream.range(0, count)
                .mapToDouble(row -> edges[row + 1] - edges[row])
                .max()
                .orElseThrow();
        this.labels = reading.sections().stream().map(Section::label).distinct().toList();
        int low = reading.notes().stream().mapToInt(Note::midi).min().orElse(60) - 2;
        int high = reading.notes().stream().mapToInt(Note::midi).max().orElse(60) + 2;
        int missing = Math.max(0, FEWEST_KEYS - (high - low + 1));
        this.lowest = low - missing / 2;
        this.highest = high + missing - missing / 2;
        this.peak = peak();
    }

    private double[] edges(double duration, int count) {
        double length = Math.max(0.1, duration);
        double[] edges = new double[count + 1];
        edges[count] = length;
        for (int row = 1; row < count; row++) {
            double wanted = row * length / count;
            edges[row] = bars.stream()
                    .mapToDouble(bar -> grid.time(bar.firstBeat()))
                    .filter(time -> Math.abs(time - wanted) < length / count / 4)
                    .reduce((one, other) -> Math.abs(one - wanted) <= Math.abs(other - wanted) ? one : other)
                    .orElse(wanted);
        }
        return edges;
    }

    private float peak() {
        float most = 1e-6f;
        for (int i = 0; i < sound.length(); i++) {
            most = Math.max(most, Math.abs(sound.at(i)));
        }
        return most;
    }

    private int roll() {
        return Math.min(HIGHEST_ROLL, KEY_HEIGHT * (highest - lowest + 1));
    }

    /** Of one row with the space below it. */
    int height() {
        return NUMBERS + SECTION + CHORD + WAVE + roll() + CLOCK + 3 * GAP + BETWEEN;
    }

    void draw(Canvas canvas, double top) {
        for (int row = 0; row + 1 < edges.length; row++) {
            new Row(canvas, edges[row], edges[row + 1], top + row * height()).draw();
        }
    }

    /** Minutes and seconds. */
    static String clock(double seconds) {
        long whole = Math.round(seconds);
        return whole / 60 + ":" + (whole % 60 < 10 ? "0" : "") + whole % 60;
    }

    /** One row. */
    private final class Row {
        private final Canvas canvas;
        private final double from;
        private final double to;
        private final double sections;
        private final double chords;
        private final double wave;
        private final double roll;
        private final double bottom;

        Row(Canvas canvas, double from, double to, double top) {
            this.canvas = canvas;
            this.from = from;
            this.to = to;
            this.sections = top + NUMBERS;
            this.chords = sections + SECTION + GAP;
            this.wave = chords + CHORD + GAP;
            this.roll = wave + WAVE + GAP;
            this.bottom = roll + roll();
        }

        void draw() {
            keys();
            beats();
            spans();
            wave();
            barNumbers();
            notes();
            clock();
        }

        private double x(double time) {
            return left + (Math.clamp(time, from, to) - from) / seconds * (right - left);
        }

        private double keyHeight() {
            return (bottom - roll) / (highest - lowest + 1);
        }

        private double y(int midi) {
            return roll + (highest - midi) * keyHeight();
        }

        private void keys() {
            for (int midi = lowest; midi <= highest; midi++) {
                int key = Math.floorMod(midi, 12);
                if (key == 1 || key == 3 || key == 6 || key == 8 || key == 10) {
                    canvas.rectangle(left, y(midi), x(to) - left, keyHeight(), 0, Palette.BLACK_KEY);
                }
                if (key == 0) {
                    double line = y(midi) + keyHeight();
                    canvas.line(left, line, x(to), line, 1, Palette.OCTAVE_LINE);
                    canvas.text("C" + (midi / 12 - 1), left - 7, line, 11, false, Anchor.END, Palette.PALE_INK);
                }
            }
        }

        private void beats() {
            double interval = reading.beats().size() < 2 ? 0 : grid.time(1) - grid.time(0);
            if (interval / seconds * (right - left) >= 8) {
                for (double beat : reading.beats()) {
                    if (beat >= from && beat < to) {
                        canvas.line(x(beat), roll, x(beat), bottom, 1, Palette.BEAT_LINE);
                    }
                }
            }
        }

        private void barNumbers() {
            if (bars.isEmpty()) {
                return;
            }
            double width =
                    (grid.time(bars.getLast().endBeat()) - grid.time(0)) / bars.size() / seconds * (right - left);
            int every = every(width);
            for (Bar bar : bars) {
                double time = grid.time(bar.firstBeat());
                boolean shown = bar.number() > 0 && (bar.number() - 1) % every == 0;
                if (time < from || time >= to || !(shown || width >= 8)) {
                    continue;
                }
                canvas.line(x(time), wave, x(time), bottom, 1, Palette.BAR_LINE);
                if (shown && x(time) < right - 16) {
                    String number = Integer.toString(bar.number());
                    canvas.line(x(time), sections - 5, x(time), sections - 1, 1, Palette.BAR_LINE);
                    canvas.text(number, x(time) + 3, sections - 5, 11, false, Anchor.START, Palette.PALE_INK);
                }
            }
        }

        private static int every(double width) {
            int every = 1;
            while (every * width < APART / 2) {
                every *= 2;
            }
            return every;
        }

        private void spans() {
            for (Section section : reading.sections()) {
                String label = Titles.plain(section.label());
                int colour = Palette.section(labels.indexOf(section.label()));
                span(section.start(), section.end(), sections, SECTION, colour, List.of(label), true);
            }
            for (ChordSpan chord : reading.chords()) {
                int colour = switch (chord.chord().quality()) {
                    case MAJOR, DOMINANT_SEVENTH, MAJOR_SEVENTH -> Palette.MAJOR;
                    case MINOR, MINOR_SEVENTH -> Palette.MINOR;
                };
                boolean none = chord.chord().root().isEmpty();
                span(
                        chord.start(),
                        chord.end(),
                        chords,
                        CHORD,
                        none ? Palette.NO_CHORD : colour,
                        names(chord.chord()),
                        false);
            }
        }

        /** The longest of the words that fits is written. */
        private void span(
                double start, double end, double y, double height, int colour, List<String> words, boolean bold) {
            if (end <= from || start >= to) {
                return;
            }
            double x = x(start);
            double width = x(end) - x;
            canvas.rectangle(x, y, Math.max(0.5, width - (width > 4 ? 1.5 : 0)), height, width > 8 ? 3 : 0, colour);
            for (String word : words) {
                if (Canvas.width(word, 13) + 6 <= width) {
                    double at = bold ? x + 8 : x + width / 2;
                    Anchor anchor = bold ? Anchor.START : Anchor.MIDDLE;
                    canvas.text(word, at, y + height / 2 + 4.5, 13, bold, anchor, Palette.INK);
                    return;
                }
            }
        }

        /** As musicians write it, then only the root. */
        private List<String> names(Chord chord) {
            if (chord.root().isEmpty()) {
                return List.of("–");
            }
            String root = spelling.name(chord.root().get().ordinal());
            String suffix = switch (chord.quality()) {
                case MAJOR -> "";
                case MINOR -> "m";
                case DOMINANT_SEVENTH -> "7";
                case MAJOR_SEVENTH -> "maj7";
                case MINOR_SEVENTH -> "m7";
            };
            return List.of(root + suffix, suffix.equals("m7") ? root + "m" : root);
        }

        private void wave() {
            int columns = Math.max(1, (int) Math.round(x(to) - left));
            double[] peaks = new double[4 * columns];
            double[] bodies = new double[4 * columns];
            double middle = wave + WAVE / 2.0;
            for (int column = 0; column < columns; column++) {
                int first = sample(from + (to - from) * column / columns);
                int last = Math.max(first + 1, sample(from + (to - from) * (column + 1) / columns));
                double low = 0;
                double high = 0;
                double squares = 0;
                for (int i = first; i < Math.min(last, sound.length()); i++) {
                    float value = sound.at(i);
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                    squares += (double) value * value;
                }
                double body = Math.sqrt(squares / (last - first));
                set(peaks, column, high, low, middle);
                set(bodies, column, body, -body, middle);
            }
            canvas.polygon(peaks, Palette.WAVE_PEAK);
            canvas.polygon(bodies, Palette.WAVE_BODY);
        }

        private int sample(double time) {
            return (int) Math.min(sound.length(), (long) (time * sound.sampleRate()));
        }

        /** The outline goes there above and comes back below. */
        private void set(double[] outline, int column, double high, double low, double middle) {
            double scale = (WAVE / 2.0 - 1) / peak;
            outline[2 * column] = left + column + 0.5;
            outline[2 * column + 1] = middle - Math.max(0.4, high * scale);
            int back = outline.length - 2 * column - 2;
            outline[back] = left + column + 0.5;
            outline[back + 1] = middle + Math.max(0.4, -low * scale);
        }

        private void notes() {
            for (Note note : reading.notes()) {
                if (note.end() > from && note.start() < to) {
                    double x = x(note.start());
                    double width = Math.max(1.2, x(note.end()) - x - 0.8);
                    double height = Math.max(2, keyHeight() - 0.6);
                    canvas.rectangle(
                            x, y(note.midi()) + 0.3, width, height, width > 4 ? 1.5 : 0, Palette.note(note.velocity()));
                }
            }
        }

        private void clock() {
            canvas.line(left, bottom, x(to), bottom, 1, Palette.BAR_LINE);
            double step = step();
            for (double time = Math.ceil(from / step) * step; time < to + 1e-9; time += step) {
                canvas.line(x(time), bottom, x(time), bottom + 4, 1, Palette.BAR_LINE);
                Anchor anchor = x(time) > right - 12 ? Anchor.END : Anchor.MIDDLE;
                canvas.text(PlotRows.clock(time), x(time), bottom + 17, 11, false, anchor, Palette.PALE_INK);
            }
        }

        private double step() {
            List<Integer> steps = new ArrayList<>(List.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800));
            for (int step : steps) {
                if (step / seconds * (right - left) >= APART) {
                    return step;
                }
            }
            return 3600;
        }
    }
}
