package org.insula.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * For how much of the time chords are right, as mir_eval weighs it by duration. Time without an estimate counts as
 * {@code N}; what is outside the annotation does not count.
 *
 * @param majmin root and triad are right, where a major or minor chord or none was annotated
 * @param root the root is right, where any chord or none was annotated
 */
record ChordScore(double majmin, double root) {
    /** A chord by name, from {@code start} to {@code end} seconds. */
    record Span(double start, double end, String name) {}

    static ChordScore of(List<Span> reference, List<Span> estimated) {
        double from = reference.getFirst().start();
        double to = reference.getLast().end();
        double[] edges = edges(reference, estimated, from, to);
        double counted = 0;
        double right = 0;
        double countedRoots = 0;
        double rightRoots = 0;
        for (int i = 0; i + 1 < edges.length; i++) {
            double seconds = edges[i + 1] - edges[i];
            double middle = (edges[i] + edges[i + 1]) / 2;
            HarteChord wanted = at(reference, middle);
            HarteChord found = at(estimated, middle);
            if (wanted.isMajorMinorOrNone()) {
                counted += seconds;
                right += wanted.sameTriad(found) ? seconds : 0;
            }
            if (wanted.known()) {
                countedRoots += seconds;
                rightRoots += wanted.root().equals(found.root()) ? seconds : 0;
            }
        }
        return new ChordScore(counted == 0 ? 0 : right / counted, countedRoots == 0 ? 0 : rightRoots / countedRoots);
    }

    private static double[] edges(List<Span> reference, List<Span> estimated, double from, double to) {
        return DoubleStream.concat(
                        DoubleStream.of(from, to),
                        List.of(reference, estimated).stream()
                                .flatMap(List::stream)
                                .flatMapToDouble(span -> DoubleStream.of(span.start(), span.end())))
                .filter(edge -> edge >= from && edge <= to)
                .sorted()
                .distinct()
                .toArray();
    }

    private static HarteChord at(List<Span> spans, double seconds) {
        return spans.stream()
                .filter(span -> span.start() <= seconds && seconds < span.end())
                .max(Comparator.comparingDouble(Span::start))
                .map(span -> HarteChord.parse(span.name()))
                .orElse(HarteChord.parse("N"));
    }
}
