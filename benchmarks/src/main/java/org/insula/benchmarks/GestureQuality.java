package org.insula.benchmarks;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.insula.dataset.Dataset;
import org.insula.dataset.DatasetLimits;
import org.insula.dataset.DatasetReader;
import org.insula.embedding.Encoder;
import org.insula.gesture.GestureKind;
import org.insula.teach.EmbeddingCache;
import org.insula.teach.LearnerOptions;
import org.insula.teach.Lesson;
import org.insula.teach.Progress;
import org.insula.teach.Teacher;
import org.insula.testkit.Films;

/**
 * How well gestures are told apart in films that {@link Films} makes: {@code GestureQuality PHOTOS} takes the photographs of
 * a hand from that folder. Three people (each a photograph, a hand, a hurry and a reach) are taught, three others asked;
 * then all six are cross-validated by person.
 */
public final class GestureQuality {
    private static final int PEOPLE = 6;
    private static final int TAKES = 2;

    private GestureQuality() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("insula-gestures");
        List<BufferedImage> photos = new ArrayList<>();
        for (String name : List.of("pointing.jpg", "fist.jpg", "hooked.jpg")) {
            photos.add(ImageIO.read(Path.of(args[0], name).toFile()));
        }
        measure(
                GestureKind.hands(),
                folder.resolve("hands"),
                Films.OF_HANDS,
                (gesture, person, take) -> Films.hand(photos.get(person / 2), gesture, person, take));
        measure(GestureKind.bodies(), folder.resolve("bodies"), Films.OF_BODIES, Films::body);
    }

    private interface Maker {
        List<BufferedImage> film(String gesture, int person, int take);
    }

    private static void measure(GestureKind kind, Path folder, List<String> gestures, Maker maker) throws IOException {
        for (String gesture : gestures) {
            for (int person = 0; person < PEOPLE; person++) {
                for (int take = 0; take < TAKES; take++) {
                    for (String half : List.of("all", person < PEOPLE / 2 ? "taught" : "asked")) {
                        Path film = folder.resolve(half, gesture, "p" + person, "take" + take);
                        write(maker.film(gesture, person, take), Files.createDirectories(film));
                    }
                }
            }
        }
        Path cache = folder.resolve("cache");
        say("%s: %s, %d people, %d takes each, %d frames a second", kind.kind(), gestures, PEOPLE, TAKES, Films.RATE);
        lesson(
                "three people taught, three others asked",
                kind,
                folder.resolve("taught"),
                folder.resolve("asked"),
                cache);
        lesson("all, cross-validated by person", kind, folder.resolve("all"), null, cache);
    }

    private static void write(List<BufferedImage> frames, Path film) throws IOException {
        Files.writeString(film.resolve("rate.txt"), Films.RATE + "\n");
        for (int i = 0; i < frames.size(); i++) {
            ImageIO.write(
                    frames.get(i),
                    "jpg",
                    film.resolve(String.format(Locale.ROOT, "frame%03d.jpg", i)).toFile());
        }
    }

    private static void lesson(String what, GestureKind kind, Path taught, Path asked, Path cache) {
        DatasetReader reader = new DatasetReader(DatasetLimits.standard()).takingFrames();
        try (Dataset data = reader.read(taught);
                Dataset test = asked == null ? null : reader.read(asked);
                Encoder encoder = kind.forExamples(data.examples().stream()
                        .map(example -> example.content().read()))) {
            int cores = Runtime.getRuntime().availableProcessors();
            Lesson lesson = new Teacher(
                            encoder,
                            new EmbeddingCache(cache),
                            LearnerOptions.defaults(),
                            cores,
                            "benchmarks",
                            InstantSource.system())
                    .teach(data, Optional.ofNullable(test), Progress.NONE);
            say(
                    "  %-40s accuracy %.3f  ECE %.3f  unknown %.3f  n %d  encode %.1f s  fit %.1f s",
                    what,
                    lesson.evaluation().accuracy(),
                    lesson.evaluation().ece(),
                    lesson.evaluation().unknownRate(),
                    lesson.evaluation().examples(),
                    lesson.seconds().encode(),
                    lesson.seconds().fit());
            for (int[] row : lesson.evaluation().confusion()) {
                say("    %s", Arrays.toString(row));
            }
            lesson.remarks().forEach(remark -> say("    %s", remark));
            lesson.skipped().forEach(skip -> say("    not used: %s: %s", skip.input(), skip.error()));
        }
    }

    private static void say(String form, Object... values) {
        System.out.println(String.format(Locale.ROOT, form, values));
    }
}
