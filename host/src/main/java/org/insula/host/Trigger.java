package org.insula.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;

/**
 * Makes events of a stream of answers: one doorbell rings once, however many windows of the stream it fills. The
 * probabilities of the latest answers are averaged, an unknown answer and one about nothing counting as zero for every
 * label; a label fires when its average reaches the threshold, and again only after the average has fallen below the
 * release and the refractory time is over.
 *
 * <p>The clock is the stream's own. For use by one thread.
 */
public final class Trigger {
    private final TriggerOptions options;
    private final Deque<Heard> latest = new ArrayDeque<>();
    private final Map<String, Double> firedAt = new HashMap<>();

    public Trigger(TriggerOptions options) {
        this.options = options;
    }

    /** One answer and when it was given. */
    private record Heard(double seconds, Optional<Verdict> verdict) {
        boolean names(String label) {
            return verdict.isPresent()
                    && verdict.get() instanceof Verdict.Recognised(String named, double _, List<Guess> _)
                    && named.equals(label);
        }
    }

    /**
     * Something that happened in the stream.
     *
     * @param label what
     * @param since when the first of the averaged answers that gave this label was given, on the stream's clock
     * @param seconds when it was sure enough
     * @param probability the average by then
     */
    public record Event(String label, double since, double seconds, double probability) {}

    /**
     * Takes the next answer.
     *
     * @param seconds when it was given, on the stream's clock, not before the last one
     * @param verdict empty where there was nothing to judge, such as silence
     * @return the event that began with this answer, if one did
     */
    public Optional<Event> next(double seconds, Optional<Verdict> verdict) {
        latest.addLast(new Heard(seconds, verdict));
        if (latest.size() > options.window()) {
            latest.removeFirst();
        }
        Map<String, Double> averages = averages();
        firedAt.entrySet()
                .removeIf(fired -> averages.getOrDefault(fired.getKey(), 0.0) < options.release()
                        && seconds - fired.getValue() >= options.refractorySeconds());
        Optional<Map.Entry<String, Double>> best = averages.entrySet().stream()
                .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        return best.filter(label -> label.getValue() >= options.threshold() && !firedAt.containsKey(label.getKey()))
                .map(label -> fire(label.getKey(), seconds, label.getValue()));
    }

    private Event fire(String label, double seconds, double probability) {
        firedAt.put(label, seconds);
        double since = latest.stream()
                .filter(heard -> heard.names(label))
                .mapToDouble(Heard::seconds)
                .findFirst()
                .orElse(seconds);
        return new Event(label, since, seconds, probability);
    }

    private Map<String, Double> averages() {
        Map<String, Double> averages = new HashMap<>();
        for (Heard heard : latest) {
            if (heard.verdict().isPresent() && heard.verdict().get() instanceof Verdict.Recognised recognised) {
                for (Guess guess : recognised.top()) {
                    averages.merge(guess.label(), guess.probability() / options.window(), Double::sum);
                }
            }
        }
        return averages;
    }
}
