package org.insula.teach;

import java.util.Locale;

/** The card that travels with a model: what it is, how good it is, what it is not for. */
final class ModelCard {
    private ModelCard() {}

    static String of(Model model) {
        Figures figures = model.figures();
        StringBuilder card = new StringBuilder();
        card.append("# A ").append(model.kind()).append(" model\n\n");
        card.append(model.about()).append("\n\n");
        card.append("## How good it is\n\nMeasured on ")
                .append(figures.measuredOn())
                .append(", ");
        card.append(figures.examples())
                .append(" examples. ")
                .append(model.provenance().grouping())
                .append("\n\n");
        card.append("| figure | value |\n|---|---|\n");
        row(card, "accuracy", figures.accuracy());
        row(card, "balanced accuracy", figures.balancedAccuracy());
        row(card, "macro F1", figures.macroF1());
        row(card, "expected calibration error", figures.ece());
        row(card, "share called unknown", figures.unknownRate());
        row(card, "accuracy when not unknown", figures.accuracyWhenKnown());
        card.append("\n| label | precision | recall | F1 | examples |\n|---|---|---|---|---|\n");
        figures.perLabel()
                .forEach(label -> card.append(String.format(
                        Locale.ROOT,
                        "| %s | %.3f | %.3f | %.3f | %d |\n",
                        label.label().replace("|", "\\|"),
                        label.precision(),
                        label.recall(),
                        label.f1(),
                        label.support())));
        card.append("\n## What it was taught on\n\n");
        card.append(model.provenance().total())
                .append(" examples in ")
                .append(model.provenance().groups());
        card.append(" groups: ").append(model.provenance().examples()).append(". Seed ");
        card.append(model.provenance().seed())
                .append(", ")
                .append(model.method())
                .append(", Insula ");
        card.append(model.provenance().insula()).append(".\n\n## What it is not for\n\n");
        card.append("It knows nothing but these labels. What is far from all of its examples it calls unknown; what"
                + " resembles them only by chance it may still take for one of them. Test it on the people, places and"
                + " devices where it will be used.\n");
        if (model.kind().equals("face")) {
            card.append("\nIt names an apparent expression; nobody's feelings can be read from a face. It must not be"
                    + " used to infer emotions of people at work or in education (EU AI Act, Article 5(1)(f)).\n");
        }
        return card.toString();
    }

    private static void row(StringBuilder card, String name, double value) {
        card.append(String.format(Locale.ROOT, "| %s | %.3f |\n", name, value));
    }
}
