package org.insula.teach;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;

/** Seeded Gaussian clouds, one for each label. */
final class Clouds {
    static final List<Encoder.Block> BLOCKS = List.of(new Encoder.Block("first", 6), new Encoder.Block("second", 4));
    static final int DIMENSIONS = 10;

    private Clouds() {}

    /**
     * Examples of {@code labels} labels in turn.
     *
     * @param apart how far the label means are from the origin, in standard deviations; label k points along axis k
     */
    static List<Labelled> of(int count, int labels, double apart, long seed) {
        var random = new Random(seed);
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = i % labels;
            float[] x = new float[DIMENSIONS];
            for (int d = 0; d < DIMENSIONS; d++) {
                x[d] = (float) (random.nextGaussian() + (d == label ? apart : 0));
            }
            examples.add(new Labelled("example " + i, Embedding.of(x), name(label), null));
        }
        return examples;
    }

    static String name(int label) {
        return "label " + (char) ('a' + label);
    }
}
