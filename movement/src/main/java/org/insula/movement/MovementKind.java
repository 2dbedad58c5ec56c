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
        return new MovementEncoder(MovementShape.of(outlines));
    }

    @Override
    public MovementEncoder forIdentity(String identity) {
        try {
            return new MovementEncoder(MovementShape.parse(identity));
        } catch (MovementException e) {
            throw new EncodingException(e.getMessage(), e);
        }
    }
}
