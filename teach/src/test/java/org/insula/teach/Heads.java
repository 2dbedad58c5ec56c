package org.insula.teach;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;

/** Seeded heads and models to write, read and run. */
final class Heads {
    static final int DIMENSIONS = 7;
    static final int TERMS = 64;

    private Heads() {}

    static HeadParameters random(long seed, int labels, int vocabulary) {
        SplittableRandom random = new SplittableRandom(seed);
        int references = 5;
        int[] terms = random.ints(1_000, 0, TERMS)
                .distinct()
                .limit(vocabulary)
                .sorted()
                .toArray();
        return new HeadParameters(
                IntStream.range(0, labels).mapToObj(i -> "label " + i).toList(),
                new int[] {4, 3},
                floats(random, DIMENSIONS, -1, 1),
                floats(random, DIMENSIONS, 0, 2),
                vocabulary == 0 ? 0 : TERMS,
                vocabulary == 0 ? 0 : 0.5f,
                terms,
                floats(random, terms.length, 1, 3),
                floats(random, labels * DIMENSIONS, -1, 1),
                floats(random, terms.length * labels, -1, 1),
                floats(random, labels, -1, 1),
                (float) random.nextDouble(0.5, 2),
                units(random, references),
                2,
                (float) random.nextDouble(0.2, 0.8));
    }

    static Embedding embedding(SplittableRandom random, HeadParameters head) {
        int count = head.vocabulary().length == 0 ? 0 : random.nextInt(12);
        int[] terms = random.ints(count, 0, TERMS).distinct().sorted().toArray();
        float[] counts = floats(random, terms.length, 0.2, 4);
        return Embedding.of(floats(random, DIMENSIONS, -2, 2), terms, counts);
    }

    static Model model(HeadParameters head) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        head.labels().forEach(label -> counts.put(label, 4));
        Provenance provenance = new Provenance(
                "0.1.0", 1, counts, 8, "No groups are known, so each example stands alone.", 0, "ab", "25", "Linux");
        Figures figures = new Figures(
                "examples it had not seen (cross-validation)",
                8,
                0.9,
                0.85,
                0.8,
                0.05,
                0.02,
                0.95,
                List.of(new Evaluation.LabelFigures("label 0", 1, 0.5, 0.66, 4)));
        return new Model(
                "picture",
                "dots-7/1/abc",
                List.of(new Encoder.Block("dots", 4), new Encoder.Block("dashes", 3)),
                new Head(head),
                "nearest class mean",
                provenance,
                figures);
    }

    private static float[] units(SplittableRandom random, int count) {
        float[] rows = floats(random, count * DIMENSIONS, -1, 1);
        for (int i = 0; i < rows.length; i++) {
            rows[i] /= (float) Math.sqrt(DIMENSIONS);
        }
        return rows;
    }

    private static float[] floats(SplittableRandom random, int size, double from, double to) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(from, to);
        }
        return values;
    }
}
