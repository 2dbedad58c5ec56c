package org.insula.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.insula.music.Reading;

/** A reading in a few lines, for a terminal. */
final class MusicSummary {
    private static final int MOST_CHORDS = 24;

    private MusicSummary() {}

    static List<String> lines(Path file, Reading reading) {
        List<String> lines = new ArrayList<>();
        lines.add(file + " (" + clock(reading.durationSeconds()) + ")");
        lines.add("  tempo     " + tempo(reading));
        lines.add("  key       " + key(reading));
        lines.add("  loudness  "
                + (reading.integratedLufs().isPresent()
                        ? say("%.1f LUFS", reading.integratedLufs().getAsDouble())
                        : "none: it is silent"));
        lines.add("  sections  "
                + reading.sections().stream()
                        .map(section -> section.label() + " " + clock(section.start()))
                        .collect(Collectors.joining(", ")));
        lines.add("  chords    " + chords(reading));
        lines.add("  notes     " + reading.notes().size());
        return lines;
    }

    private static String tempo(Reading reading) {
        if (reading.beats().isEmpty()) {
            return "none: no pulse was found";
        }
        return say(
                "%.1f beats a minute (confidence %.2f), %d to a bar, %d beats",
                reading.tempo().bpm(),
                reading.tempo().confidence(),
                reading.meter(),
                reading.beats().size());
    }

    private static String key(Reading reading) {
        if (reading.key().confidence() <= 0) {
            return "none";
        }
        return say(
                "%s %s (%s on the Camelot wheel, confidence %.2f)",
                reading.key().tonic().symbol(),
                reading.key().mode().name().toLowerCase(Locale.ROOT),
                reading.key().camelot(),
                reading.key().confidence());
    }

    private static String chords(Reading reading) {
        String first = reading.chords().stream()
                .limit(MOST_CHORDS)
                .map(span -> span.chord().name())
                .collect(Collectors.joining(" "));
        int more = reading.chords().size() - MOST_CHORDS;
        return more > 0 ? first + " … and " + more + " more" : first;
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return say("%d:%02d", whole / 60, whole % 60);
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
