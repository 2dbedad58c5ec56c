package org.insula.embedding;

import java.util.Optional;
import java.util.Set;

/** An encoder of sound that can follow a stream, window by window, without a file around it. */
public interface LiveEncoder extends Encoder {
    /** The rate of the samples that {@link #hear} takes, in hertz. */
    int sampleRate();

    /**
     * What sounds in one window of a stream, as {@link #encode} would say of a recording of it.
     *
     * @param window samples of one channel at {@link #sampleRate}, 1 being full scale, finite; not changed and not kept
     * @return where in the window the sound is, as a {@link Where.Span}; empty where nothing sounds
     * @throws EncodingException if the window is too short to tell
     */
    Optional<Encoded> hear(float[] window);

    @Override
    default LiveEncoder only(Set<String> blocks) {
        return this;
    }
}
