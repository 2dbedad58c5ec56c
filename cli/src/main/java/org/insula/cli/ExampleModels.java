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
    private static final List<Lessons> LESSONS =
            List.of(new Lessons("drawings", "picture", "drawings"), new Lessons("moods", "text", "moods.csv"));

    private record Lessons(String name, String kind, String data) {}

    private final Workshop workshop;
    private final Path directory;

    ExampleModels(Workshop workshop, Path directory) {
        this.workshop = workshop;
        this.directory = directory;
    }

    /** Teaches them unless this directory has ever held models; what somebody removed does not come back. */
    void teachOnce() {
        Path models = directory.resolve("models");
        Optional<Path> examples = workshop.examples();
        if (Files.exists(models) || examples.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(models);
        } catch (IOException e) {
            throw new CliException(
                    "'" + directory + "' cannot be made (" + e.getMessage() + "); choose another folder with --data.",
                    e);
        }
        LESSONS.forEach(lesson -> teach(lesson, examples.get(), models));
    }

    private void teach(Lessons lesson, Path examples, Path models) {
        try (Dataset data = workshop.dataset(examples.resolve(lesson.data()))) {
            var teacher = workshop.teacher(lesson.kind(), LearnerOptions.defaults(), directory);
            Lesson taught = workshop.stoppable(
                    () -> teacher.teach(data, Optional.empty(), workshop.progress("Teaching " + lesson.name())));
            ModelFile.write(taught.model(), models.resolve(lesson.name() + ".insula"));
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
