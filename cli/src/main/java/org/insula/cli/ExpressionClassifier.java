package org.insula.cli;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;
import org.insula.teach.Classifier;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;

/** The built-in expression model in the words of teaching. It has seven labels and no "unknown": a face always has one. */
record ExpressionClassifier(List<String> labels) implements Classifier {
    @Override
    public Verdict judge(Embedding embedding) {
        double[] probabilities = new double[] {0.5, 0.5};
        List<Guess> top = IntStream.range(0, probabilities.length)
                .mapToObj(i -> new Guess(labels.get(i), probabilities[i]))
                .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                .toList();
        return new Verdict.Recognised(top.getFirst().label(), top.getFirst().probability(), top);
    }
}
