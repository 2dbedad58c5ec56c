package org.insula.music;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.insula.music.Canvas.Anchor;
import org.insula.signal.audio.Waveform;

/**
 * One picture of a reading: sections, chords, waveform and piano roll over one another, with bars and seconds; long
 * pieces go on in further rows, six at most. The same drawing becomes a PNG or an SVG; the SVG says in words what it
 * shows.
 */
public final class Plot {
    private static final int WIDTH = 1600;
    private static final int MARGIN = 40;
    private static final int HEADER = 104;
    private static final int FOOT = 16;
    private static final double SECONDS_A_ROW = 20;
    private static final int MOST_ROWS = 6;
    private static final int PNG_SCALE = 2;
    /** Two spaces the width of an n, which SVG does not draw as one. */
    private static final String SPACE = "\u2002\u2002";

    private final Reading reading;
    private final String title;
    private final PlotRows rows;
    private final int height;

    private Plot(Reading reading, Waveform sound, String title) {
        this.reading = reading;
        this.title = Titles.plain(title);
        double duration = Math.max(0.1, reading.durationSeconds());
        int count = (int) Math.clamp(Math.ceil(duration / SECONDS_A_ROW), 1, MOST_ROWS);
        this.rows = new PlotRows(reading, sound, count, MARGIN, WIDTH - MARGIN);
        this.height = HEADER + count * rows.height() + FOOT;
    }

    /**
     * Writes the picture whole or not at all.
     *
     * @param sound what was read, at any rate
     * @param file ends in {@code .png} or {@code .svg}
     * @throws MusicException if the name ends otherwise, the file cannot be written, or there is no typeface for a PNG
     */
    public static void write(Reading reading, Waveform sound, String title, Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".svg")) {
            WholeFile.write(file, svg(reading, sound, title));
        } else if (name.endsWith(".png")) {
            WholeFile.write(file, png(reading, sound, title));
        } else {
            throw new MusicException(
                    "The picture '" + file + "' is neither a .png nor an .svg; name the file so that it ends in one.");
        }
    }

    /** The content of an SVG file. */
    public static byte[] svg(Reading reading, Waveform sound, String title) {
        Plot plot = new Plot(reading, sound, title);
        SvgCanvas canvas = new SvgCanvas(WIDTH, plot.height, plot.title, plot.description());
        plot.draw(canvas);
        return canvas.bytes();
    }

    /**
     * The content of a PNG file, 3200 points wide.
     *
     * @throws MusicException if Java finds no typeface on this machine
     */
    public static byte[] png(Reading reading, Waveform sound, String title) {
        Plot plot = new Plot(reading, sound, title);
        try (PictureCanvas canvas = new PictureCanvas(WIDTH, plot.height, PNG_SCALE)) {
            plot.draw(canvas);
            return canvas.png();
        }
    }

    private void draw(Canvas canvas) {
        canvas.rectangle(0, 0, WIDTH, height, 0, Palette.PAPER);
        canvas.text(fitting(title), MARGIN, 48, 26, true, Anchor.START, Palette.INK);
        canvas.text(String.join(SPACE + "·" + SPACE, facts()), MARGIN, 76, 15, false, Anchor.START, Palette.PALE_INK);
        legend(canvas);
        rows.draw(canvas, HEADER);
    }

    private static String fitting(String title) {
        String shown = title;
        while (Canvas.width(shown, 26) > WIDTH - 2 * MARGIN - 420) {
            shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -2)) + "…";
        }
        return shown;
    }

    private void legend(Canvas canvas) {
        double right = WIDTH - MARGIN;
        canvas.text("loud", right, 76, 12, false, Anchor.END, Palette.PALE_INK);
        double x = right - 36;
        for (int i = 5; i >= 0; i--) {
            x -= 14;
            canvas.rectangle(x, 67, 14, 9, 0, Palette.note(127 * (i + 0.5) / 6));
        }
        canvas.text("notes" + SPACE + "quiet", x - 8, 76, 12, false, Anchor.END, Palette.PALE_INK);
        x -= 120;
        x = swatch(canvas, "minor", x, Palette.MINOR);
        swatch(canvas, "chords" + SPACE + "major", x - 14, Palette.MAJOR);
    }

    private static double swatch(Canvas canvas, String name, double right, int colour) {
        canvas.rectangle(right - 14, 67, 14, 9, 2, colour);
        canvas.text(name, right - 20, 76, 12, false, Anchor.END, Palette.PALE_INK);
        return right - 20 - Canvas.width(name, 12);
    }

    /** Key, tempo, meter, length and loudness, as far as they were read. */
    private List<String> facts() {
        List<String> facts = new ArrayList<>();
        Key key = reading.key();
        if (key != null) {
            String tonic = Spelling.of(key).name(key.tonic().ordinal());
            facts.add(tonic + " " + ReadingJson.mode(key) + " (" + key.camelot() + ")");
        }
        if (reading.tempo() != null && reading.tempo().bpm() > 0) {
            facts.add(Math.round(reading.tempo().bpm()) + " bpm");
            facts.add(reading.meter() + " beats to the bar");
        }
        facts.add(PlotRows.clock(reading.durationSeconds()));
        reading.integratedLufs()
                .ifPresent(lufs ->
                        facts.add(String.format(Locale.ROOT, "%.1f LUFS", lufs).replace('-', '−')));
        return facts;
    }

    private String description() {
        List<String> parts = new ArrayList<>(facts());
        parts.add(reading.notes().size() + " notes");
        parts.add(reading.chords().size() + " chords");
        List<String> sections = reading.sections().stream()
                .map(section -> Titles.plain(section.label()) + " from " + PlotRows.clock(section.start()))
                .toList();
        if (!sections.isEmpty()) {
            parts.add("sections " + String.join(", ", sections));
        }
        return "Sections, chords, waveform and piano roll over time: " + String.join("; ", parts) + ".";
    }
}
