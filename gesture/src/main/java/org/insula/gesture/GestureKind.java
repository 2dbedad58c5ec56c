package org.insula.gesture;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncodingException;
import org.insula.embedding.ShapedKind;
import org.insula.movement.MovementEncoder;
import org.insula.movement.MovementKind;
import org.insula.perception.BodyEncoder;
import org.insula.perception.HandEncoder;
import org.insula.signal.SignalException;
import org.insula.signal.video.VideoFrames;

/**
 * Kinds {@code hand} and {@code body}: taught on stills they know shapes and poses, by {@link HandEncoder} and
 * {@link BodyEncoder}; taught on what moves (videos, zips and folders of frames) they know gestures, by a
 * {@link GestureEncoder} made to the rate and length of the examples. The examples decide.
 *
 * <p>Safe for use by many threads at once.
 */
public final class GestureKind implements ShapedKind {
    private static final MovementKind MOVEMENTS = new MovementKind();

    private final String kind;
    private final Supplier<? extends Encoder> stills;
    private final Supplier<? extends Landmarks> landmarks;
    private final Pattern identity;

    private GestureKind(String kind, Supplier<? extends Encoder> stills, Supplier<? extends Landmarks> landmarks) {
        this.kind = kind;
        this.stills = stills;
        this.landmarks = landmarks;
        this.identity = Pattern.compile(kind + "-gesture/" + GestureEncoder.VERSION + "/([^/]{1,200})/(movement/.+)");
    }

    /** Kind {@code hand}. */
    public static GestureKind hands() {
        return new GestureKind("hand", HandEncoder::new, HandRows::new);
    }

    /** Kind {@code body}. */
    public static GestureKind bodies() {
        return new GestureKind("body", BodyEncoder::new, BodyRows::new);
    }

    @Override
    public String kind() {
        return kind;
    }

    /** What a content is, told without looking for landmarks. */
    private sealed interface Look {
        record Still() implements Look {}

        record Moving(MovementKind.Length length) implements Look {}

        record Unreadable() implements Look {}
    }

    /**
     * The encoder of stills if the examples are pictures, a {@link GestureEncoder} if they move.
     *
     * @throws EncodingException if some are stills and others move
     */
    @Override
    public Encoder forExamples(Stream<byte[]> contents) {
        List<Look> looks = contents.map(GestureKind::look).toList();
        long still = looks.stream().filter(Look.Still.class::isInstance).count();
        List<MovementKind.Length> lengths = looks.stream()
                .flatMap(look ->
                        look instanceof Look.Moving(MovementKind.Length length) ? Stream.of(length) : Stream.empty())
                .toList();
        if (still > 0 && !lengths.isEmpty()) {
            throw new EncodingException(still
                    + (still == 1
                            ? " of the examples is a still picture and "
                            : " of the examples are still pictures and ")
                    + lengths.size()
                    + (lengths.size() == 1 ? " is a movement" : " are movements")
                    + " (a video or a folder of frames), which cannot be told from each other by one model; give only stills"
                    + " or only movements.");
        }
        if (lengths.isEmpty()) {
            return stills.get();
        }
        Landmarks seen = landmarks.get();
        return new GestureEncoder(kind, seen, MOVEMENTS.forLengths(GestureEncoder.channels(seen), lengths));
    }

    private static Look look(byte[] content) {
        if (!VideoFrames.isMoving(content)) {
            return new Look.Still();
        }
        try {
            FrameTimes times = FrameTimes.of(content);
            return times.count() < 2
                    ? new Look.Unreadable()
                    : new Look.Moving(new MovementKind.Length(times.steps(), times.rateHz()));
        } catch (SignalException e) {
            return new Look.Unreadable();
        }
    }

    @Override
    public Encoder forIdentity(String identity) {
        Optional<String> movement = movement(identity);
        if (movement.isEmpty()) {
            return stills.get(); // whether it is the one that is meant, who needs it finds out
        }
        Landmarks seen = landmarks.get();
        GestureEncoder encoder =
                new GestureEncoder(kind, seen, (MovementEncoder) MOVEMENTS.forIdentity(movement.get()));
        if (!encoder.identity().equals(identity) || encoder.channels() != GestureEncoder.channels(seen)) {
            throw new EncodingException("The model was taught on the encoder '"
                    + identity.substring(0, Math.min(200, identity.length()))
                    + "', which this Insula does not have; update Insula, or teach it again from its examples.");
        }
        return encoder;
    }

    private Optional<String> movement(String given) {
        Matcher parts = identity.matcher(given);
        return parts.matches() ? Optional.of(parts.group(2)) : Optional.empty();
    }
}
