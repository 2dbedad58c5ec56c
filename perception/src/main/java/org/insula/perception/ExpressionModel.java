package org.insula.perception;

import java.util.List;
import org.insula.embedding.Embedding;

/**
 * The built-in model of seven apparent expressions. It needs no teaching: it reads the log probabilities within the
 * embedding of {@link FaceEncoder}, so one pass serves this model and any that was taught.
 *
 * <p>The two networks are pooled by the geometric mean of their probabilities (a logarithmic opinion pool), each over
 * all sizes of the view, so that one network's clear no counts. Both are weighed the same, and as it is a mean and no
 * product, what they agree on is not taken for twice the evidence. No number here was fitted.
 *
 * <p>A face shows an apparent expression; what somebody feels is not known from it. Stateless.
 *
 * @see <a href="https://doi.org/10.1214/ss/1177013825">Genest and Zidek 1986, on logarithmic opinion pools</a>
 */
public final class ExpressionModel {
    private ExpressionModel() {}

    /** {@code anger, disgust, fear, happiness, neutral, sadness, surprise}. */
    public static List<String> labels() {
        return FaceGraph.LABELS;
    }

    /**
     * The probabilities of the labels.
     *
     * @param face an embedding of {@link FaceEncoder}
     * @return shape (7,), in the order of {@link #labels()}, adding to 1
     * @throws IllegalArgumentException if the embedding is of another encoder
     */
    public static double[] probabilities(Embedding face) {
        if (face.dimensions() != FaceGraph.DIMENSIONS) {
            throw new IllegalArgumentException("An embedding of " + face.dimensions() + " numbers came; give one of the"
                    + " face encoder, which has " + FaceGraph.DIMENSIONS + ".");
        }
        int start = 2 * FaceGraph.FEATURES;
        int middle = start + 7 * FaceGraph.FACE_API_SCALES.size();
        double[] faceApi = meanLogs(face, start, FaceGraph.FACE_API_SCALES.size());
        double[] emotion = meanLogs(face, middle, FaceGraph.EMOTION_SCALES.size());
        double[] pooled = new double[7];
        for (int k = 0; k < 7; k++) {
            pooled[k] = (faceApi[k] + emotion[k]) / 2;
        }
        softmax(pooled);
        return pooled;
    }

    private static double[] meanLogs(Embedding face, int from, int groups) {
        double[] mean = new double[7];
        for (int i = 0; i < 7 * groups; i++) {
            mean[i % 7] += face.at(from + i) / (double) groups;
        }
        return mean;
    }

    private static void softmax(double[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            most = Math.max(most, logit);
        }
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            logits[k] = Math.exp(logits[k] - most);
            sum += logits[k];
        }
        for (int k = 0; k < logits.length; k++) {
            logits[k] /= sum;
        }
    }
}
