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

    /** The share of outsiders beyond the distance that a share of these, the known ones, is beyond. */
    String curve(List<Prediction> outsiders) {
        double[] distances =
                predictions.stream().mapToDouble(Prediction::distance).sorted().toArray();
        List<String> points = new ArrayList<>();
        for (double share : KNOWN_SHARES) {
            int rank = (int) Math.ceil((1 - share) * distances.length) - 1;
            double threshold = distances[Math.clamp(rank, 0, distances.length - 1)];
            long beyond =
                    outsiders.stream().filter(p -> p.distance() > threshold).count();
            points.add(String.format(Locale.ROOT, "%.2f", beyond / (double) outsiders.size()));
        }
        return String.join("/", points);
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
