package org.insula.signal.media;

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

import java.util.OptionalDouble;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.insula.signal.SignalException;

/** The file around a track: finds the best one and gives its packets. Not for use by two threads at once. */
public final class Container implements AutoCloseable {
    private static final String MOST_STREAMS = "64";
    private static final String PROBE_BYTES = "5000000";
    private static final int MOST_RETRIES = 1_000;

    private final Content content;
    private final Wanted wanted;
    private final ContentIo io;
    private AVFormatContext file;
    private AVStream stream;
    private boolean brokeOff;

    private Container(Content content, Wanted wanted) {
        this.content = content;
        this.wanted = wanted;
        this.io = new ContentIo(content);
    }

    /** Closing the container closes the content too, and so does a refusal. */
    public static Container open(Content content, Wanted wanted) {
        Container container = null;
        try {
            FFmpeg.load();
            container = new Container(content, wanted);
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
        av_dict_set(options, "format_whitelist", wanted.containers(), 0);
        av_dict_set(options, "codec_whitelist", String.join(",", wanted.decoders()), 0);
        av_dict_set(options, "max_streams", MOST_STREAMS, 0);
        av_dict_set(options, "probesize", PROBE_BYTES, 0);
        int opened = avformat_open_input(file, (String) null, null, options);
        av_dict_free(options);
        if (opened < 0) {
            file = null; // freed by FFmpeg
            throw refuse(
                    opened == AVERROR_EINVAL()
                            ? "it is a kind of file that is not read here"
                            : "it is no sound or video file, or it is broken: " + FFmpeg.words(opened));
        }
        discardAllBut(-1);
        int found = makeOutStreams();
        if (found < 0) {
            throw refuse("its streams could not be made out: " + FFmpeg.words(found));
        }
    }

    /** Looks into the first packets; pictures above the limit are refused before memory is taken for them. */
    private int makeOutStreams() {
        int streams = file.nb_streams();
        AVDictionary[] options = new AVDictionary[streams];
        try (PointerPointer<AVDictionary> all = new PointerPointer<>(Math.max(1, streams))) {
            for (int i = 0; i < streams; i++) {
                options[i] = new AVDictionary((Pointer) null);
                av_dict_set(options[i], "max_pixels", Long.toString(wanted.maxPixels()), 0);
                av_dict_set(options[i], "threads", "1", 0);
                all.put(i, options[i]);
            }
            int found = avformat_find_stream_info(file, streams == 0 ? null : all);
            for (int i = 0; i < streams; i++) {
                av_dict_free(all.position(i));
            }
            return found;
        }
    }

    private void chooseStream() {
        int index = best(wanted.mediaType());
        if (index == AVERROR_DECODER_NOT_FOUND) {
            throw refuse(wanted.words().code() + " in a code that is not read here");
        }
        if (index < 0) {
            int other = wanted.mediaType() == AVMEDIA_TYPE_AUDIO ? AVMEDIA_TYPE_VIDEO : AVMEDIA_TYPE_AUDIO;
            throw refuse(
                    best(other) >= 0 ? wanted.words().only() : wanted.words().none());
        }
        stream = file.streams(index);
        discardAllBut(index);
    }

    /** This content does not hold what is sought, for a reason. */
    public SignalException refuse(String why) {
        return wanted.refuse(name(), why);
    }

    private int best(int mediaType) {
        return av_find_best_stream(file, mediaType, -1, -1, (AVCodec) null, 0);
    }

    /** @param index of the stream that is wanted, or −1 for all of the medium that is sought */
    private void discardAllBut(int index) {
        for (int i = 0; i < file.nb_streams(); i++) {
            AVStream each = file.streams(i);
            boolean wanted = index < 0 ? each.codecpar().codec_type() == this.wanted.mediaType() : i == index;
            if (!wanted) {
                each.discard(AVDISCARD_ALL);
            }
        }
    }

    public String name() {
        return content.name();
    }

    public AVStream stream() {
        return stream;
    }

    public AVCodecParameters parameters() {
        return stream.codecpar();
    }

    /** FFmpeg's name of the code, such as {@code mp3} or {@code pcm_s16le}. */
    public String codecName() {
        return avcodec_get_name(parameters().codec_id()).getString();
    }

    /** Whether each sample stands for itself, as in most WAV files. */
    public boolean isUncompressed() {
        return av_get_bits_per_sample(parameters().codec_id()) > 0;
    }

    /** How long so many bytes of uncompressed sound last. */
    public double secondsOf(long bytes) {
        long bits = (long) av_get_bits_per_sample(parameters().codec_id())
                * parameters().ch_layout().nb_channels()
                * parameters().sample_rate();
        return 8.0 * bytes / bits;
    }

    /** The bytes of the file. */
    public Content content() {
        return content;
    }

    /**
     * What the file says about its length, where it does. A guess from the bit rate does not count; uncompressed sound
     * cannot last longer than the file has bytes for it.
     */
    public OptionalDouble declaredSeconds() {
        double unit = av_q2d(stream.time_base());
        boolean guessed = file.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE;
        if (guessed || stream.duration() <= 0 || !(unit > 0)) {
            return OptionalDouble.empty();
        }
        double most = isUncompressed() && content.size() >= 0 ? secondsOf(content.size()) : Double.POSITIVE_INFINITY;
        return OptionalDouble.of(Math.min(most, stream.duration() * unit));
    }

    /** Puts the track's next packet into {@code packet}, which must be empty; false at the end. */
    public boolean next(AVPacket packet) {
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
    public boolean brokeOff() {
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
