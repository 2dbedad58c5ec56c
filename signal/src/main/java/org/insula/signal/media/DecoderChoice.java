package org.insula.signal.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_codec_is_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.av_codec_iterate;

import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.javacpp.PointerPointer;

/** Finds the first decoder of a code among those that are allowed. */
public final class DecoderChoice {
    private DecoderChoice() {}

    /** Null where there is none. */
    public static AVCodec of(int codecId, Set<String> allowed) {
        try (PointerPointer<?> state = new PointerPointer<>(1)) {
            state.put(0, null);
            for (AVCodec codec = av_codec_iterate(state); codec != null; codec = av_codec_iterate(state)) {
                if (codec.id() == codecId
                        && av_codec_is_decoder(codec) != 0
                        && allowed.contains(codec.name().getString())) {
                    return codec;
                }
            }
            return null;
        }
    }
}
