package org.insula.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.insula.dataset.Dataset;
import org.insula.teach.LearnerOptions;
import org.insula.teach.Lesson;
import org.insula.teach.ModelFile;

/** The models that Insula teaches itself the first time a data directory is served, from the examples it came with. */
final class ExampleModels {
    private static final List<Lessons> LESSONS = List.of(
            new Lessons("drawings", "picture", "drawings"),
            new Lessons("gestures", "movement", "gestures"),
            new Lessons("moods", "text", "moods.csv"));

    private record Lessons(String name, String kind, String data) {}

    private final Workshop workshop;
    private final Path directory;

    ExampleModels(Workshop workshop, Path directory) {
        this.workshop = workshop;
        this.directory = directory;
    }

    /**
     * Teaches what is missing, and notes in the directory that it was done: what somebody removed later does not come
     * back, and what was interrupted is made up for the next time.
     */
    void teachOnce() {
        Path models = directory.resolve("models");
        Path done = models.resolve(".examples-taught");
        Optional<Path> examples = workshop.examples();
        if (Files.exists(done) || examples.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(models);
            for (Lessons lesson : LESSONS) {
                Path file = models.resolve(lesson.name() + ".insula");
                if (!Files.exists(file)) {
                    teach(lesson, examples.get(), file);
                }
            }
            Files.createFile(done);
        } catch (IOException e) {
            throw new CliException(
                    "'" + directory + "' cannot be written (" + e.getMessage()
                            + "); choose another folder with --data.",
                    e);
        }
    }

    private void teach(Lessons lesson, Path examples, Path file) {
        try (Dataset data = workshop.dataset(examples.resolve(lesson.data()), lesson.kind())) {
            Lesson taught =
                    workshop.stoppable(() -> workshop.teacher(lesson.kind(), data, LearnerOptions.defaults(), directory)
                            .teach(data, Optional.empty(), workshop.progress("Teaching " + lesson.name())));
            ModelFile.write(taught.model(), file);
            workshop.terminal()
                    .say(String.format(
                            Locale.ROOT,
                            "Taught '%s' from %d examples in %.1f s: right %.0f times in 100 on examples it had not seen.",
                            lesson.name(),
                            taught.evaluation().examples(),
                            taught.seconds().total(),
                            100 * taught.evaluation().accuracy()));
        }
    }
}
