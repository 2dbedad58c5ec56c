package org.insula.signal.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_get_bits_per_sample;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
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
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EINVAL;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.insula.signal.SignalException;

/**
 * The sound track of a file, frame by frame, in its own rate and channels. What an encoder put before and after the
 * sound (the delay of MP3, AAC and Opus) is left out by FFmpeg; gaps between time stamps are not filled.
 *
 * <p>Not for use by two threads at once.
 */
final class Track implements AutoCloseable {
    static final int LEAST_RATE = 1_000;
    static final int MOST_RATE = 768_000;
    static final int MOST_CHANNELS = 64;

    /** Beyond this the filter of the rate converter could overflow. */
    private static final float MOST_SAMPLE = 1e30f;

    private static final String MOST_STREAMS = "64";
    private static final String PROBE_BYTES = "5000000";
    private static final int MOST_RETRIES = 1_000;
    private static final int MOST_ERRORS_AT_END = 64;

    private final Content content;
    private final ContentIo io;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final PlanarSamples frames = new PlanarSamples();
    private AVFormatContext file;
    private AVCodecContext decoder;
    private AVStream stream;
    private boolean draining;
    private boolean closed;
    private int errorsAtEnd;
    private double seconds;
    private long damaged;
    private double firstDamage;
    private boolean brokeOff;

    private Track(Content content) {
        this.content = content;
        this.io = new ContentIo(content);
    }

    /**
     * Opens the best sound track of a file; closing the track closes the content too.
     *
     * @throws SignalException if FFmpeg finds no sound in it that is read here
     */
    static Track open(Content content) {
        Track track = null;
        try {
            FFmpeg.load();
            track = new Track(content);
            track.openFile();
            track.chooseStream();
            track.openDecoder();
            return track;
        } catch (RuntimeException | Error e) {
            if (track == null) {
                content.close();
            } else {
                track.close();
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
            throw noSound(
                    opened == AVERROR_EINVAL()
                            ? "it is a kind of file that is not read here"
                            : "it is no sound or video file, or it is broken: " + FFmpeg.words(opened));
        }
        for (int i = 0; i < file.nb_streams(); i++) {
            AVStream each = file.streams(i);
            if (each.codecpar().codec_type() != AVMEDIA_TYPE_AUDIO) {
                each.discard(AVDISCARD_ALL);
            }
        }
        int found = avformat_find_stream_info(file, (PointerPointer<?>) null);
        if (found < 0) {
            throw noSound("its streams could not be made out: " + FFmpeg.words(found));
        }
    }

    private void chooseStream() {
        int index = av_find_best_stream(file, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
        if (index == AVERROR_DECODER_NOT_FOUND) {
            throw noSound("its sound is in a code that is not read here");
        }
        if (index < 0) {
            boolean pictures = av_find_best_stream(file, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0) >= 0;
            throw noSound(pictures ? "it has pictures only" : "it has no sound track");
        }
        stream = file.streams(index);
        for (int i = 0; i < file.nb_streams(); i++) {
            if (i != index) {
                file.streams(i).discard(AVDISCARD_ALL);
            }
        }
    }

    private void openDecoder() {
        AVCodecParameters parameters = stream.codecpar();
        AVCodec codec = DecoderChoice.of(parameters.codec_id());
        if (codec == null) {
            throw noSound("its sound is in the code '" + codecName() + "', which is not read here");
        }
        checkShape(parameters.sample_rate(), parameters.ch_layout().nb_channels());
        decoder = avcodec_alloc_context3(codec);
        int result = avcodec_parameters_to_context(decoder, parameters);
        decoder.thread_count(1);
        decoder.pkt_timebase(stream.time_base());
        if (result >= 0) {
            result = avcodec_open2(decoder, codec, (AVDictionary) null);
        }
        if (result < 0) {
            throw noSound("its " + codecName() + " sound could not be opened: " + FFmpeg.words(result));
        }
    }

    /** As it stands in the file, in hertz. */
    int sampleRate() {
        return stream.codecpar().sample_rate();
    }

    int channels() {
        return stream.codecpar().ch_layout().nb_channels();
    }

    /** FFmpeg's name of the code, such as {@code mp3} or {@code pcm_s16le}. */
    String codecName() {
        return avcodec_get_name(stream.codecpar().codec_id()).getString();
    }

    String name() {
        return content.name();
    }

    /** What a WAV header claims, where this is a WAV file whose samples are stored as they are. */
    Optional<WavLength> wavLength() {
        return storedAsTheyAre() ? WavLength.of(content) : Optional.empty();
    }

    /** How long so many bytes of samples last that are stored as they are. */
    double secondsOf(long bytes) {
        AVCodecParameters parameters = stream.codecpar();
        long bits = (long) av_get_bits_per_sample(parameters.codec_id())
                * parameters.ch_layout().nb_channels()
                * parameters.sample_rate();
        return 8.0 * bytes / bits;
    }

    /**
     * What the file says about its length, where it does. A guess from the bit rate does not count; samples that are
     * stored as they are cannot last longer than the file has bytes for them.
     */
    OptionalDouble declaredSeconds() {
        double base = avutil.av_q2d(stream.time_base());
        boolean guessed = file.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE;
        if (guessed || stream.duration() <= 0 || !(base > 0)) {
            return OptionalDouble.empty();
        }
        double most = storedAsTheyAre() && content.size() >= 0 ? secondsOf(content.size()) : Double.POSITIVE_INFINITY;
        return OptionalDouble.of(Math.min(most, stream.duration() * base));
    }

    /** Goes on to the next frame; false at the end. */
    boolean next() {
        if (closed) {
            throw new IllegalStateException("The sound was closed before it was read to its end; read it first.");
        }
        while (true) {
            int got = avcodec_receive_frame(decoder, frame);
            if (got == 0) {
                if (accept()) {
                    return true;
                }
            } else if (got == AVERROR_EOF) {
                return false;
            } else if (got != AVERROR_EAGAIN()) {
                noteDamage();
                if (draining && ++errorsAtEnd > MOST_ERRORS_AT_END) {
                    return false;
                }
                if (!draining) {
                    feed();
                }
            } else if (draining) {
                return false;
            } else {
                feed();
            }
        }
    }

    /** The frame at hand, shape (channels, at least {@link #frameLength()}); valid until the next frame. */
    float[][] frame() {
        return frames.planes(frame);
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

    /**
     * As {@link #frame()}.
     *
     * @throws SignalException if a sample is not finite, with its place
     */
    float[][] finiteFrame() {
        float[][] planes = frame();
        for (int c = 0; c < planes.length; c++) {
            for (int i = 0; i < frame.nb_samples(); i++) {
                if (!(Math.abs(planes[c][i]) <= MOST_SAMPLE)) {
                    throw notFinite(planes[c][i], i, c);
                }
            }
        }
        return planes;
    }

    /** @throws SignalException if the file says that it is longer than the limits allow */
    void checkDeclared(AudioLimits limits) {
        double declared = declaredSeconds().orElse(0);
        if (declared > limits.maxSeconds()) {
            throw tooLong("says that it lasts " + spoken(declared), limits);
        }
    }

    /** @throws SignalException if more was decoded than the limits allow */
    void checkLength(AudioLimits limits) {
        if (seconds > limits.maxSeconds() + 1e-6) {
            throw tooLong("lasts longer than " + spoken(limits.maxSeconds()), limits);
        }
    }

    SignalException nothingDecoded() {
        return new SignalException(name() + " has a sound track of " + codecName()
                + " in which no sample could be decoded; give a complete recording.");
    }

    private SignalException notFinite(float sample, int at, int channel) {
        return new SignalException(String.format(
                Locale.ROOT,
                "%s holds a sample that is %s, which is no number of a size that sound has, %.4f s from its start in"
                        + " channel %d; save the recording again.",
                name(),
                sample,
                frameSeconds() + (double) at / frame.sample_rate(),
                channel + 1));
    }

    private SignalException tooLong(String what, AudioLimits limits) {
        return new SignalException(name() + " " + what + ", more than the limit of " + spoken(limits.maxSeconds())
                + "; give a shorter part of it, or read it as a stream.");
    }

    static String spoken(double seconds) {
        return seconds < 600
                ? String.format(Locale.ROOT, "%.2f s", seconds)
                : String.format(Locale.ROOT, "%.2f hours", seconds / 3600);
    }

    /** Where the frame at hand begins, in seconds of decoded sound. */
    double frameSeconds() {
        return seconds - (double) frame.nb_samples() / frame.sample_rate();
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

    /** Whether the container itself, or the disk, gave up before the end. */
    boolean brokeOff() {
        return brokeOff || io.failed();
    }

    private boolean accept() {
        if (frame.nb_samples() <= 0) {
            return false;
        }
        checkShape(frame.sample_rate(), frame.ch_layout().nb_channels());
        if (frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
            noteDamage();
        }
        seconds += (double) frame.nb_samples() / frame.sample_rate();
        return true;
    }

    /** Gives the decoder the next packet of the track, or tells it that there is none. */
    private void feed() {
        for (int retries = 0; !draining; ) {
            int got = av_read_frame(file, packet);
            if (got == AVERROR_EAGAIN() && retries++ < MOST_RETRIES) {
                continue;
            }
            if (got < 0) {
                brokeOff |= got != AVERROR_EOF;
                draining = true;
                avcodec_send_packet(decoder, null);
                return;
            }
            boolean ours = packet.stream_index() == stream.index();
            if (ours) {
                send();
            }
            av_packet_unref(packet);
            if (ours) {
                return;
            }
        }
    }

    private void send() {
        boolean corrupt = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
        int sent = avcodec_send_packet(decoder, packet);
        if (sent < 0 && sent != AVERROR_EAGAIN() || corrupt && !storedAsTheyAre()) {
            noteDamage();
        }
    }

    /** Whether each sample stands for itself; FFmpeg then calls the last packet of a file corrupt where it is short. */
    private boolean storedAsTheyAre() {
        return av_get_bits_per_sample(stream.codecpar().codec_id()) > 0;
    }

    private void noteDamage() {
        if (damaged++ == 0) {
            firstDamage = seconds;
        }
    }

    private void checkShape(int rate, int channels) {
        if (rate < LEAST_RATE || rate > MOST_RATE) {
            throw new SignalException(name() + " says that it has " + rate + " samples a second; give sound of "
                    + LEAST_RATE + " to " + MOST_RATE + " Hz.");
        }
        if (channels < 1 || channels > MOST_CHANNELS) {
            throw new SignalException(
                    name() + " says that it has " + channels + " channels; give sound of 1 to " + MOST_CHANNELS + ".");
        }
    }

    private SignalException noSound(String why) {
        return new SignalException(name() + " holds no sound that can be read (" + why
                + "); give a WAV, MP3, OGG, FLAC, M4A, WebM or MP4 file" + " with sound.");
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
        if (file != null) {
            avformat_close_input(file);
        }
        av_frame_free(frame);
        av_packet_free(packet);
        io.close();
        content.close();
    }
}
