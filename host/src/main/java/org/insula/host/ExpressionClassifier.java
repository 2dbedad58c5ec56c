package org.insula.host;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;
import org.insula.perception.ExpressionModel;
import org.insula.teach.Classifier;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;

/**
 * The built-in expression model in the words of teaching: seven apparent expressions, zero-shot. It has no "unknown",
 * since it has no examples to be far from.
 */
public record ExpressionClassifier() implements Classifier {
    @Override
    public List<String> labels() {
        return ExpressionModel.labels();
    }

    @Override
    public Verdict judge(Embedding embedding) {
        double[] probabilities = ExpressionModel.probabilities(embedding);
        List<Guess> top = IntStream.range(0, probabilities.length)
                .mapToObj(i -> new Guess(labels().get(i), probabilities[i]))
                .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                .toList();
        return new Verdict.Recognised(top.getFirst().label(), top.getFirst().probability(), top);
    }
}
