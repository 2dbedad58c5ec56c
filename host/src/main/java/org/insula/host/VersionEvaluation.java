package org.insula.host;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.insula.dataset.Grouping;
import org.insula.teach.Evaluation;
import org.insula.teach.Lesson;
import org.insula.teach.Outcome;
import org.insula.teach.Reliability;

/**
 * What was found of each example when a version was taught, as JSON: what a model said of it that saw neither it nor its
 * group, whether its label looks wrong, and where it lies on a plane. Of many examples those are kept first about which
 * there is something to say.
 */
final class VersionEvaluation {
    static final int MOST_EXAMPLES = 5_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private VersionEvaluation() {}

    /** @param ids of the examples of the data set, in its order */
    static String of(Lesson lesson, Grouping grouping, List<String> ids) {
        List<String> labels = lesson.model().head().labels();
        List<Outcome> kept = kept(lesson.outcomes());
        ObjectNode json = JSON.objectNode();
        labels.forEach(json.putArray("labels")::add);
        json.put("examples", lesson.outcomes().size())
                .put("leftOut", lesson.outcomes().size() - kept.size())
                .put("skipped", lesson.skipped().size());
        json.putObject("grouping")
                .put("source", grouping.source().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("groups", grouping.groups())
                .put("grouped", grouping.grouped())
                .put("sentence", lesson.grouping());
        groupsOf(labels, lesson.outcomes(), json.putArray("groupsOfLabels"));
        ArrayNode bins = json.putArray("reliability");
        lesson.evaluation().reliability().bins().forEach(bin -> bins.add(bin(bin)));
        lesson.explained().forEach(share -> json.withArray("explained").add(rounded(share)));
        ArrayNode outcomes = json.putArray("outcomes");
        kept.forEach(outcome -> outcomes.add(outcome(outcome, labels, ids)));
        return json.toString();
    }

    /** All, or those that were taken for something else or look mislabelled, and an even choice of the others. */
    static List<Outcome> kept(List<Outcome> all) {
        if (all.size() <= MOST_EXAMPLES) {
            return all;
        }
        Set<Outcome> kept = new LinkedHashSet<>();
        all.stream()
                .filter(outcome -> outcome.suspect().isPresent() || !isRight(outcome))
                .limit(MOST_EXAMPLES)
                .forEach(kept::add);
        List<Outcome> others =
                all.stream().filter(outcome -> !kept.contains(outcome)).toList();
        int room = MOST_EXAMPLES - kept.size();
        IntStream.range(0, room).forEach(i -> kept.add(others.get((int) ((long) i * others.size() / room))));
        return kept.stream().sorted(Comparator.comparingInt(Outcome::place)).toList();
    }

    private static boolean isRight(Outcome outcome) {
        Evaluation.Prediction prediction = outcome.prediction();
        return prediction.label().equals(prediction.predicted());
    }

    private static void groupsOf(List<String> labels, List<Outcome> outcomes, ArrayNode counts) {
        TreeMap<String, Set<String>> groups = outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.prediction().label(),
                        TreeMap::new,
                        Collectors.mapping(Outcome::group, Collectors.toSet())));
        labels.forEach(label -> counts.add(groups.getOrDefault(label, Set.of()).size()));
    }

    private static ObjectNode bin(Reliability.Bin bin) {
        return JSON.objectNode()
                .put("from", bin.from())
                .put("to", bin.to())
                .put("examples", bin.examples())
                .put("probability", rounded(bin.probability()))
                .put("accuracy", rounded(bin.accuracy()));
    }

    private static ObjectNode outcome(Outcome outcome, List<String> labels, List<String> ids) {
        Evaluation.Prediction prediction = outcome.prediction();
        ObjectNode json = JSON.objectNode()
                .put("example", ids.get(outcome.place()))
                .put("label", labels.indexOf(prediction.label()))
                .put("predicted", labels.indexOf(prediction.predicted()))
                .put("probability", rounded(prediction.probability()))
                .put("unknown", prediction.unknown())
                .put("x", rounded(outcome.x()))
                .put("y", rounded(outcome.y()));
        outcome.suspect().ifPresent(suspect -> json.put("suggested", labels.indexOf(suspect.suggested())));
        return json;
    }

    private static double rounded(double value) {
        return Math.rint(value * 10_000) / 10_000;
    }
}
