package org.insula.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;
import org.insula.movement.Hydra;
import org.insula.movement.HydraOptions;
import org.insula.movement.LabelledRecording;
import org.insula.movement.Levels;
import org.insula.movement.MiniRocket;
import org.insula.movement.MiniRocketOptions;
import org.insula.movement.Ridge;
import org.insula.movement.Series;
import org.insula.movement.SeriesLimits;
import org.insula.movement.SeriesReader;
import org.insula.teach.Evaluation;
import org.insula.teach.Labelled;
import org.insula.teach.Learner;
import org.insula.teach.LearnerOptions;

/**
 * How well movements are told apart on the default splits, with several seeds: by the papers' protocol, ridge with its
 * strength found by leaving one out, and as Insula teaches them, with calibrated probabilities. A seed draws the channels
 * and weights of the transforms and the folds. {@code MovementQuality DATA} reads {@code DATA/movement/NAME_TRAIN.ts} and {@code _TEST.ts}
 * and passes over what is not there.
 */
public final class MovementQuality {
    private static final int SEEDS = 5;

    private MovementQuality() {}

    public static void main(String[] args) {
        for (String name : List.of("GunPoint", "ArrowHead", "BasicMotions")) {
            Path train = Path.of(args[0], "movement", name + "_TRAIN.ts");
            Path test = Path.of(args[0], "movement", name + "_TEST.ts");
            if (Files.exists(train) && Files.exists(test)) {
                measure(name, read(train), read(test));
            } else {
                say("%s is not in %s", name, args[0]);
            }
        }
    }

    private static List<LabelledRecording> read(Path file) {
        return new SeriesReader(SeriesLimits.standard()).read(file);
    }

    private static void measure(String name, List<LabelledRecording> train, List<LabelledRecording> test) {
        List<String> labels =
                train.stream().map(MovementQuality::label).distinct().toList();
        List<Series> series = train.stream().map(MovementQuality::series).toList();
        Map<String, double[]> accuracies = new LinkedHashMap<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            for (var method : methods(series, seed).entrySet()) {
                float[][] x = series.stream().map(method.getValue()).toArray(float[][]::new);
                int[] y = train.stream().mapToInt(r -> labels.indexOf(label(r))).toArray();
                Ridge ridge = Ridge.fit(x, y, labels.size());
                accuracies.computeIfAbsent(method.getKey(), k -> new double[SEEDS])[seed] = test.stream()
                        .mapToInt(r ->
                                labels.get(ridge.classify(method.getValue().apply(series(r))))
                                                .equals(label(r))
                                        ? 1
                                        : 0)
                        .average()
                        .orElseThrow();
            }
        }
        accuracies.put("taught", taught(train, test, false));
        accuracies.put("taught, calibration error", taught(train, test, true));
        say("%s: %d to learn, %d to judge", name, train.size(), test.size());
        accuracies.forEach((method, values) -> say(
                "  %-28s %.4f (%.4f to %.4f)",
                method,
                Arrays.stream(values).average().orElseThrow(),
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow()));
    }

    /** For each seed the accuracy, or the calibration error, of what {@link Learner} makes of the encoder's blocks. */
    private static double[] taught(List<LabelledRecording> train, List<LabelledRecording> test, boolean error) {
        int channels = series(train.getFirst()).channels();
        int length = series(train.getFirst()).length();
        double[] figures = new double[SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            MiniRocket frozen = MiniRocket.frozen(
                    channels, length, MiniRocketOptions.standard().withSeed(seed));
            Hydra hydra = Hydra.of(channels, length, HydraOptions.standard().withSeed(seed));
            List<Encoder.Block> blocks = List.of(
                    new Encoder.Block("minirocket", frozen.features()),
                    new Encoder.Block("hydra", hydra.features()),
                    new Encoder.Block("levels", Levels.PER_CHANNEL * channels));
            Function<Series, float[]> encoder =
                    s -> joined(joined(frozen.transform(s), hydra.transform(s)), Levels.of(s));
            Learner learner = new Learner(blocks, 0, LearnerOptions.defaults().withSeed(seed));
            Evaluation evaluation =
                    Evaluation.of(learner.teach(labelled(train, encoder)).head(), labelled(test, encoder));
            figures[seed] = error ? evaluation.ece() : evaluation.accuracy();
        }
        return figures;
    }

    private static List<Labelled> labelled(List<LabelledRecording> recordings, Function<Series, float[]> encoder) {
        return recordings.stream()
                .map(r -> new Labelled(r.place(), Embedding.of(encoder.apply(series(r))), label(r), null))
                .toList();
    }

    private static Map<String, Function<Series, float[]>> methods(List<Series> train, long seed) {
        int channels = train.getFirst().channels();
        int length = train.getFirst().length();
        MiniRocketOptions options = MiniRocketOptions.standard().withSeed(seed);
        MiniRocket fitted = MiniRocket.fit(train, options);
        MiniRocket frozen = MiniRocket.frozen(channels, length, options);
        Hydra hydra = Hydra.of(channels, length, HydraOptions.standard().withSeed(seed));
        Map<String, Function<Series, float[]>> methods = new LinkedHashMap<>();
        methods.put("MiniRocket, fitted", fitted::transform);
        methods.put("MiniRocket, frozen", frozen::transform);
        methods.put("Hydra", hydra::transform);
        methods.put("Hydra + MiniRocket, fitted", s -> joined(hydra.transform(s), fitted.transform(s)));
        methods.put("Hydra + MiniRocket, frozen", s -> joined(hydra.transform(s), frozen.transform(s)));
        return methods;
    }

    private static float[] joined(float[] first, float[] second) {
        float[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static String label(LabelledRecording recording) {
        return recording.label().orElseThrow();
    }

    private static Series series(LabelledRecording recording) {
        return recording.recording().series();
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
