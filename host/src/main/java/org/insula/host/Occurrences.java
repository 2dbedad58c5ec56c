package org.insula.host;

import java.util.ArrayList;
import java.util.List;
import org.insula.embedding.Where;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;

/**
 * Finds what happens in a signal from the answers about its windows, which overlap and are as long as what was taught: each
 * thing once however many windows it fills, with its start and end, so that repetitions can be counted.
 *
 * <p>Windows in a row that give one label belong together, a single other answer between them left out. They are one
 * occurrence, or several where the probability falls to three quarters of what it is before and behind: a window that holds
 * the end of one squat and the beginning of the next is less sure than one that holds all of a squat. A window counts only
 * if it and one beside it give the label with 0.6 on average; that beside it may be too unlike what was taught to be known,
 * since it holds a part of the movement. For use by one thread.
 */
public final class Occurrences {
    /** A row of windows is over after so many that do not give its label. */
    private static final int OVER_AFTER = 2;

    private static final double SURE = 0.6;
    private static final double DIP = 0.75;
    /** Windows nearly as sure as the surest tell how far an occurrence reaches. */
    private static final double NEARLY = 0.1;

    private final List<Window> row = new ArrayList<>();
    private String label = "";
    private int others;
    private Window before = new Window(new Where.Span(0, 0), "", 0);

    /** What a window was taken for, and how surely: by itself and with the one beside it. */
    private static final class Window {
        private final Where.Span span;
        private final String nearest;
        private final double probability;
        private double pair;

        Window(Where.Span span, String nearest, double probability) {
            this.span = span;
            this.nearest = nearest;
            this.probability = probability;
        }

        void stands(Window beside) {
            if (nearest.equals(beside.nearest)) {
                pair = Math.max(pair, (probability + beside.probability) / 2);
            }
        }
    }

    /**
     * Takes the next answer.
     *
     * @param span of its window, all of one length, in order of time
     * @return what ended before it, often nothing
     */
    public List<Occurrence> next(Where.Span span, Verdict verdict) {
        Window window = switch (verdict) {
            case Verdict.Recognised(String given, double probability, List<Guess> _) ->
                new Window(span, given, probability);
            case Verdict.Unknown(String nearest, double probability, List<Guess> _) ->
                new Window(span, nearest, probability);
        };
        window.stands(before);
        before.stands(window);
        before = window;
        List<Occurrence> ended = List.of();
        if (verdict instanceof Verdict.Unknown) {
            return ++others >= OVER_AFTER ? finish() : ended;
        }
        if (!window.nearest.equals(label)) {
            ended = finish();
            label = window.nearest;
        }
        row.add(window);
        others = 0;
        return ended;
    }

    /** What ends with the signal. */
    public List<Occurrence> end() {
        return finish();
    }

    private List<Occurrence> finish() {
        List<Occurrence> ended = new ArrayList<>();
        int from = 0;
        for (int cut : cuts()) {
            add(row.subList(from, cut), ended);
            from = cut;
        }
        add(row.subList(from, row.size()), ended);
        row.clear();
        label = "";
        others = 0;
        return ended;
    }

    /** Where the probability is least between two windows that are surer by a third. */
    private List<Integer> cuts() {
        List<Integer> cuts = new ArrayList<>();
        double peak = 0;
        double valley = 0;
        int at = 0;
        for (int i = 0; i < row.size(); i++) {
            double now = row.get(i).probability;
            boolean dipped = valley < DIP * Math.min(peak, now);
            if (dipped) {
                cuts.add(at);
            }
            if (dipped || now > peak) {
                peak = now;
                valley = now;
                at = i;
            } else if (now < valley) {
                valley = now;
                at = i;
            }
        }
        return cuts;
    }

    private void add(List<Window> windows, List<Occurrence> ended) {
        double pair = windows.stream().mapToDouble(window -> window.pair).max().orElse(0);
        if (pair >= SURE) {
            double peak = windows.stream()
                    .mapToDouble(window -> window.probability)
                    .max()
                    .orElse(0);
            List<Window> surest = windows.stream()
                    .filter(window -> window.probability >= peak - NEARLY)
                    .toList();
            ended.add(occurrence(surest.getFirst().span, surest.getLast().span, peak));
        }
    }

    /**
     * A movement is also given by windows that it only partly fills, so what the first and the last reach beyond it is taken
     * off: half of the way between them, at most a quarter of a window.
     */
    private Occurrence occurrence(Where.Span first, Where.Span last, double probability) {
        double window = first.endSeconds() - first.startSeconds();
        double beyond = Math.min((last.startSeconds() - first.startSeconds()) / 2, window / 4);
        return new Occurrence(label, first.startSeconds() + beyond, last.endSeconds() - beyond, probability);
    }
}
