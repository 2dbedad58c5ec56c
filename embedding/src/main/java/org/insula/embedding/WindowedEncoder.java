package org.insula.embedding;

import java.util.function.Consumer;

/**
 * An encoder that can also go through a long content window by window, so that what happens in it can be found. Teaching
 * does not need the windows, so {@link #encode} leaves them out.
 */
public interface WindowedEncoder extends Encoder {
    /**
     * Each window with its {@link Where.Span}, in order of time; one is in memory at a time. Nothing for content that is
     * hardly longer than a window.
     *
     * @param content as {@link #encode} takes it
     * @throws EncodingException if the content cannot be read or holds nothing of this kind
     */
    void encodeWindows(byte[] content, Consumer<Encoded> windows);
}
