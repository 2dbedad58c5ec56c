package org.insula.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.insula.dataset.Dataset;
import org.insula.teach.LearnerOptions;
import org.insula.teach.Lesson;
import org.insula.teach.ModelFile;
import org.insula.teach.ReportJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula teach}. */
@Command(
        name = "teach",
        description = "Learn from labelled examples and say how good the model is on examples it has not seen.")
final class TeachCommand implements Callable<Integer> {
    private final Workshop workshop;

    @Parameters(
            paramLabel = "DATA",
            description = "A folder with one sub-folder per label; a CSV or JSONL file with text,label or"
                    + " file,label[,group]; a .ts, ARFF or JSONL file of time series; or a zip of one of these. For hand and"
                    + " body an example is a picture, or a video, or a folder of frames.")
    private Path data;

    @Option(
            names = "--kind",
            required = true,
            description = "What the examples are: face, picture, sound, movement, hand, body or text.")
    private String kind;

    @Option(names = "-o", paramLabel = "FILE.insula", description = "Write the model here.")
    private Path output;

    @Option(names = "--test", paramLabel = "DATA", description = "Measure on these examples instead.")
    private Path test;

    @Option(names = "--seed", paramLabel = "N", description = "Same data and seed, same model (default: 1).")
    private long seed = 1;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    TeachCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() {
        if (output != null && Files.isDirectory(output)) {
            throw new CliException("'" + output + "' is a folder; name the file to write, such as my.insula.");
        }
        if (output != null && !Files.isDirectory(output.toAbsolutePath().getParent())) {
            throw new CliException("'" + output
                    + "' could not be written (its folder does not exist); make the folder or choose another place.");
        }
        try (Dataset examples = workshop.dataset(data, kind);
                Dataset held = test == null ? null : workshop.dataset(test, kind)) {
            LearnerOptions options = LearnerOptions.defaults().withSeed(seed);
            Lesson lesson = workshop.stoppable(() -> workshop.teacher(kind, examples, options, workshop.home())
                    .teach(examples, Optional.ofNullable(held), workshop.progress("Looking at examples")));
            if (output != null) {
                ModelFile.write(lesson.model(), output);
            }
            report(lesson);
        }
        return 0;
    }

    private void report(Lesson lesson) {
        if (json) {
            workshop.terminal().json(ReportJson.of(lesson));
            return;
        }
        new Report(workshop.terminal())
                .lesson(ReportJson.of(lesson), lesson.model().figures().measuredOn());
        if (output != null) {
            workshop.terminal().say("");
            workshop.terminal().say("Wrote " + output + ". Try it: insula predict " + output + " INPUT");
        }
    }
}
