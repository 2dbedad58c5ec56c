package org.insula.teach;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The reports of teaching and evaluating as JSON. */
public final class ReportJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ReportJson() {}

    /** What {@code insula teach --json} prints. */
    public static ObjectNode of(Lesson lesson) {
        ObjectNode json = report(
                lesson.model().kind(),
                lesson.evaluation(),
                lesson.grouping(),
                lesson.seconds(),
                lesson.suspects(),
                lesson.skipped(),
                lesson.remarks());
        json.put("method", lesson.model().method());
        ArrayNode advice = json.putArray("advice");
        lesson.advice().forEach(advice::add);
        return json;
    }

    /** What {@code insula evaluate --json} prints. */
    public static ObjectNode of(String kind, Teacher.Measured measured) {
        return report(
                kind,
                measured.evaluation(),
                measured.grouping(),
                measured.seconds(),
                List.of(),
                measured.skipped(),
                measured.remarks());
    }

    private static ObjectNode report(
            String kind,
            Evaluation evaluation,
            String grouping,
            Lesson.Seconds seconds,
            List<Suspect> suspects,
            List<Skipped> skipped,
            List<String> remarks) {
        ObjectNode json = JSON.objectNode().put("kind", kind).put("examples", evaluation.examples());
        ArrayNode labels = json.putArray("labels");
        evaluation.labels().forEach(labels::add);
        json.put("accuracy", round(evaluation.accuracy()))
                .put("balancedAccuracy", round(evaluation.balancedAccuracy()))
                .put("macroF1", round(evaluation.macroF1()))
                .put("ece", round(evaluation.ece()))
                .put("unknownRate", round(evaluation.unknownRate()))
                .put("accuracyWhenKnown", round(evaluation.accuracyWhenKnown()));
        ArrayNode confusion = json.putArray("confusion");
        for (int[] row : evaluation.confusion()) {
            ArrayNode cells = confusion.addArray();
            for (int cell : row) {
                cells.add(cell);
            }
        }
        ArrayNode perLabel = json.putArray("perLabel");
        evaluation
                .perLabel()
                .forEach(label -> perLabel.addObject()
                        .put("label", label.label())
                        .put("precision", round(label.precision()))
                        .put("recall", round(label.recall()))
                        .put("f1", round(label.f1()))
                        .put("support", label.support()));
        json.put("grouping", grouping);
        json.putObject("seconds")
                .put("encode", round(seconds.encode()))
                .put("fit", round(seconds.fit()))
                .put("total", round(seconds.total()));
        ArrayNode suspicious = json.putArray("suspects");
        suspects.forEach(suspect -> suspicious
                .addObject()
                .put("input", suspect.input())
                .put("label", suspect.label())
                .put("suggested", suspect.suggested())
                .put("confidence", round(suspect.confidence())));
        ArrayNode unused = json.putArray("skipped");
        skipped.forEach(skip -> unused.addObject().put("input", skip.input()).put("error", skip.error()));
        remarks.forEach(json.putArray("remarks")::add);
        return json;
    }

    private static double round(double value) {
        return Math.rint(value * 10_000) / 10_000;
    }
}
