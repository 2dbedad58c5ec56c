package org.insula.embedding;

import java.util.stream.Stream;

/**
 * A kind that has not one encoder but one for each shape of what is taught, such as the channels, the rate and the length
 * of recordings. An encoder's identity holds the whole shape, so that a model can make its encoder again from the identity
 * alone, and embeddings of two shapes are never mixed.
 *
 * <p>Implementations are safe to call from many threads.
 */
public interface ShapedKind {
    /** The kind as users type it. */
    String kind();

    /**
     * The encoder whose shape suits these examples best. The same contents give the same identity, in whatever order.
     *
     * @param contents as {@link Encoder#encode} takes them; what cannot be read is passed over
     * @throws EncodingException if none can be read
     */
    Encoder forExamples(Stream<byte[]> contents);

    /**
     * The encoder of that identity.
     *
     * @throws EncodingException if it is none of this kind, or of a version that is not known here
     */
    Encoder forIdentity(String identity);
}
