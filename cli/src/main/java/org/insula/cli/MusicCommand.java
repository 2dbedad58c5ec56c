package org.insula.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.insula.music.JamsWriter;
import org.insula.music.MidiWriter;
import org.insula.music.MusicException;
import org.insula.music.MusicReader;
import org.insula.music.MusicXmlWriter;
import org.insula.music.Plot;
import org.insula.music.Reading;
import org.insula.signal.SignalException;
import org.insula.signal.audio.AudioDecoder;
import org.insula.signal.audio.AudioLimits;
import org.insula.signal.audio.Loudness;
import org.insula.signal.audio.Waveform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula music}. */
@Command(
        name = "music",
        description = "Read recordings: tempo, beats, bars, key, chords, notes, sections and loudness.",
        footer = "With several recordings, give folders instead of files to write to.")
final class MusicCommand implements Callable<Integer> {
    private static final Set<String> PICTURES = Set.of("png", "svg");

    private final Workshop workshop;

    @Parameters(arity = "1..*", paramLabel = "AUDIO", description = "Sound or video files.")
    private List<Path> files;

    @Option(names = "--json", description = "Print one JSON document; an array where there are several recordings.")
    private boolean json;

    @Option(names = "--midi", paramLabel = "FILE", description = "Write the notes and the tempo as MIDI.")
    private Path midi;

    @Option(names = "--musicxml", paramLabel = "FILE", description = "Write a score as MusicXML.")
    private Path musicXml;

    @Option(names = "--jams", paramLabel = "FILE", description = "Write every annotation as JAMS.")
    private Path jams;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw it all, as .png or .svg.")
    private Path plot;

    MusicCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() {
        checkTargets();
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        int failed = 0;
        try (MusicReader reader = new MusicReader(workshop.cores())) {
            for (Path file : files) {
                try {
                    answers.add(read(reader, file));
                } catch (SignalException | MusicException | CliException e) {
                    failed++;
                    answers.addObject().put("input", file.toString()).put("error", e.getMessage());
                    workshop.terminal().error(files.size() > 1 ? file + ": " + e.getMessage() : e.getMessage());
                }
            }
        }
        if (json) {
            workshop.terminal().json(files.size() == 1 ? answers.get(0) : answers);
        }
        return failed > 0 ? 1 : 0;
    }

    /** What cannot be written is told before the work, not after it. */
    private void checkTargets() {
        targets().forEach((option, target) -> {
            boolean folder = Files.isDirectory(target);
            if (files.size() > 1 && !folder) {
                throw new CliException(option + " is '" + target + "' and there are " + files.size()
                        + " recordings; give an existing folder to write to.");
            }
            Path parent = folder ? target : target.toAbsolutePath().getParent();
            if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
                throw new CliException(option + " is '" + target + "', where nothing can be written; give a file in a"
                        + " folder that exists and is yours.");
            }
        });
        if (plot != null && !Files.isDirectory(plot) && !PICTURES.contains(extension(plot))) {
            throw new CliException("--plot is '" + plot + "'; name the file so that it ends in .png or .svg.");
        }
    }

    private Map<String, Path> targets() {
        Map<String, Path> targets = new LinkedHashMap<>();
        targets.put("--midi", midi);
        targets.put("--musicxml", musicXml);
        targets.put("--jams", jams);
        targets.put("--plot", plot);
        targets.values().removeIf(target -> target == null);
        return targets;
    }

    private ObjectNode read(MusicReader reader, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CliException("There is no file '" + file + "'; check its name.");
        }
        List<String> remarks = new ArrayList<>();
        Waveform sound = AudioDecoder.decode(file, MusicReader.SAMPLE_RATE, AudioLimits.standard(), remarks::add);
        Reading reading = workshop.stoppable(() -> reader.read(sound, workshop.progress(name(file))::at))
                .withLoudness(Loudness.integratedLufs(file, AudioLimits.standard()));
        List<Path> written = write(reading, sound, file);
        if (json) {
            remarks.forEach(remark -> workshop.terminal().remark(file + ": " + remark));
        } else {
            remarks.forEach(workshop.terminal()::remark);
            MusicSummary.lines(file, reading).forEach(workshop.terminal()::say);
            written.forEach(each -> workshop.terminal().say("  wrote     " + each));
        }
        return MusicDesk.json(file.toString(), reading, remarks);
    }

    private List<Path> write(Reading reading, Waveform sound, Path file) {
        List<Path> written = new ArrayList<>();
        String title = title(file);
        if (midi != null) {
            Path target = target(midi, title, "mid", written);
            MidiWriter.write(reading, title, false, target);
        }
        if (musicXml != null) {
            MusicXmlWriter.write(reading, title, target(musicXml, title, "musicxml", written));
        }
        if (jams != null) {
            JamsWriter.write(reading, title, target(jams, title, "jams", written));
        }
        if (plot != null) {
            Plot.write(reading, sound, title, target(plot, title, "png", written));
        }
        return written;
    }

    private static Path target(Path given, String title, String extension, List<Path> written) {
        Path target = Files.isDirectory(given) ? given.resolve(title + "." + extension) : given;
        written.add(target);
        return target;
    }

    private static String title(Path file) {
        return title(name(file));
    }

    /** A file's name without what tells of what kind it is. */
    static String title(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String extension(Path file) {
        String name = name(file);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
    }
}
