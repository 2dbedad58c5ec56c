package org.insula.teach;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;

/**
 * What was taught: from an embedding to a label, with a calibrated probability, or to "unknown". {@link HeadParameters}
 * gives the formula.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Head implements Classifier {
    private static final int FIXED_BYTES = 20_000;

    private final HeadParameters parameters;
    private final Kernels kernels;
    private final Preparation preparation;
    private final int[] columns;
    private final LinearWeights weights;
    private final Neighbours neighbours;
    private final boolean[] looksAt;

    public Head(HeadParameters parameters) {
        this.parameters = parameters;
        this.kernels = Kernels.best();
        int dimensions = parameters.dimensions();
        int stride = Kernels.padded(dimensions);
        var weighting = new TermWeighting(parameters.vocabulary(), parameters.idf());
        this.preparation = new Preparation(
                new Standardiser(parameters.mean(), parameters.scale()),
                weighting,
                parameters.termScale(),
                parameters.terms());
        this.columns = weighting.columns(parameters.vocabulary().length == 0 ? 0 : parameters.terms());
        this.weights = weights(parameters, stride);
        int count = parameters.references().length / dimensions;
        float[] references = repad(parameters.references(), count, dimensions, stride);
        this.neighbours = new Neighbours(references, count, stride, parameters.neighbours(), kernels);
        this.looksAt = looksAt(parameters);
    }

    /** The labels, in the order of {@link #probabilities}. */
    @Override
    public List<String> labels() {
        return parameters.labels();
    }

    /** Everything that the head consists of. */
    public HeadParameters parameters() {
        return parameters;
    }

    /**
     * Says what an input is.
     *
     * @throws TeachException if the embedding does not fit
     */
    @Override
    public Verdict judge(Embedding embedding) {
        Design design = design(embedding);
        double[] p = probabilities(design);
        List<Guess> top = IntStream.range(0, p.length)
                .mapToObj(k -> new Guess(labels().get(k), p[k]))
                .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                .toList();
        Guess first = top.getFirst();
        return distance(embedding) > parameters.threshold()
                ? new Verdict.Unknown(first.label(), first.probability(), top)
                : new Verdict.Recognised(first.label(), first.probability(), top);
    }

    /** About how many bytes of memory it takes: its numbers, as they were read and as they are laid out for speed. */
    public long memoryBytes() {
        long numbers = (long) parameters.mean().length
                + parameters.scale().length
                + parameters.weights().length
                + parameters.termWeights().length
                + parameters.references().length
                + parameters.vocabulary().length
                + parameters.idf().length;
        return Float.BYTES * (2 * numbers + columns.length) + FIXED_BYTES;
    }

    /**
     * The calibrated probability of each label, given that the input is one of them.
     *
     * @return shape (labels,), sums to 1
     * @throws TeachException if the embedding does not fit
     */
    public double[] probabilities(Embedding embedding) {
        return probabilities(design(embedding));
    }

    /**
     * How far the input is from the examples, from 0 to 2: the cosine distance to the k-th nearest, averaged over the
     * blocks that the head looks at.
     *
     * @throws TeachException if the embedding does not fit
     */
    @Override
    public double distance(Embedding embedding) {
        checkShape(embedding);
        return neighbours.distances(Neighbours.unit(List.of(embedding), parameters.blocks()), 1)[0];
    }

    /** Which blocks have a say in what the head answers, shape (blocks,); the numbers of all others do not matter. */
    boolean[] looksAt() {
        return looksAt.clone();
    }

    private static boolean[] looksAt(HeadParameters parameters) {
        boolean[] dimensions = new boolean[parameters.dimensions()];
        for (int i = 0; i < parameters.references().length; i++) {
            dimensions[i % dimensions.length] |= parameters.references()[i] != 0;
        }
        boolean[] blocks = new boolean[parameters.blocks().length];
        int at = 0;
        for (int block = 0; block < blocks.length; block++) {
            for (int end = at + parameters.blocks()[block]; at < end; at++) {
                blocks[block] |= dimensions[at] || parameters.scale()[at] != 0;
            }
        }
        return blocks;
    }

    private double[] probabilities(Design design) {
        float[] logits = weights.logits(design, kernels);
        return Temperature.softmax(logits, 0, labels().size(), parameters.temperature(), new double[labels().size()]);
    }

    private Design design(Embedding embedding) {
        checkShape(embedding);
        return preparation.apply(List.of(embedding), columns);
    }

    private void checkShape(Embedding embedding) {
        TeachingSet.checkShape("input", embedding, parameters.dimensions(), parameters.terms());
    }

    private static LinearWeights weights(HeadParameters parameters, int stride) {
        int labels = parameters.labels().size();
        var weights = LinearWeights.zero(labels, stride, parameters.vocabulary().length);
        float[] dense = repad(parameters.weights(), labels, parameters.dimensions(), stride);
        System.arraycopy(dense, 0, weights.flat(), 0, dense.length);
        System.arraycopy(parameters.bias(), 0, weights.flat(), weights.biasAt(), labels);
        float[] terms = repad(parameters.termWeights(), parameters.vocabulary().length, labels, weights.width());
        System.arraycopy(terms, 0, weights.flat(), weights.sparseAt(), terms.length);
        return weights;
    }

    /** Copies rows of one length into rows of another, cutting or padding with zeros. */
    static float[] repad(float[] rows, int count, int from, int to) {
        float[] result = new float[Math.multiplyExact(count, to)];
        for (int i = 0; i < count; i++) {
            System.arraycopy(rows, i * from, result, i * to, Math.min(from, to));
        }
        return result;
    }
}
