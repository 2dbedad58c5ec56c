package org.insula.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiSystem;
import org.insula.music.Mode;
import org.insula.music.PitchClass;

/**
 * Piano arrangements of pop songs with beats, chords and keys, as their authors lay them out: {@code NNN.mid} beside
 * {@code NNN.beat_midi.txt}, {@code NNN.chord_midi.txt} and {@code NNN.key_audio.txt}.
 *
 * @see <a href="https://arxiv.org/abs/2008.07142">Wang et al. 2020, POP909</a>
 */
final class Pop909 {
    private Pop909() {}

    /** The songs in {@code folder}, by number, each annotated up to {@code seconds}. */
    static List<AnnotatedSong> songs(Path folder, double seconds) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<AnnotatedSong> songs = new ArrayList<>();
            for (Path midi : files.filter(file -> file.toString().endsWith(".mid"))
                    .sorted()
                    .toList()) {
                songs.add(song(folder, midi.getFileName().toString().replace(".mid", ""), seconds));
            }
            return songs;
        }
    }

    private static AnnotatedSong song(Path folder, String number, double seconds) throws IOException {
        List<double[]> beats = Files.readAllLines(folder.resolve(number + ".beat_midi.txt")).stream()
                .map(line -> Arrays.stream(line.trim().split("\\s+"))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .filter(beat -> beat[0] < seconds)
                .toList();
        double[] times = beats.stream().mapToDouble(beat -> beat[0]).toArray();
        double[] downbeats = beats.stream()
                .filter(beat -> beat[2] == 1)
                .mapToDouble(beat -> beat[0])
                .toArray();
        String[] key = Files.readString(folder.resolve(number + ".key_audio.txt"))
                .lines()
                .findFirst()
                .orElseThrow()
                .split("\\s+")[2]
                .split(":");
        try {
            return new AnnotatedSong(
                    number,
                    MidiSystem.getSequence(folder.resolve(number + ".mid").toFile()),
                    times,
                    downbeats,
                    60 / medianStep(times),
                    meter(beats),
                    PitchClass.of(HarteChord.pitchClass(key[0]).ordinal()),
                    key[1].equals("maj") ? Mode.MAJOR : Mode.MINOR,
                    chords(folder.resolve(number + ".chord_midi.txt"), seconds),
                    new double[0]);
        } catch (InvalidMidiDataException e) {
            throw new IOException("'" + number + ".mid' is not MIDI; copy the data again.", e);
        }
    }

    private static List<ChordScore.Span> chords(Path file, double seconds) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.trim().split("\\s+"))
                .map(span -> new ChordScore.Span(
                        Double.parseDouble(span[0]), Math.min(seconds, Double.parseDouble(span[1])), span[2]))
                .filter(span -> span.start() < span.end())
                .toList();
    }

    static double medianStep(double[] times) {
        double[] steps = new double[times.length - 1];
        Arrays.setAll(steps, i -> times[i + 1] - times[i]);
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }

    /** The commonest number of beats from one downbeat to the next. */
    private static int meter(List<double[]> beats) {
        int[] counts = new int[16];
        int last = -1;
        for (int i = 0; i < beats.size(); i++) {
            if (beats.get(i)[2] == 1) {
                if (last >= 0 && i - last < counts.length) {
                    counts[i - last]++;
                }
                last = i;
            }
        }
        int best = 1;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return best;
    }
}
