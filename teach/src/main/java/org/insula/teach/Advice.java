package org.insula.teach;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What would help most next, in plain sentences. */
final class Advice {
    private static final int AT_MOST = 5;
    private static final int FEW = 4;
    private static final int SOLID = 15;

    private final TeachingSet set;
    private final Evaluation evaluation;
    private final List<Suspect> suspects;
    private final List<String> sentences = new ArrayList<>();

    private Advice(TeachingSet set, Evaluation evaluation, List<Suspect> suspects) {
        this.set = set;
        this.evaluation = evaluation;
        this.suspects = suspects;
    }

    static List<String> of(TeachingSet set, Evaluation evaluation, List<Suspect> suspects) {
        var advice = new Advice(set, evaluation, suspects);
        advice.tooFew();
        advice.oneGroup();
        advice.suspects();
        advice.confused();
        advice.uneven();
        return List.copyOf(advice.sentences.subList(0, Math.min(AT_MOST, advice.sentences.size())));
    }

    private void tooFew() {
        int[] counts = set.counts();
        int smallest = smallest(counts);
        int count = counts[smallest];
        String label = set.labels().get(smallest);
        if (count < FEW) {
            sentences.add("Add " + (FEW - count) + " more of '" + label + "'; it has " + count
                    + " examples, and with fewer than four both labels and figures are rough.");
        } else if (count < SOLID) {
            sentences.add("Add " + (SOLID - count) + " more of '" + label + "'; it has " + count
                    + " examples, and figures settle at about " + SOLID + ".");
        }
    }

    private void oneGroup() {
        Map<Integer, Set<String>> groups = new HashMap<>();
        for (int row = 0; row < set.size(); row++) {
            String group = set.example(row).group();
            groups.computeIfAbsent(set.labelOf()[row], k -> new HashSet<>())
                    .add(group == null ? "row " + row : "group " + group);
        }
        List<String> alone = IntStream.range(0, set.labels().size())
                .filter(k -> groups.get(k).size() == 1)
                .mapToObj(k -> "'" + set.labels().get(k) + "'")
                .toList();
        if (alone.size() == 1) {
            sentences.add("All examples of " + alone.getFirst()
                    + " share one group, so its figures cannot be trusted: record another day or person.");
        } else if (!alone.isEmpty()) {
            sentences.add("All examples of each of " + String.join(", ", alone.subList(0, Math.min(3, alone.size())))
                    + (alone.size() > 3 ? " and others" : "")
                    + " share one group, so the figures cannot be trusted: record another day or person.");
        }
    }

    private void suspects() {
        if (!suspects.isEmpty()) {
            Suspect first = suspects.getFirst();
            sentences.add(
                    "Check " + (suspects.size() == 1 ? "one label that looks" : suspects.size() + " labels that look")
                            + " wrong, first '" + shortened(first.input()) + "': it says '" + first.label()
                            + "' but looks like '"
                            + first.suggested() + "'.");
        }
    }

    /** The pair with the largest share of a label's examples taken for another, if that is a quarter or more. */
    private void confused() {
        int[][] confusion = evaluation.confusion();
        int labels = confusion.length;
        IntStream.range(0, labels * labels)
                .boxed()
                .filter(at -> at / labels != at % labels)
                .filter(at -> confusion[at / labels][at % labels] >= 2)
                .filter(at -> share(confusion, at / labels, at % labels) >= 0.25)
                .max(Comparator.comparingDouble((Integer at) -> share(confusion, at / labels, at % labels))
                        .thenComparing(Comparator.reverseOrder()))
                .ifPresent(at -> sentences.add("'" + set.labels().get(at / labels) + "' is taken for '"
                        + set.labels().get(at % labels) + "' in " + confusion[at / labels][at % labels] + " of "
                        + IntStream.of(confusion[at / labels]).sum()
                        + " examples; add clearer ones of both, or join the two labels."));
    }

    private static double share(int[][] confusion, int label, int taken) {
        return (double) confusion[label][taken]
                / Math.max(1, IntStream.of(confusion[label]).sum());
    }

    private void uneven() {
        int[] counts = set.counts();
        int smallest = smallest(counts);
        int largest = IntStream.range(0, counts.length)
                .reduce((a, b) -> counts[b] > counts[a] ? b : a)
                .orElse(0);
        if (counts[largest] >= 5 * counts[smallest] && counts[smallest] >= SOLID) {
            sentences.add("'" + set.labels().get(largest) + "' has " + counts[largest] + " examples and '"
                    + set.labels().get(smallest) + "' " + counts[smallest]
                    + "; rare labels are named less readily, so add to the smaller one.");
        }
    }

    private static int smallest(int[] counts) {
        return IntStream.range(0, counts.length)
                .reduce((a, b) -> counts[b] < counts[a] ? b : a)
                .orElse(0);
    }

    private static String shortened(String input) {
        return input.length() <= 60 ? input : input.substring(0, 59) + "…";
    }
}
