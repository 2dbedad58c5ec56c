package org.insula.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.insula.dataset.Dataset;
import org.insula.dataset.DatasetLimits;
import org.insula.dataset.DatasetReader;
import org.insula.embedding.Encoder;
import org.insula.host.ExpressionClassifier;
import org.insula.perception.FaceEncoder;
import org.insula.perception.PictureEncoder;
import org.insula.perception.TextEncoder;
import org.insula.teach.EmbeddingCache;
import org.insula.teach.Evaluation;
import org.insula.teach.LearnerOptions;
import org.insula.teach.Lesson;
import org.insula.teach.Progress;
import org.insula.teach.Teacher;
import org.insula.testkit.Drawings;

/**
 * How good: every quality figure that the project reports, in one run. {@code Quality DATA [PART...]} reads {@code
 * DATA/faces}, one folder for each apparent expression, {@code DATA/text}, TweetEval emotion as its authors laid it out,
 * {@code DATA/spoken-digits}, {@code DATA/songs} and {@code DATA/movement}.
 */
public final class Quality {
    private static final List<String> PARTS = List.of("faces", "text", "unknown", "sound", "music", "movement");
    private static final int DRAWINGS = 40;
    private static final int DRAWING_SIDE = 160;

    private final Path data;
    private final Path scratch;

    private Quality(Path data, Path scratch) {
        this.data = data;
        this.scratch = scratch;
    }

    public static void main(String[] args) throws IOException {
        List<String> parts = args.length > 1 ? List.of(args).subList(1, args.length) : PARTS;
        for (String part : parts) {
            if (!PARTS.contains(part)) {
                throw new IllegalArgumentException("'" + part + "' is not one of " + PARTS + ".");
            }
        }
        Path scratch = Files.createTempDirectory("insula-quality");
        Quality quality = new Quality(Path.of(args[0]), scratch);
        for (String part : parts) {
            switch (part) {
                case "faces" -> quality.faces();
                case "text" -> quality.text();
                case "unknown" -> quality.unknown();
                case "sound" -> SoundQuality.main(args);
                case "music" -> MusicQuality.main(args);
                default -> MovementQuality.main(args);
            }
        }
    }

    private void faces() {
        say("Faces: %s", data.resolve("faces"));
        try (FaceEncoder encoder = new FaceEncoder();
                Dataset faces = read(data.resolve("faces"))) {
            Teacher teacher = teacher(encoder);
            Evaluation zeroShot = teacher.evaluate(new ExpressionClassifier(), faces, Progress.NONE)
                    .evaluation();
            figures("zero-shot, seven labels", zeroShot);
            Lesson lesson = teacher.teach(faces, Optional.empty(), Progress.NONE);
            figures("taught, grouped cross-validation", lesson.evaluation());
            say("  %s %s", lesson.grouping(), lesson.model().method());
            lesson.skipped().forEach(skip -> say("  skipped %s: %s", skip.input(), skip.error()));
        }
    }

    private void text() throws IOException {
        say("Text: TweetEval emotion, taught on train, measured on validation");
        try (TextEncoder encoder = new TextEncoder();
                Dataset train = read(table("train"));
                Dataset validation = read(table("val"))) {
            Lesson lesson = teacher(encoder).teach(train, Optional.of(validation), Progress.NONE);
            figures("joined: MiniLM and n-grams", lesson.evaluation());
            say(
                    "  %s; fitted in %.1f s",
                    lesson.model().method(), lesson.seconds().fit());
        }
    }

    private Path table(String part) throws IOException {
        List<String> names = Files.readAllLines(data.resolve("text/mapping.txt")).stream()
                .map(line -> line.split("\t")[1].strip())
                .toList();
        List<String> texts = Files.readAllLines(data.resolve("text/" + part + "_text.txt"));
        List<String> labels = Files.readAllLines(data.resolve("text/" + part + "_labels.txt"));
        List<String> rows = new ArrayList<>(List.of("text,label"));
        for (int i = 0; i < texts.size(); i++) {
            String label = names.get(Integer.parseInt(labels.get(i).strip()));
            rows.add("\"" + texts.get(i).replace("\"", "\"\"") + "\"," + label);
        }
        return Files.write(scratch.resolve(part + ".csv"), rows);
    }

    /** One subject's drawings held out at a time, and photographs, which are farther away still. */
    private void unknown() throws IOException {
        say(
                "Unknown: %d drawings of each of %d subjects, one subject held out of teaching at a time",
                DRAWINGS, Drawings.SUBJECTS.size());
        draw();
        try (PictureEncoder encoder = new PictureEncoder()) {
            for (String heldOut : Drawings.SUBJECTS) {
                unknown(encoder, heldOut);
            }
        }
    }

    private void unknown(Encoder encoder, String heldOut) throws IOException {
        Path train = links("train-" + heldOut, 0, DRAWINGS / 2, heldOut, false);
        Path known = links("known-" + heldOut, DRAWINGS / 2, DRAWINGS, heldOut, false);
        Path outside = links("outside-" + heldOut, 0, DRAWINGS, heldOut, true);
        Teacher teacher = teacher(encoder);
        try (Dataset training = read(train);
                Dataset members = read(known);
                Dataset outsiders = read(outside);
                Dataset photographs = read(data.resolve("faces"))) {
            Lesson lesson = teacher.teach(training, Optional.of(members), Progress.NONE);
            var head = lesson.model().head();
            Refusals refusals = new Refusals(lesson.evaluation().predictions());
            List<Evaluation.Prediction> other = Refusals.judge(encoder, head, outsiders);
            List<Evaluation.Prediction> far = Refusals.judge(encoder, head, photographs);
            say(
                    "  without %-7s accuracy %.3f, ECE %.3f; refused: known %.3f (unknown %.3f), %s %.3f, photographs %.3f",
                    heldOut,
                    lesson.evaluation().accuracy(),
                    lesson.evaluation().ece(),
                    refusals.share(),
                    lesson.evaluation().unknownRate(),
                    heldOut,
                    new Refusals(other).share(),
                    new Refusals(far).share());
            say(
                    "    where .01/.02/.05/.10 of the known are refused by distance: %s %s, photographs %s",
                    heldOut, refusals.curve(other), refusals.curve(far));
        }
    }

    private void draw() throws IOException {
        for (String subject : Drawings.SUBJECTS) {
            Path folder = Files.createDirectories(scratch.resolve("all").resolve(subject));
            for (int i = 0; i < DRAWINGS; i++) {
                Path file = folder.resolve("%03d.png".formatted(i));
                ImageIO.write(Drawings.draw(subject, 1_000 + i, DRAWING_SIDE), "png", file.toFile());
            }
        }
    }

    /** A folder with drawings {@code from} to {@code to} of every subject but one, or of that one alone. */
    private Path links(String name, int from, int to, String subject, boolean only) throws IOException {
        Path folder = scratch.resolve(name);
        for (String each : Drawings.SUBJECTS) {
            if (each.equals(subject) == only) {
                Files.createDirectories(folder.resolve(each));
                for (int i = from; i < to; i++) {
                    String file = "%03d.png".formatted(i);
                    Files.copy(
                            scratch.resolve("all").resolve(each).resolve(file),
                            folder.resolve(each).resolve(file));
                }
            }
        }
        return folder;
    }

    private Teacher teacher(Encoder encoder) {
        EmbeddingCache cache = new EmbeddingCache(scratch.resolve("cache"));
        int cores = Runtime.getRuntime().availableProcessors();
        return new Teacher(encoder, cache, LearnerOptions.defaults(), cores, "benchmark", InstantSource.system());
    }

    private static Dataset read(Path path) {
        return new DatasetReader(DatasetLimits.standard()).read(path);
    }

    private static void figures(String what, Evaluation evaluation) {
        say(
                "  %-34s accuracy %.3f  balanced %.3f  macro-F1 %.3f  ECE %.3f  unknown %.3f  n %d",
                what,
                evaluation.accuracy(),
                evaluation.balancedAccuracy(),
                evaluation.macroF1(),
                evaluation.ece(),
                evaluation.unknownRate(),
                evaluation.examples());
        evaluation
                .perLabel()
                .forEach(label -> say(
                        "    %-12s recall %.2f  precision %.2f  n %d",
                        label.label(), label.recall(), label.precision(), label.support()));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
