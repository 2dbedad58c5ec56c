package org.insula.cli;

import java.util.List;
import java.util.Locale;
import org.insula.teach.Evaluation;
import org.insula.teach.Lesson;
import org.insula.teach.Skipped;
import org.insula.teach.Suspect;
import org.insula.teach.Teacher;

/** Tells people how good a model is: one sentence first, then the table, then what to mend. */
final class Report {
    private static final int LISTED = 5;
    private static final int COLUMN = 14;

    private final Terminal terminal;

    Report(Terminal terminal) {
        this.terminal = terminal;
    }

    void lesson(Lesson lesson) {
        figures(lesson.evaluation(), lesson.model().figures().measuredOn(), lesson.grouping());
        suspects(lesson.suspects());
        skipped(lesson.skipped());
        remarks(lesson.remarks());
        if (!lesson.advice().isEmpty()) {
            terminal.say("");
            lesson.advice().forEach(terminal::say);
        }
        terminal.say("");
        terminal.say(String.format(
                Locale.ROOT,
                "Looked at the examples in %.1f s, learned in %.1f s.",
                lesson.seconds().encode(),
                lesson.seconds().fit()));
    }

    void measured(Teacher.Measured measured) {
        figures(measured.evaluation(), "the examples given", measured.grouping());
        skipped(measured.skipped());
        remarks(measured.remarks());
    }

    private void figures(Evaluation evaluation, String measuredOn, String grouping) {
        terminal.say(String.format(
                Locale.ROOT,
                "Right %.0f times in 100 on %s; each label counted alike, %.0f in 100.",
                100 * evaluation.accuracy(),
                measuredOn,
                100 * evaluation.balancedAccuracy()));
        terminal.say(String.format(
                Locale.ROOT,
                "Called %.0f in 100 of them unknown; its probabilities are off by %.0f points on average (ECE).",
                100 * evaluation.unknownRate(),
                100 * evaluation.ece()));
        terminal.say(grouping);
        terminal.say("");
        confusion(evaluation);
    }

    /** Rows are what the examples show, columns what they were taken for. */
    private void confusion(Evaluation evaluation) {
        List<String> labels = evaluation.labels();
        StringBuilder head = new StringBuilder(pad("shown \\ taken for"));
        labels.forEach(label -> head.append(right(label)));
        terminal.say(head.append(right("recall")).toString());
        for (int i = 0; i < labels.size(); i++) {
            StringBuilder row = new StringBuilder(pad(labels.get(i)));
            for (int cell : evaluation.confusion()[i]) {
                row.append(right(cell == 0 ? "·" : Integer.toString(cell)));
            }
            row.append(right(String.format(
                    Locale.ROOT, "%.2f", evaluation.perLabel().get(i).recall())));
            terminal.say(row.toString());
        }
    }

    private void suspects(List<Suspect> suspects) {
        if (suspects.isEmpty()) {
            return;
        }
        terminal.say("");
        terminal.say(suspects.size() + (suspects.size() == 1 ? " example looks" : " examples look")
                + " wrongly labelled; the most suspect:");
        suspects.stream()
                .limit(LISTED)
                .forEach(suspect -> terminal.say("  " + suspect.input() + " is labelled " + suspect.label()
                        + ", looks like " + suspect.suggested()));
    }

    private void skipped(List<Skipped> skipped) {
        if (skipped.isEmpty()) {
            return;
        }
        terminal.say("");
        terminal.say(skipped.size() + (skipped.size() == 1 ? " example was" : " examples were") + " not used:");
        skipped.forEach(skip -> terminal.say("  " + skip.input() + ": " + skip.error()));
    }

    private void remarks(List<String> remarks) {
        if (!remarks.isEmpty()) {
            terminal.say("");
            remarks.forEach(terminal::say);
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
