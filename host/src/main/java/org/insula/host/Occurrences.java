package org.insula.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.embedding.Where;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;

/**
 * Finds what happens in a signal from the answers about its windows: a {@link Trigger} says what happens, once however many
 * windows it fills, and the windows that named it say from when to when. So repetitions with something else between them
 * can be counted.
 *
 * <p>For use by one thread.
 */
public final class Occurrences {
    /** An occurrence is over after so many windows in a row that do not name it. */
    private static final int OVER_AFTER = 2;

    private final Trigger trigger;
    private final List<Occurrence> found = new ArrayList<>();
    private Run run;
    private int silent;
    private boolean fired;
    private double probability;

    /** Windows in a row that name one label. */
    private record Run(String label, Where.Span first, Where.Span last) {
        /**
         * A movement is also named by windows that it only partly fills, so what the first and the last reach beyond it is
         * taken off: half of the way between them, at most a quarter of a window.
         */
        Occurrence occurrence(double probability) {
            double window = first.endSeconds() - first.startSeconds();
            double beyond = Math.min((last.startSeconds() - first.startSeconds()) / 2, window / 4);
            return new Occurrence(label, first.startSeconds() + beyond, last.endSeconds() - beyond, probability);
        }
    }

    /** @param trigger when answers count as an event */
    public Occurrences(TriggerOptions trigger) {
        this.trigger = new Trigger(trigger);
    }

    /**
     * For windows of this length: two answers in a row that are fairly sure, and a rest of half a window before the same
     * may come again.
     */
    public static Occurrences ofWindows(double seconds) {
        return new Occurrences(new TriggerOptions(2, 0.6, 0.3, seconds / 2));
    }

    /**
     * Takes the next answer.
     *
     * @param span of its window, all of one length, in order of time
     * @return what ended before it, if something did
     */
    public Optional<Occurrence> next(Where.Span span, Verdict verdict) {
        Optional<String> named = verdict instanceof Verdict.Recognised(String label, double _, List<Guess> _)
                ? Optional.of(label)
                : Optional.empty();
        Optional<Occurrence> ended = Optional.empty();
        if (run != null && named.filter(run.label()::equals).isPresent()) {
            run = new Run(run.label(), run.first(), span);
            silent = 0;
        } else if (run != null && (named.isPresent() || ++silent >= OVER_AFTER)) {
            ended = finish();
        }
        if (run == null && named.isPresent()) {
            run = new Run(named.get(), span, span);
            silent = 0;
        }
        trigger.next(span.endSeconds(), Optional.of(verdict)).ifPresent(event -> {
            if (run != null && run.label().equals(event.label())) {
                fired = true;
                probability = event.probability();
            }
        });
        return ended;
    }

    private Optional<Occurrence> finish() {
        Optional<Occurrence> ended = fired ? Optional.of(run.occurrence(probability)) : Optional.empty();
        ended.ifPresent(found::add);
        run = null;
        fired = false;
        return ended;
    }

    /** Everything that happened, the last of it ending with the signal. */
    public List<Occurrence> end() {
        if (run != null) {
            finish();
        }
        return List.copyOf(found);
    }
}
