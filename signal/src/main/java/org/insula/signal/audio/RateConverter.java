package org.insula.signal.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_double;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_int;
import static org.bytedeco.ffmpeg.global.swresample.SWR_FILTER_TYPE_KAISER;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import java.math.BigInteger;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.insula.signal.SignalException;
import org.insula.signal.media.FFmpeg;

/**
 * Brings one channel to another sample rate: a Kaiser-windowed sinc filter of linear phase, run by libswresample.
 *
 * <p>Flat to 0.9 of the lower Nyquist frequency, at least 90 dB down where anything would fold back into that band. The
 * sound counts as surrounded by silence, a click stays where it was, and n samples become round(n · to / from). What is
 * taken comes out again some milliseconds of sound later: half the length of the filter.
 *
 * <p>For use by one thread; close it to release native memory.
 */
public final class RateConverter implements AutoCloseable {
    /** Zero crossings of the filter at the lower rate: the transition takes a tenth of its Nyquist frequency. */
    private static final int FILTER_SIZE = 128;

    private static final double CUTOFF = 0.95;
    private static final int KAISER_BETA = 10;
    private static final int LOG2_PHASES = 10;
    private static final int BLOCK = 4096;

    private final int from;
    private final int to;
    private final SwrContext swr;
    private final BytePointer nativeIn;
    private final BytePointer nativeOut;
    private final int room;
    private final float[] silence = new float[BLOCK];
    private final int reach;
    private float[] out = {};
    private int outLength;
    private long toDrop;
    private long taken;
    private long given;

    /**
     * A converter for one stream.
     *
     * @param from in hertz, not equal to {@code to}
     * @param to in hertz
     * @throws SignalException if these rates cannot be converted
     */
    public RateConverter(int from, int to) {
        this.from = from;
        this.to = to;
        this.swr = start(from, to);
        this.room = (int) ((long) BLOCK * to / from) + 64;
        this.nativeIn = new BytePointer(av_malloc(4L * BLOCK));
        this.nativeOut = new BytePointer(av_malloc(4L * room));
        this.reach = (int) Math.ceil(FILTER_SIZE * Math.max(1.0, from / (CUTOFF * to))) + 32;
        fillFilter();
    }

    private static SwrContext start(int from, int to) {
        int divisor = gcd(from, to);
        AVChannelLayout mono = new AVChannelLayout();
        av_channel_layout_default(mono, 1);
        SwrContext swr = new SwrContext((Pointer) null);
        int result = swr_alloc_set_opts2(swr, mono, AV_SAMPLE_FMT_FLTP, to, mono, AV_SAMPLE_FMT_FLTP, from, 0, null);
        mono.close();
        if (result >= 0) {
            av_opt_set_int(swr, "filter_size", FILTER_SIZE, 0);
            av_opt_set_int(swr, "phase_shift", LOG2_PHASES, 0);
            av_opt_set_int(swr, "filter_type", SWR_FILTER_TYPE_KAISER, 0);
            av_opt_set_int(swr, "kaiser_beta", KAISER_BETA, 0);
            av_opt_set_double(swr, "cutoff", CUTOFF, 0);
            av_opt_set_int(swr, "exact_rational", 1, 0);
            av_opt_set_int(swr, "linear_interp", to / divisor > 1 << LOG2_PHASES ? 1 : 0, 0);
            result = swr_init(swr);
        }
        if (result < 0) {
            swr_free(swr);
            throw new SignalException("Sound of " + from + " Hz could not be brought to " + to + " Hz ("
                    + FFmpeg.words(result) + "); ask for a common rate such as 22050.");
        }
        return swr;
    }

    private static int gcd(int a, int b) {
        return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue();
    }

    /** Silence goes first, whole periods of the two rates, so that what it gives can be dropped to the sample. */
    private void fillFilter() {
        int period = from / gcd(from, to);
        long before = (long) Math.ceilDiv(reach, period) * period;
        toDrop = before * to / from;
        feedSilence(before);
    }

    /**
     * Takes samples in; {@link #output()} then holds what they give.
     *
     * @param samples finite
     * @param count any number up to the array's length
     */
    public void take(float[] samples, int count) {
        outLength = 0;
        taken += count;
        for (int at = 0; at < count; at += BLOCK) {
            convert(samples, at, Math.min(BLOCK, count - at));
        }
    }

    /** Tells that there are no more samples; {@link #output()} then holds the last ones. */
    public void end() {
        outLength = 0;
        long before = given;
        long all = expected();
        feedSilence(reach + (long) BLOCK);
        outLength = (int) Math.max(0, Math.min(outLength, all - before));
        given = before + outLength;
    }

    /** Up to {@link #outputLength()} samples, used again by the next call. */
    public float[] output() {
        return out;
    }

    /** How many samples of {@link #output()} count. */
    public int outputLength() {
        return outLength;
    }

    private long expected() {
        return Math.round((double) taken * to / from);
    }

    private void feedSilence(long count) {
        for (long left = count; left > 0; left -= BLOCK) {
            convert(silence, 0, (int) Math.min(BLOCK, left));
        }
    }

    private void convert(float[] samples, int at, int count) {
        new FloatPointer(nativeIn).put(samples, at, count);
        int n = swr_convert(swr, nativeOut, room, nativeIn, count);
        if (n < 0) {
            throw new SignalException("Sound of " + from + " Hz could not be brought to " + to + " Hz ("
                    + FFmpeg.words(n) + "); ask for a common rate such as 22050.");
        }
        int skip = (int) Math.min(toDrop, n);
        toDrop -= skip;
        append(skip, n - skip);
    }

    private void append(int skip, int n) {
        if (out.length < outLength + n) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, outLength + n));
        }
        new FloatPointer(nativeOut).position(skip).get(out, outLength, n);
        outLength += n;
        given += n;
    }

    @Override
    public void close() {
        swr_free(swr);
        av_free(nativeIn);
        av_free(nativeOut);
    }
}
