package org.insula.movement;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
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
        AtomicReference<MovementException> failed = new AtomicReference<>();
        List<MovementShape.Outline> outlines = contents.map(content -> {
                    try {
                        return MovementShape.Outline.of(MovementEncoder.read(content));
                    } catch (MovementException e) {
                        failed.set(e);
                        return null;
                    }
                })
                .filter(Objects::nonNull)
                .toList();
        if (outlines.isEmpty()) {
            MovementException last = failed.get();
            throw last == null
                    ? new EncodingException("There are no recordings to look at; give at least one for each label.")
                    : new EncodingException(
                            "None of the recordings can be read; one of them: " + last.getMessage(), last);
        }
        MovementShape shape = MovementShape.of(outlines);
        long values = (long) outlines.size()
                * shape.fitting().steps()
                * shape.channels().count();
        return new MovementEncoder(values < WORTH_VECTORS ? new PlainConvolution() : Convolution.best(), shape);
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
