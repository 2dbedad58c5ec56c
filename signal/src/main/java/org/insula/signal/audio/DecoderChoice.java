package org.insula.signal.audio;

import static org.bytedeco.ffmpeg.global.avcodec.av_codec_is_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.av_codec_iterate;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.javacpp.PointerPointer;

/** Finds the first decoder of a code among those of {@link Formats}. */
final class DecoderChoice {
    private DecoderChoice() {}

    /** Null where there is none. */
    static AVCodec of(int codecId) {
        try (PointerPointer<?> state = new PointerPointer<>(1)) {
            state.put(0, null);
            for (AVCodec codec = av_codec_iterate(state); codec != null; codec = av_codec_iterate(state)) {
                if (codec.id() == codecId
                        && av_codec_is_decoder(codec) != 0
                        && Formats.allows(codec.name().getString())) {
                    return codec;
                }
            }
            return null;
        }
    }
}
