package org.insula.perception;

import java.util.List;
import org.insula.embedding.Embedding;

/**
 * The built-in model of seven apparent expressions. It needs no teaching: it reads the log probabilities within the
 * embedding of {@link FaceEncoder}, so one pass serves this model and any that was taught.
 *
 * <p>Each network's log probabilities are averaged over the sizes of the view. Those of {@code emotion} are freed of the
 * class frequencies of its training set FER2013, where disgust is one example in a hundred. The result is the mean of
 * both networks' probabilities, which is less overconfident than their product. No number here was fitted.
 *
 * <p>A face shows an apparent expression; what somebody feels is not known from it. Stateless.
 *
 * @see <a href="https://arxiv.org/abs/1307.0414">Goodfellow et al. 2013, the FER2013 set</a>
 */
public final class ExpressionModel {
    /** Training examples of FER2013 in the order of the labels. */
    private static final double[] FER2013_TRAINING = {3995, 436, 4097, 7215, 4965, 4830, 3171};

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
        int start = FaceGraph.DIMENSIONS - FaceGraph.LOGS;
        int middle = start + 7 * FaceGraph.FACE_API_SCALES.size();
        double[] faceApi = meanLogs(face, start, FaceGraph.FACE_API_SCALES.size());
        double[] emotion = meanLogs(face, middle, FaceGraph.EMOTION_SCALES.size());
        for (int k = 0; k < 7; k++) {
            emotion[k] -= Math.log(FER2013_TRAINING[k]);
        }
        softmax(faceApi);
        softmax(emotion);
        double[] pooled = new double[7];
        for (int k = 0; k < 7; k++) {
            pooled[k] = (faceApi[k] + emotion[k]) / 2;
        }
        return pooled;
    }

    private static double[] meanLogs(Embedding face, int from, int scales) {
        double[] mean = new double[7];
        for (int i = 0; i < 7 * scales; i++) {
            mean[i % 7] += face.at(from + i) / (double) scales;
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
