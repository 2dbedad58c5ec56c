package org.insula.signal.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.insula.signal.SignalException;

/**
 * The decoded frames of a container's track, in the order in which they are heard or shown. What is broken is counted and
 * passed over. Not for use by two threads at once; closing it closes the container too.
 */
public final class FrameDecoder implements AutoCloseable {
    private static final int MOST_ERRORS_AT_END = 64;

    private final Container container;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private AVCodecContext decoder;
    private boolean draining;
    private boolean closed;
    private int errorsAtEnd;
    private long damaged;

    private FrameDecoder(Container container) {
        this.container = container;
    }

    /**
     * Opens the track that the container has chosen, on one thread.
     *
     * @throws SignalException if no decoder that is allowed can open it; the container stays open
     */
    public static FrameDecoder open(Container container, Wanted wanted) {
        FrameDecoder opened = new FrameDecoder(container);
        try {
            opened.openDecoder(wanted);
            return opened;
        } catch (RuntimeException | Error e) {
            opened.free();
            throw e;
        }
    }

    private void openDecoder(Wanted wanted) {
        AVCodec codec = DecoderChoice.of(container.parameters().codec_id(), wanted.decoders());
        if (codec == null) {
            throw container.refuse(
                    wanted.words().code() + " in the code '" + container.codecName() + "', which is not read here");
        }
        decoder = avcodec_alloc_context3(codec);
        int result = avcodec_parameters_to_context(decoder, container.parameters());
        decoder.thread_count(1);
        decoder.max_pixels(wanted.maxPixels());
        decoder.pkt_timebase(container.stream().time_base());
        if (result >= 0) {
            result = avcodec_open2(decoder, codec, (AVDictionary) null);
        }
        if (result < 0) {
            throw container.refuse(wanted.words().code() + " in the code '" + container.codecName()
                    + "' and could not be opened: " + FFmpeg.words(result));
        }
    }

    public Container container() {
        return container;
    }

    /** Goes on to the next frame; false at the end. */
    public boolean next() {
        if (closed) {
            throw new IllegalStateException("The file was closed before it was read to its end; read it first.");
        }
        while (true) {
            int got = avcodec_receive_frame(decoder, frame);
            if (got == 0) {
                if (frame.nb_samples() > 0 || frame.width() > 0) {
                    if (frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
                        damaged++;
                    }
                    return true;
                }
            } else if (got == AVERROR_EOF || (got == AVERROR_EAGAIN() && draining)) {
                return false;
            } else {
                if (got != AVERROR_EAGAIN()) {
                    damaged++;
                }
                if (draining && ++errorsAtEnd > MOST_ERRORS_AT_END) {
                    return false;
                }
                feed();
            }
        }
    }

    /** Gives the decoder the next packet of the track, or tells it that there is none. */
    private void feed() {
        if (draining) {
            return;
        }
        if (!container.next(packet)) {
            draining = true;
            avcodec_send_packet(decoder, null);
            return;
        }
        int sent = avcodec_send_packet(decoder, packet);
        // The last packet of uncompressed sound counts as corrupt to FFmpeg where it is merely short.
        boolean corrupt = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0 && !container.isUncompressed();
        if (corrupt || (sent < 0 && sent != AVERROR_EAGAIN())) {
            damaged++;
        }
        av_packet_unref(packet);
    }

    /** The frame at hand, the same object every time. */
    public AVFrame frame() {
        return frame;
    }

    /** How many packets or frames were broken so far. */
    public long damaged() {
        return damaged;
    }

    @Override
    public void close() {
        if (!closed) {
            free();
            container.close();
        }
    }

    private void free() {
        closed = true;
        if (decoder != null) {
            avcodec_free_context(decoder);
        }
        av_frame_free(frame);
        av_packet_free(packet);
    }
}
