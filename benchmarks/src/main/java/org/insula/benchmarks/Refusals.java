package org.insula.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.insula.dataset.Dataset;
import org.insula.dataset.Example;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;
import org.insula.teach.Classifier;
import org.insula.teach.Evaluation.Prediction;
import org.insula.teach.UnknownCurve;
import org.insula.teach.Verdict;

/** How many of some predictions were refused: called unknown, or answered with less than an even chance. */
record Refusals(List<Prediction> predictions) {
    private static final double[] KNOWN_SHARES = {0.01, 0.02, 0.05, 0.10};

    double share() {
        return predictions.stream().filter(Refusals::refused).count() / (double) predictions.size();
    }

    private static boolean refused(Prediction prediction) {
        return prediction.unknown() || prediction.probability() < 0.5;
    }

    /** The share of outsiders refused by distance where given shares of these, the known ones, are. */
    String curve(List<Prediction> outsiders) {
        UnknownCurve curve = UnknownCurve.of(distances(predictions), distances(outsiders));
        List<String> points = new ArrayList<>();
        for (double share : KNOWN_SHARES) {
            points.add(String.format(Locale.ROOT, "%.2f", curve.outsidersRefusedAt(share)));
        }
        return String.join("/", points);
    }

    private static double[] distances(List<Prediction> predictions) {
        return predictions.stream().mapToDouble(Prediction::distance).toArray();
    }

    /** What a head says of examples whose labels it does not know. */
    static List<Prediction> judge(Encoder encoder, Classifier head, Dataset outsiders) {
        List<Prediction> predictions = new ArrayList<>();
        for (Example example : outsiders.examples()) {
            Embedding embedding =
                    encoder.encode(example.content().read()).getFirst().embedding();
            Verdict verdict = head.judge(embedding);
            predictions.add(new Prediction(
                    example.input(),
                    example.label(),
                    verdict.top().getFirst().label(),
                    verdict.top().getFirst().probability(),
                    head.distance(embedding),
                    verdict instanceof Verdict.Unknown));
        }
        return predictions;
    }
}
