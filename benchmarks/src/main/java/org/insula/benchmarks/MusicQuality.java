package org.insula.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.insula.music.MusicReader;
import org.insula.music.Reading;
import org.insula.signal.audio.Waveform;

/**
 * How well music is read, scored as mir_eval scores it. {@code MusicQuality DATA} plays the songs in {@code DATA/songs}
 * (POP909's layout; skipped where there are none) and 32 songs written by rule with the JDK's synthesiser and reads them.
 */
public final class MusicQuality {
    private static final double SONG_SECONDS = 75;
    private static final double WRITTEN_SECONDS = 45;
    /** Songs of seeds below 400 were counted to know what to expect in a bar, weights were chosen on those below 800. */
    private static final int FIRST_SEED = 800;

    private static final int LAST_SEED = 1200;

    private final MusicReader reader;

    private MusicQuality(MusicReader reader) {
        this.reader = reader;
    }

    public static void main(String[] args) throws IOException {
        Path songs = Path.of(args[0]).resolve("songs");
        try (MusicReader reader = new MusicReader(2)) {
            MusicQuality quality = new MusicQuality(reader);
            if (Files.isDirectory(songs)) {
                say("Music: %s, the first %.0f s of each", songs, SONG_SECONDS);
                quality.measure(Pop909.songs(songs, SONG_SECONDS), SONG_SECONDS, true);
            }
            say("Music written by rule, %.0f s of each", WRITTEN_SECONDS);
            quality.measure(written(), WRITTEN_SECONDS, false);
        }
    }

    private static List<AnnotatedSong> written() {
        List<AnnotatedSong> songs = new ArrayList<>();
        for (int seed = FIRST_SEED; seed < LAST_SEED; seed += 100) {
            for (SongWriter.Style style : SongWriter.Style.values()) {
                songs.add(SongWriter.write(seed + style.ordinal(), style, WRITTEN_SECONDS));
            }
        }
        return songs;
    }

    private void measure(List<AnnotatedSong> songs, double seconds, boolean each) {
        say("  %-16s %s", "", String.join(" ", Figures.NAMES));
        List<Figures> all = new ArrayList<>();
        for (AnnotatedSong song : songs) {
            Waveform sound = Gervill.render(song.sequence(), seconds);
            long start = System.nanoTime();
            Reading reading = reader.read(sound);
            double speed = sound.seconds() / ((System.nanoTime() - start) / 1e9);
            Figures figures = Figures.of(song, reading, seconds, speed);
            all.add(figures);
            if (each) {
                say("  %-16s %s", song.name(), figures);
            }
        }
        say("  %-16s %s", "mean of " + all.size(), Figures.mean(all));
    }

    /** The figures of one song, or their means. */
    private record Figures(double[] values) {
        static final String[] NAMES = {
            " beatF", "  CMLt", "  AMLt", "  Acc1", "  Acc2", " downF", " meter", "   key", "majmin", "  root",
            " noteF", "xspeed"
        };

        static Figures of(AnnotatedSong song, Reading reading, double seconds, double speed) {
            BeatScore beats = BeatScore.of(before(song.beats(), seconds), array(reading.beats()));
            BeatScore downbeats = BeatScore.of(before(song.downbeats(), seconds), array(reading.downbeats()));
            ChordScore chords = ChordScore.of(
                    song.chords().stream()
                            .filter(span -> span.start() < seconds)
                            .toList(),
                    reading.chords().stream()
                            .map(span -> new ChordScore.Span(
                                    span.start(), span.end(), span.chord().name()))
                            .toList());
            double bpm = reading.tempo().bpm();
            return new Figures(new double[] {
                beats.f(),
                beats.cmlT(),
                beats.amlT(),
                TempoScore.right(song.bpm(), bpm) ? 1 : 0,
                TempoScore.rightAtAnyLevel(song.bpm(), bpm) ? 1 : 0,
                downbeats.f(),
                song.meter() == reading.meter() ? 1 : 0,
                KeyScore.of(
                        song.tonic(),
                        song.mode(),
                        reading.key().tonic(),
                        reading.key().mode()),
                chords.majmin(),
                chords.root(),
                NoteScore.of(PlayedNotes.of(song.sequence(), seconds), heard(reading))
                        .f(),
                speed
            });
        }

        static Figures mean(List<Figures> all) {
            double[] mean = new double[NAMES.length];
            for (Figures figures : all) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += figures.values[i] / all.size();
                }
            }
            return new Figures(mean);
        }

        private static List<NoteScore.Onset> heard(Reading reading) {
            return reading.notes().stream()
                    .map(note -> new NoteScore.Onset(note.start(), note.midi()))
                    .toList();
        }

        private static double[] before(double[] times, double seconds) {
            return Arrays.stream(times).filter(time -> time < seconds).toArray();
        }

        private static double[] array(List<Double> list) {
            return list.stream().mapToDouble(Double::doubleValue).toArray();
        }

        @Override
        public String toString() {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < values.length; i++) {
                line.append(String.format(Locale.ROOT, i == values.length - 1 ? "%6.0f " : "%6.3f ", values[i]));
            }
            return line.toString();
        }
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
