package org.insula.signal.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.av_get_bits_per_sample;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_DECODER_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EINVAL;

import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The file around a sound track: finds the best track and gives its packets. Not for use by two threads at once. */
final class Container implements AutoCloseable {
    private static final String MOST_STREAMS = "64";
    private static final String PROBE_BYTES = "5000000";
    private static final int MOST_RETRIES = 1_000;

    private final Content content;
    private final ContentIo io;
    private AVFormatContext file;
    private AVStream stream;
    private boolean brokeOff;

    private Container(Content content) {
        this.content = content;
        this.io = new ContentIo(content);
    }

    /** Closing the container closes the content too, and so does a refusal. */
    static Container open(Content content) {
        Container container = null;
        try {
            FFmpeg.load();
            container = new Container(content);
            container.openFile();
            container.chooseStream();
            return container;
        } catch (RuntimeException | Error e) {
            if (container == null) {
                content.close();
            } else {
                container.close();
            }
            throw e;
        }
    }

    private void openFile() {
        file = avformat_alloc_context();
        file.pb(io.context());
        file.flags(file.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        AVDictionary options = new AVDictionary((Pointer) null);
        av_dict_set(options, "protocol_whitelist", "none", 0);
        av_dict_set(options, "format_whitelist", Formats.CONTAINERS, 0);
        av_dict_set(options, "codec_whitelist", Formats.DECODERS, 0);
        av_dict_set(options, "max_streams", MOST_STREAMS, 0);
        av_dict_set(options, "probesize", PROBE_BYTES, 0);
        int opened = avformat_open_input(file, (String) null, null, options);
        av_dict_free(options);
        if (opened < 0) {
            file = null; // freed by FFmpeg
            throw Refusals.noSound(
                    name(),
                    opened == AVERROR_EINVAL()
                            ? "it is a kind of file that is not read here"
                            : "it is no sound or video file, or it is broken: " + FFmpeg.words(opened));
        }
        discardAllBut(-1);
        int found = avformat_find_stream_info(file, (PointerPointer<?>) null);
        if (found < 0) {
            throw Refusals.noSound(name(), "its streams could not be made out: " + FFmpeg.words(found));
        }
    }

    private void chooseStream() {
        int index = best(AVMEDIA_TYPE_AUDIO);
        if (index == AVERROR_DECODER_NOT_FOUND) {
            throw Refusals.noSound(name(), "its sound is in a code that is not read here");
        }
        if (index < 0) {
            throw Refusals.noSound(
                    name(), best(AVMEDIA_TYPE_VIDEO) >= 0 ? "it has pictures only" : "it has no sound track");
        }
        stream = file.streams(index);
        discardAllBut(index);
    }

    private int best(int mediaType) {
        return av_find_best_stream(file, mediaType, -1, -1, (AVCodec) null, 0);
    }

    /** @param index of the stream that is wanted, or −1 for all that are sound */
    private void discardAllBut(int index) {
        for (int i = 0; i < file.nb_streams(); i++) {
            AVStream each = file.streams(i);
            boolean wanted = index < 0 ? each.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO : i == index;
            if (!wanted) {
                each.discard(AVDISCARD_ALL);
            }
        }
    }

    String name() {
        return content.name();
    }

    AVStream stream() {
        return stream;
    }

    AVCodecParameters parameters() {
        return stream.codecpar();
    }

    /** FFmpeg's name of the code, such as {@code mp3} or {@code pcm_s16le}. */
    String codecName() {
        return avcodec_get_name(parameters().codec_id()).getString();
    }

    /** Whether each sample stands for itself, as in most WAV files. */
    boolean isUncompressed() {
        return av_get_bits_per_sample(parameters().codec_id()) > 0;
    }

    /** How long so many bytes of uncompressed sound last. */
    double secondsOf(long bytes) {
        long bits = (long) av_get_bits_per_sample(parameters().codec_id())
                * parameters().ch_layout().nb_channels()
                * parameters().sample_rate();
        return 8.0 * bytes / bits;
    }

    /** What a WAV header claims, where this is a WAV file of uncompressed sound. */
    Optional<WavLength> wavLength() {
        return isUncompressed() ? WavLength.of(content) : Optional.empty();
    }

    /**
     * What the file says about its length, where it does. A guess from the bit rate does not count; uncompressed sound
     * cannot last longer than the file has bytes for it.
     */
    OptionalDouble declaredSeconds() {
        double unit = av_q2d(stream.time_base());
        boolean guessed = file.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE;
        if (guessed || stream.duration() <= 0 || !(unit > 0)) {
            return OptionalDouble.empty();
        }
        double most = isUncompressed() && content.size() >= 0 ? secondsOf(content.size()) : Double.POSITIVE_INFINITY;
        return OptionalDouble.of(Math.min(most, stream.duration() * unit));
    }

    /** Puts the track's next packet into {@code packet}, which must be empty; false at the end. */
    boolean next(AVPacket packet) {
        for (int retries = 0; ; ) {
            int got = av_read_frame(file, packet);
            if (got >= 0 && packet.stream_index() == stream.index()) {
                return true;
            }
            av_packet_unref(packet);
            if (got < 0 && (got != AVERROR_EAGAIN() || ++retries > MOST_RETRIES)) {
                brokeOff = got != AVERROR_EOF;
                return false;
            }
        }
    }

    /** Whether the container itself, or the disk, gave up before the end. */
    boolean brokeOff() {
        return brokeOff || io.failed();
    }

    @Override
    public void close() {
        if (file != null) {
            avformat_close_input(file);
            file = null;
        }
        io.close();
        content.close();
    }
}
