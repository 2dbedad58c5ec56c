package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Tells people how good a model is: one sentence first, then the table, then what to mend. */
final class Report {
    /** What teaching without test data measures on. */
    static final String UNSEEN = "examples it had not seen (cross-validation)";

    private static final int LISTED = 5;
    private static final int COLUMN = 14;

    private final Terminal terminal;

    Report(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * @param report as {@code --json} prints it
     * @param measuredOn what it was measured on, as the end of a sentence
     */
    void lesson(JsonNode report, String measuredOn) {
        figures(report, measuredOn);
        suspects(report.path("suspects"));
        skipped(report.path("skipped"));
        remarks(report.path("remarks"));
        remarks(report.path("advice"));
        terminal.say("");
        terminal.say(String.format(
                Locale.ROOT,
                "Looked at the examples in %.1f s, learned in %.1f s.",
                report.path("seconds").path("encode").asDouble(),
                report.path("seconds").path("fit").asDouble()));
    }

    /** @param report as {@code --json} prints it */
    void measured(JsonNode report) {
        figures(report, "the examples given");
        skipped(report.path("skipped"));
        remarks(report.path("remarks"));
    }

    private void figures(JsonNode report, String measuredOn) {
        terminal.say(String.format(
                Locale.ROOT,
                "Right %.0f times in 100 on %s; each label counted alike, %.0f in 100.",
                100 * report.path("accuracy").asDouble(),
                measuredOn,
                100 * report.path("balancedAccuracy").asDouble()));
        terminal.say(String.format(
                Locale.ROOT,
                "Called %.0f in 100 of them unknown; its probabilities are off by %.0f points on average (ECE).",
                100 * report.path("unknownRate").asDouble(),
                100 * report.path("ece").asDouble()));
        terminal.say(report.path("grouping").asText());
        terminal.say("");
        confusion(report);
    }

    /** Rows are what the examples show, columns what they were taken for. */
    private void confusion(JsonNode report) {
        JsonNode labels = report.path("labels");
        StringBuilder head = new StringBuilder(pad("shown \\ taken for"));
        labels.forEach(label -> head.append(right(label.asText())));
        terminal.say(head.append(right("recall")).toString());
        for (int i = 0; i < labels.size(); i++) {
            StringBuilder row = new StringBuilder(pad(labels.get(i).asText()));
            for (JsonNode cell : report.path("confusion").path(i)) {
                row.append(right(cell.asInt() == 0 ? "·" : cell.asText()));
            }
            row.append(right(String.format(
                    Locale.ROOT,
                    "%.2f",
                    report.path("perLabel").path(i).path("recall").asDouble())));
            terminal.say(row.toString());
        }
    }

    private void suspects(JsonNode suspects) {
        if (suspects.isEmpty()) {
            return;
        }
        terminal.say("");
        terminal.say(suspects.size() + (suspects.size() == 1 ? " example looks" : " examples look")
                + " wrongly labelled; the most suspect:");
        for (int i = 0; i < Math.min(LISTED, suspects.size()); i++) {
            JsonNode suspect = suspects.get(i);
            terminal.say("  " + suspect.path("input").asText() + " is labelled "
                    + suspect.path("label").asText() + ", looks like "
                    + suspect.path("suggested").asText());
        }
    }

    private void skipped(JsonNode skipped) {
        if (skipped.isEmpty()) {
            return;
        }
        terminal.say("");
        terminal.say(skipped.size() + (skipped.size() == 1 ? " example was" : " examples were") + " not used:");
        skipped.forEach(skip -> terminal.say(
                "  " + skip.path("input").asText() + ": " + skip.path("error").asText()));
    }

    private void remarks(JsonNode remarks) {
        if (!remarks.isEmpty()) {
            terminal.say("");
            remarks.forEach(remark -> terminal.say(remark.asText()));
        }
    }

    private static String pad(String text) {
        return String.format("%-18s", shorten(text, 18));
    }

    private static String right(String text) {
        return String.format("%" + COLUMN + "s", shorten(text, COLUMN - 1));
    }

    private static String shorten(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
