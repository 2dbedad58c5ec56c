package org.insula.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.insula.embedding.Where;
import org.insula.movement.Fitting;
import org.insula.movement.MovementEncoder;
import org.insula.movement.MovementException;
import org.insula.movement.Recording;
import org.insula.movement.SlidingWindow;
import org.insula.teach.Classifier;
import org.insula.teach.Verdict;

/**
 * Follows a live stream of a sensor: takes its samples as they come and, four times in the length of what was taught, says
 * which movement the last window holds, and which movements have ended, each once, so that repetitions can be counted.
 *
 * <p>The clock counts samples. For use by one thread.
 */
public final class MovementListener {
    private static final int HOPS_A_WINDOW = 4;
    private static final int LONGEST_STEPS = 1_000_000;

    private final MovementEncoder encoder;
    private final Classifier classifier;
    private final OptionalDouble rateHz;
    private final double stepsASecond;
    private final Optional<List<String>> names;
    private final double windowSeconds;
    private final int steps;
    private final Occurrences occurrences = new Occurrences();
    private SlidingWindow window;
    private List<String> channels = List.of();
    private long taken;

    /**
     * What is known when a window closes.
     *
     * @param window on the stream's clock, in seconds; in steps where neither the stream nor what was taught has a rate
     * @param verdict what it holds
     * @param ended what happened before and is over
     */
    public record Seen(Where.Span window, Verdict verdict, List<Occurrence> ended) {
        public Seen {
            ended = List.copyOf(ended);
        }
    }

    /**
     * @param rateHz samples a second, where it is known; another rate than was taught is brought to that
     * @param names of the channels, where they have some
     * @throws HostException if a window of the stream would be too short or too long
     */
    MovementListener(
            MovementEncoder encoder, Classifier classifier, OptionalDouble rateHz, Optional<List<String>> names) {
        this.encoder = encoder;
        this.classifier = classifier;
        this.names = names;
        Fitting taught = encoder.fitting();
        this.rateHz = rateHz.isPresent() && taught.rateHz().isPresent() ? rateHz : taught.rateHz();
        this.stepsASecond = this.rateHz.orElse(1);
        this.windowSeconds = taught.steps() / taught.rateHz().orElse(1);
        double wanted = Math.rint(windowSeconds * stepsASecond);
        if (!(wanted >= 2 && wanted <= LONGEST_STEPS)) {
            throw new HostException(
                    HostException.Reason.BAD_INPUT,
                    "At " + stepsASecond + " samples a second a window of " + windowSeconds + " s has " + wanted
                            + " of them; give the rate at which the sensor sends.");
        }
        this.steps = (int) wanted;
    }

    /** How long a window is. */
    public double windowSeconds() {
        return windowSeconds;
    }

    /**
     * Takes the next sample.
     *
     * @param sample one number for each channel, finite
     * @return what is known if a window closed with it
     * @throws HostException if it does not fit what was taught or what came before, or a number is not finite
     */
    public Optional<Seen> take(float... sample) {
        try {
            if (window == null) {
                begin(sample.length);
            }
            boolean closed = window.add(sample);
            taken++;
            return closed ? Optional.of(seen()) : Optional.empty();
        } catch (MovementException e) {
            throw new HostException(HostException.Reason.BAD_INPUT, e.getMessage(), e);
        }
    }

    private void begin(int count) {
        List<String> given = names.orElseGet(() ->
                IntStream.rangeClosed(1, count).mapToObj(i -> "channel " + i).toList());
        if (given.size() != count) {
            throw new MovementException(
                    "A sample of " + count + " values came for the channels " + given + "; give one for each channel.");
        }
        if (names.isEmpty() && count != encoder.fitting().channels()) {
            throw new MovementException("A sample of " + count + " values came where "
                    + encoder.fitting().channels() + " channels were taught; give one for each, or their names.");
        }
        SlidingWindow fresh = new SlidingWindow(count, steps, Math.max(1, steps / HOPS_A_WINDOW));
        channels = given;
        window = fresh;
    }

    private Seen seen() {
        double end = taken / stepsASecond;
        Where.Span span = new Where.Span(end - steps / stepsASecond, end);
        Recording recording = new Recording(window.series(), rateHz, channels, List.of());
        Verdict verdict = classifier.judge(encoder.embed(encoder.fit(recording).series()));
        return new Seen(span, verdict, occurrences.next(span, verdict));
    }

    /** What ends with the stream. Nothing may be taken afterwards. */
    public List<Occurrence> end() {
        return new ArrayList<>(occurrences.end());
    }
}
