package org.insula.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.insula.embedding.Encoded;
import org.insula.embedding.LiveEncoder;
import org.insula.embedding.Where;
import org.insula.signal.audio.RateConverter;
import org.insula.teach.Classifier;
import org.insula.teach.Verdict;

/**
 * Listens to a live stream: takes its samples in blocks of any size, keeps the last window of them and, every hop, says
 * what sounds in that window and whether an event began. Before the stream began there was silence.
 *
 * <p>The clock counts samples, not time, so a file that is read faster than it was recorded gives the same answers. For
 * use by one thread; close it at the end.
 */
public final class Listener implements AutoCloseable {
    private static final int LEAST_RATE = 1_000;
    private static final int MOST_RATE = 192_000;

    private final LiveEncoder encoder;
    private final Classifier classifier;
    private final ListenOptions options;
    private final Trigger trigger;
    private final Optional<RateConverter> converter;
    private final int hop;
    private final float[] ring;
    private final float[] window;
    private final Deque<Onset> onsets = new ArrayDeque<>();
    private int ringAt;
    private int sinceAnswer;
    private long taken;

    /**
     * What is known at the end of one hop.
     *
     * @param seconds the end of the window, on the stream's clock
     * @param verdict what sounds in it, empty where nothing does
     * @param event what began, if something did: {@code since} is when its sound began, as far as the windows reach back
     */
    public record Heard(double seconds, Optional<Verdict> verdict, Optional<Trigger.Event> event) {}

    /** When the sound in a window began, and when the window ended. */
    private record Onset(double seconds, double end) {}

    /**
     * @param sampleRate of what {@link #take} will be given, in hertz, 1,000 to 192,000
     * @throws HostException if the rate is another
     */
    public Listener(LiveEncoder encoder, Classifier classifier, int sampleRate, ListenOptions options) {
        if (sampleRate < LEAST_RATE || sampleRate > MOST_RATE) {
            throw new HostException(
                    HostException.Reason.BAD_INPUT,
                    "The stream has a sample rate of " + sampleRate + " Hz; give one of " + LEAST_RATE + " to "
                            + MOST_RATE + " Hz.");
        }
        this.encoder = encoder;
        this.classifier = classifier;
        this.options = options;
        this.trigger = new Trigger(options.trigger());
        this.hop = (int) Math.round(options.hopSeconds() * encoder.sampleRate());
        this.ring = new float[(int) Math.round(options.windowSeconds() * encoder.sampleRate())];
        this.window = new float[ring.length];
        this.converter = sampleRate == encoder.sampleRate()
                ? Optional.empty()
                : Optional.of(new RateConverter(sampleRate, encoder.sampleRate()));
    }

    /**
     * Takes the next samples of the stream.
     *
     * @param samples one channel, 1 being full scale, at the rate of the constructor
     * @param count how many of them count, from the first on
     * @return one entry for each hop that ended within them, in order; often none
     * @throws HostException if a sample is not finite
     */
    public List<Heard> take(float[] samples, int count) {
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(samples[i])) {
                throw new HostException(
                        HostException.Reason.BAD_INPUT,
                        "A sample of the stream is " + samples[i] + "; send numbers of finite size.");
            }
        }
        List<Heard> heard = new ArrayList<>();
        if (converter.isPresent()) {
            converter.get().take(samples, count);
            follow(converter.get().output(), converter.get().outputLength(), heard);
        } else {
            follow(samples, count, heard);
        }
        return heard;
    }

    /**
     * Ends the stream: what came last is heard out, as if there were silence behind it for as long as answers are
     * averaged. Nothing may be taken afterwards.
     */
    public List<Heard> end() {
        List<Heard> heard = new ArrayList<>();
        if (converter.isPresent()) {
            converter.get().end();
            follow(converter.get().output(), converter.get().outputLength(), heard);
        }
        int silence = hop * options.trigger().window() - sinceAnswer;
        follow(new float[silence], silence, heard);
        return heard;
    }

    private void follow(float[] samples, int count, List<Heard> heard) {
        int at = 0;
        while (at < count) {
            int n = Math.min(count - at, Math.min(hop - sinceAnswer, ring.length - ringAt));
            System.arraycopy(samples, at, ring, ringAt, n);
            at += n;
            taken += n;
            ringAt = (ringAt + n) % ring.length;
            sinceAnswer += n;
            if (sinceAnswer == hop) {
                sinceAnswer = 0;
                heard.add(answer());
            }
        }
    }

    private Heard answer() {
        System.arraycopy(ring, ringAt, window, 0, ring.length - ringAt);
        System.arraycopy(ring, 0, window, ring.length - ringAt, ringAt);
        double seconds = (double) taken / encoder.sampleRate();
        Optional<Encoded> sound = encoder.hear(window);
        onsets.addLast(new Onset(sound.map(found -> onset(found, seconds)).orElse(seconds), seconds));
        if (onsets.size() > options.trigger().window()) {
            onsets.removeFirst();
        }
        Optional<Verdict> verdict = sound.map(found -> classifier.judge(found.embedding()));
        return new Heard(seconds, verdict, trigger.next(seconds, verdict).map(this::fromItsOnset));
    }

    private double onset(Encoded sound, double end) {
        return sound.where() instanceof Where.Span(double start, double _)
                ? Math.max(0, end - options.windowSeconds() + start)
                : end;
    }

    private Trigger.Event fromItsOnset(Trigger.Event event) {
        double since = onsets.stream()
                .filter(onset -> onset.end() == event.since())
                .mapToDouble(Onset::seconds)
                .findFirst()
                .orElse(event.since());
        return new Trigger.Event(event.label(), since, event.seconds(), event.probability());
    }

    /** Frees the resampler. */
    @Override
    public void close() {
        converter.ifPresent(RateConverter::close);
        Arrays.fill(ring, 0);
    }
}
