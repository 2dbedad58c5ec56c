package org.insula.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.insula.dataset.Dataset;
import org.insula.dataset.DatasetLimits;
import org.insula.dataset.DatasetReader;
import org.insula.perception.SoundEncoder;
import org.insula.teach.EmbeddingCache;
import org.insula.teach.Evaluation;
import org.insula.teach.ExampleEncoder;
import org.insula.teach.Labelled;
import org.insula.teach.Learner;
import org.insula.teach.LearnerOptions;
import org.insula.teach.Progress;
import org.insula.teach.Taught;

/**
 * How well sounds are told apart: {@code SoundQuality DATA} reads {@code DATA/spoken-digits}, files named {@code
 * digit_speaker_take.wav} in one folder for each digit. It leaves one speaker out at a time, then teaches five takes of
 * each digit by one speaker and asks about that speaker's others.
 */
public final class SoundQuality {
    private static final int SHOTS = 5;
    private static final int SEEDS = 5;

    private final SoundEncoder encoder;
    private final Map<String, List<Labelled>> bySpeaker;

    private SoundQuality(SoundEncoder encoder, List<Labelled> examples) {
        this.encoder = encoder;
        this.bySpeaker =
                examples.stream().collect(Collectors.groupingBy(Labelled::group, TreeMap::new, Collectors.toList()));
    }

    public static void main(String[] args) throws java.io.IOException {
        Path cache = Files.createTempDirectory("insula-sound");
        try (SoundEncoder encoder = new SoundEncoder();
                Dataset digits = new DatasetReader(DatasetLimits.standard()).read(Path.of(args[0], "spoken-digits"))) {
            long start = System.nanoTime();
            int cores = Runtime.getRuntime().availableProcessors();
            List<Labelled> examples = new ExampleEncoder(encoder, new EmbeddingCache(cache), cores)
                    .encode(digits, Progress.NONE)
                    .labelled();
            say(
                    "%d recordings of %s, encoded in %.1f ms each",
                    examples.size(),
                    new TreeSet<>(examples.stream().map(Labelled::group).toList()),
                    (System.nanoTime() - start) / 1e6 / examples.size());
            SoundQuality quality = new SoundQuality(encoder, examples);
            quality.leaveOneSpeakerOut();
            quality.fewShots();
        }
    }

    private void leaveOneSpeakerOut() {
        double sum = 0;
        for (String speaker : bySpeaker.keySet()) {
            List<Labelled> others = bySpeaker.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(speaker))
                    .flatMap(entry -> entry.getValue().stream())
                    .toList();
            Taught taught = learner().teach(others);
            Evaluation evaluation = Evaluation.of(taught.head(), bySpeaker.get(speaker));
            sum += evaluation.accuracy();
            say(
                    "  without %-8s accuracy %.3f  ECE %.3f  unknown %.3f  %s",
                    speaker, evaluation.accuracy(), evaluation.ece(), evaluation.unknownRate(), taught.method());
        }
        say("  one speaker left out, mean accuracy %.3f", sum / bySpeaker.size());
    }

    private void fewShots() {
        double sum = 0;
        for (Map.Entry<String, List<Labelled>> speaker : bySpeaker.entrySet()) {
            double ofSpeaker = 0;
            for (int seed = 0; seed < SEEDS; seed++) {
                ofSpeaker += fewShots(speaker.getValue(), seed) / SEEDS;
            }
            say("  %d takes of each by %-8s accuracy %.4f on the others", SHOTS, speaker.getKey(), ofSpeaker);
            sum += ofSpeaker;
        }
        say("  %d takes, same speaker, mean accuracy %.4f (%d draws each)", SHOTS, sum / bySpeaker.size(), SEEDS);
    }

    private double fewShots(List<Labelled> takes, int seed) {
        Map<String, List<Labelled>> byLabel =
                takes.stream().collect(Collectors.groupingBy(Labelled::label, TreeMap::new, Collectors.toList()));
        List<Labelled> taught = new ArrayList<>();
        List<Labelled> asked = new ArrayList<>();
        Random random = new Random(seed);
        for (List<Labelled> ofLabel : byLabel.values()) {
            List<Labelled> shuffled = new ArrayList<>();
            ofLabel.forEach(take -> shuffled.add(alone(take)));
            Collections.shuffle(shuffled, random);
            taught.addAll(shuffled.subList(0, SHOTS));
            asked.addAll(shuffled.subList(SHOTS, shuffled.size()));
        }
        return Evaluation.of(learner().teach(taught).head(), asked).accuracy();
    }

    private static Labelled alone(Labelled take) {
        return new Labelled(take.input(), take.embedding(), take.label(), null);
    }

    private Learner learner() {
        return new Learner(encoder.blocks(), encoder.blockChoices(), encoder.terms(), LearnerOptions.defaults());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
