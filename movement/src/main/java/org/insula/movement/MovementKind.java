package org.insula.movement;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.insula.embedding.EncodingException;
import org.insula.embedding.ShapedKind;

/** Kind {@code movement}, whose encoders are made to the channels, the rate and the length of the recordings. */
public final class MovementKind implements ShapedKind {
    static final String KIND = "movement";

    /** From how many values on vector loops have earned the two seconds that it takes to compile them. */
    private static final long WORTH_VECTORS = 200_000;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public MovementEncoder forExamples(Stream<byte[]> contents) {
        List<Look> looks = contents.map(MovementKind::look).toList();
        List<MovementShape.Outline> outlines =
                looks.stream().flatMap(look -> look.outline().stream()).toList();
        if (looks.isEmpty()) {
            throw new EncodingException("There are no recordings to look at; give at least one for each label.");
        }
        if (outlines.isEmpty()) {
            throw new EncodingException("None of the recordings can be read; the first: "
                    + looks.getFirst().error());
        }
        return forOutlines(outlines);
    }

    /**
     * The encoder whose shape suits recordings of so many channels without names, before they are made.
     *
     * @param channels of each recording
     * @param lengths of each recording
     * @throws EncodingException if there are none
     */
    public MovementEncoder forLengths(int channels, List<Length> lengths) {
        if (lengths.isEmpty()) {
            throw new EncodingException("There are no recordings to look at; give at least one for each label.");
        }
        Channels unnamed = new Channels(channels, List.of());
        return forOutlines(lengths.stream()
                .map(length -> new MovementShape.Outline(unnamed, length.steps(), OptionalDouble.of(length.rateHz())))
                .toList());
    }

    /**
     * How long a recording is.
     *
     * @param steps from 2
     * @param rateHz steps a second, positive
     */
    public record Length(int steps, double rateHz) {}

    private static MovementEncoder forOutlines(List<MovementShape.Outline> outlines) {
        MovementShape shape = MovementShape.of(outlines);
        long values = (long) outlines.size()
                * shape.fitting().steps()
                * shape.channels().count();
        return new MovementEncoder(values < WORTH_VECTORS ? new PlainConvolution() : Convolution.best(), shape);
    }

    /** What one content tells of the shape, or why it tells nothing. */
    private record Look(Optional<MovementShape.Outline> outline, String error) {}

    private static Look look(byte[] content) {
        try {
            return new Look(Optional.of(MovementShape.Outline.of(MovementEncoder.read(content))), "");
        } catch (MovementException e) {
            return new Look(Optional.empty(), e.getMessage());
        }
    }

    @Override
    public MovementEncoder forIdentity(String identity) {
        try {
            return new MovementEncoder(new PlainConvolution(), MovementShape.parse(identity));
        } catch (MovementException e) {
            throw new EncodingException(e.getMessage(), e);
        }
    }
}
