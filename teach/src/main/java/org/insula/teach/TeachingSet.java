package org.insula.teach;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;

/**
 * Checked examples in an order of their own (label, input, group), so that what is learnt does not depend on the order
 * in which they arrived.
 */
final class TeachingSet {
    private static final int MAX_LABELS = 1_000;
    private static final long MAX_NUMBERS = 1L << 30;

    private final List<Labelled> examples;
    private final List<String> labels;
    private final int[] labelOf;
    private final int[] arrival;
    private final int dimensions;

    private TeachingSet(List<Labelled> examples, List<String> labels, int[] labelOf, int[] arrival, int dimensions) {
        this.examples = examples;
        this.labels = labels;
        this.labelOf = labelOf;
        this.arrival = arrival;
        this.dimensions = dimensions;
    }

    /**
     * Checks and sorts.
     *
     * @throws TeachException if there are fewer than two labels, a label has a single example, two labels differ only
     *     by case, or an embedding does not fit the encoder
     */
    static TeachingSet of(List<Labelled> given, List<Encoder.Block> blocks, int terms) {
        int dimensions = blocks.stream().mapToInt(Encoder.Block::size).sum();
        if ((long) given.size() * Kernels.padded(dimensions) > MAX_NUMBERS) {
            throw new TeachException(given.size() + " examples of " + dimensions + " numbers came, but at most "
                    + MAX_NUMBERS / Kernels.padded(dimensions) + " fit; leave some out.");
        }
        given.forEach(example -> checkShape(example.input(), example.embedding(), dimensions, terms));
        List<String> labels = checkedLabels(given);
        int[] arrival = IntStream.range(0, given.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> given.get(i).label())
                        .thenComparing(i -> given.get(i).input())
                        .thenComparing(i -> given.get(i).group(), Comparator.nullsFirst(Comparator.naturalOrder())))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Labelled> examples = IntStream.of(arrival).mapToObj(given::get).toList();
        int[] labelOf = examples.stream()
                .mapToInt(example -> Collections.binarySearch(labels, example.label()))
                .toArray();
        return new TeachingSet(examples, labels, labelOf, arrival, dimensions);
    }

    static void checkShape(String input, Embedding embedding, int dimensions, int terms) {
        if (embedding.dimensions() != dimensions) {
            throw new TeachException("The embedding of '" + input + "' has " + embedding.dimensions()
                    + " numbers, but this kind has " + dimensions + "; encode it with the same encoder.");
        }
        int count = embedding.termCount();
        if (count > 0 && embedding.term(count - 1) >= terms) {
            throw new TeachException("The embedding of '" + input + "' has term " + embedding.term(count - 1)
                    + ", but this kind has " + terms + " terms; encode it with the same encoder.");
        }
    }

    private static List<String> checkedLabels(List<Labelled> given) {
        Map<String, Integer> counts = new TreeMap<>();
        given.forEach(example -> counts.merge(example.label(), 1, Integer::sum));
        checkCase(counts);
        if (counts.size() < 2) {
            throw new TeachException("The examples have " + counts.size() + " label" + (counts.size() == 1 ? " " : "s ")
                    + counts.keySet() + ", but at least 2 are needed; add examples of something else.");
        }
        if (counts.size() > MAX_LABELS) {
            throw new TeachException("The examples have " + counts.size() + " labels, but at most " + MAX_LABELS
                    + " can be told apart; use fewer labels.");
        }
        counts.forEach((label, count) -> {
            if (count < 2) {
                throw new TeachException(
                        "Label '" + label + "' has 1 example, but at least 2 are needed; add another or leave it out.");
            }
        });
        return List.copyOf(counts.keySet());
    }

    private static void checkCase(Map<String, Integer> counts) {
        Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String label : counts.keySet()) {
            String other = seen.put(label.strip(), label);
            if (other != null) {
                throw new TeachException("Labels '" + other + "' and '" + label
                        + "' differ only by case or spaces; write them alike if they mean the same.");
            }
        }
    }

    int size() {
        return examples.size();
    }

    List<String> labels() {
        return labels;
    }

    Labelled example(int row) {
        return examples.get(row);
    }

    List<Embedding> embeddings() {
        return examples.stream().map(Labelled::embedding).toList();
    }

    /** The label number of every row; shared, not copied. */
    int[] labelOf() {
        return labelOf;
    }

    int[] labelsOf(int[] rows) {
        return IntStream.of(rows).map(row -> labelOf[row]).toArray();
    }

    int[] counts() {
        int[] counts = new int[labels.size()];
        for (int label : labelOf) {
            counts[label]++;
        }
        return counts;
    }

    /** Which of the given examples a row is. */
    int arrivalOf(int row) {
        return arrival[row];
    }

    int dimensions() {
        return dimensions;
    }

    /** What belongs to each row, put into the order in which the examples arrived. */
    <T> List<T> asArrived(List<T> ofRows) {
        List<T> result = new ArrayList<>(ofRows);
        for (int row = 0; row < arrival.length; row++) {
            result.set(arrival[row], ofRows.get(row));
        }
        return List.copyOf(result);
    }
}
