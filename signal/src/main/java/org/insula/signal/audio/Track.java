package org.insula.signal.audio;

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
 * The sound track of a file, frame by frame, in its own rate and channels. What an encoder put before and after the
 * sound (the delay of MP3, AAC and Opus) is left out by FFmpeg; gaps between time stamps are not filled.
 *
 * <p>Not for use by two threads at once.
 */
final class Track implements AutoCloseable {
    private static final int LEAST_RATE = 1_000;
    private static final int MOST_RATE = 768_000;
    private static final int MOST_CHANNELS = 64;
    private static final int MOST_ERRORS_AT_END = 64;

    /** Beyond this the filter of the rate converter could overflow. */
    private static final float MOST_SAMPLE = 1e30f;

    /** Against rounding, in seconds. */
    private static final double GRACE = 1e-6;

    private final Container container;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final PlanarSamples frames = new PlanarSamples();
    private AVCodecContext decoder;
    private boolean draining;
    private boolean closed;
    private int errorsAtEnd;
    private double seconds;
    private long damaged;
    private double firstDamage;

    private Track(Container container) {
        this.container = container;
    }

    /**
     * Opens the best sound track of a file; closing the track closes the content too.
     *
     * @throws SignalException if FFmpeg finds no sound in it that is read here
     */
    static Track open(Content content) {
        Track track = new Track(Container.open(content));
        try {
            track.openDecoder();
            return track;
        } catch (RuntimeException | Error e) {
            track.close();
            throw e;
        }
    }

    private void openDecoder() {
        AVCodec codec = DecoderChoice.of(container.parameters().codec_id());
        if (codec == null) {
            throw noSound("its sound is in the code '" + container.codecName() + "', which is not read here");
        }
        checkShape(
                container.parameters().sample_rate(),
                container.parameters().ch_layout().nb_channels());
        decoder = avcodec_alloc_context3(codec);
        int result = avcodec_parameters_to_context(decoder, container.parameters());
        decoder.thread_count(1);
        decoder.pkt_timebase(container.stream().time_base());
        if (result >= 0) {
            result = avcodec_open2(decoder, codec, (AVDictionary) null);
        }
        if (result < 0) {
            throw noSound("its " + container.codecName() + " sound could not be opened: " + FFmpeg.words(result));
        }
    }

    Container container() {
        return container;
    }

    /** Goes on to the next frame; false at the end. */
    boolean next() {
        if (closed) {
            throw new IllegalStateException("The sound was closed before it was read to its end; read it first.");
        }
        while (true) {
            int got = avcodec_receive_frame(decoder, frame);
            if (got == 0) {
                if (frame.nb_samples() > 0) {
                    accept();
                    return true;
                }
            } else if (got == AVERROR_EOF || (got == AVERROR_EAGAIN() && draining)) {
                return false;
            } else {
                if (got != AVERROR_EAGAIN()) {
                    noteDamage();
                }
                if (draining && ++errorsAtEnd > MOST_ERRORS_AT_END) {
                    return false;
                }
                feed();
            }
        }
    }

    private void accept() {
        checkShape(frame.sample_rate(), frameChannels());
        if (frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
            noteDamage();
        }
        seconds += (double) frame.nb_samples() / frame.sample_rate();
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
            noteDamage();
        }
        av_packet_unref(packet);
    }

    private void noteDamage() {
        if (damaged++ == 0) {
            firstDamage = seconds;
        }
    }

    /**
     * The frame at hand, shape (channels, at least {@link #frameLength()}); valid until the next frame.
     *
     * @throws SignalException if a sample is not finite, with its place
     */
    float[][] frame() {
        float[][] planes = frames.planes(frame);
        int n = frame.nb_samples();
        for (int c = 0; c < planes.length; c++) {
            for (int i = 0; i < n; i++) {
                if (!(Math.abs(planes[c][i]) <= MOST_SAMPLE)) {
                    double at = seconds - (double) (n - i) / frame.sample_rate();
                    throw Refusals.notFinite(container.name(), planes[c][i], at, c);
                }
            }
        }
        return planes;
    }

    int frameLength() {
        return frame.nb_samples();
    }

    int frameRate() {
        return frame.sample_rate();
    }

    int frameChannels() {
        return frame.ch_layout().nb_channels();
    }

    /** What each channel of the frame at hand weighs in BS.1770. */
    double[] frameWeights() {
        return LoudspeakerWeights.of(frame.ch_layout());
    }

    /** How many seconds were decoded so far. */
    double seconds() {
        return seconds;
    }

    /** How many packets or frames were broken so far. */
    long damaged() {
        return damaged;
    }

    /** After how many seconds of decoded sound the first of them came. */
    double firstDamage() {
        return firstDamage;
    }

    /** @throws SignalException if the file says that it is longer than the limits allow */
    void checkDeclared(AudioLimits limits) {
        double declared = container.declaredSeconds().orElse(0);
        if (declared > limits.maxSeconds() + GRACE) {
            throw Refusals.declaresTooMuch(container.name(), declared, limits);
        }
    }

    /** @throws SignalException if more was decoded than the limits allow */
    void checkLength(AudioLimits limits) {
        if (seconds > limits.maxSeconds() + GRACE) {
            throw Refusals.lastsTooLong(container.name(), limits);
        }
    }

    SignalException nothingDecoded() {
        return Refusals.nothingDecoded(container.name(), container.codecName());
    }

    private void checkShape(int rate, int channels) {
        if (rate < LEAST_RATE || rate > MOST_RATE) {
            throw Refusals.rate(container.name(), rate, LEAST_RATE, MOST_RATE);
        }
        if (channels < 1 || channels > MOST_CHANNELS) {
            throw Refusals.channels(container.name(), channels, MOST_CHANNELS);
        }
    }

    private SignalException noSound(String why) {
        return Refusals.noSound(container.name(), why);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (decoder != null) {
            avcodec_free_context(decoder);
        }
        av_frame_free(frame);
        av_packet_free(packet);
        container.close();
    }
}
