package org.insula.signal.audio;

import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.insula.signal.SignalException;
import org.insula.signal.media.Container;
import org.insula.signal.media.Content;
import org.insula.signal.media.FrameDecoder;

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

    /** Beyond this the filter of the rate converter could overflow. */
    private static final float MOST_SAMPLE = 1e30f;

    /** Against rounding, in seconds. */
    private static final double GRACE = 1e-6;

    private final FrameDecoder decoder;
    private final AVFrame frame;
    private final PlanarSamples frames = new PlanarSamples();
    private double seconds;
    private double firstDamage = Double.NaN;

    private Track(FrameDecoder decoder) {
        this.decoder = decoder;
        this.frame = decoder.frame();
    }

    /**
     * Opens the best sound track of a file; closing the track closes the content too.
     *
     * @throws SignalException if FFmpeg finds no sound in it that is read here
     */
    static Track open(Content content) {
        Container container = Container.open(content, Formats.SOUND);
        try {
            checkShape(
                    container,
                    container.parameters().sample_rate(),
                    container.parameters().ch_layout().nb_channels());
            return new Track(FrameDecoder.open(container, Formats.SOUND));
        } catch (RuntimeException | Error e) {
            container.close();
            throw e;
        }
    }

    Container container() {
        return decoder.container();
    }

    /** Goes on to the next frame; false at the end. */
    boolean next() {
        boolean more = decoder.next();
        if (decoder.damaged() > 0 && Double.isNaN(firstDamage)) {
            firstDamage = seconds;
        }
        if (more) {
            checkShape(container(), frame.sample_rate(), frameChannels());
            seconds += (double) frame.nb_samples() / frame.sample_rate();
        }
        return more;
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
                    throw Refusals.notFinite(container().name(), planes[c][i], at, c);
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
        return decoder.damaged();
    }

    /** After how many seconds of decoded sound the first of them came. */
    double firstDamage() {
        return firstDamage;
    }

    /** @throws SignalException if the file says that it is longer than the limits allow */
    void checkDeclared(AudioLimits limits) {
        double declared = container().declaredSeconds().orElse(0);
        if (declared > limits.maxSeconds() + GRACE) {
            throw Refusals.declaresTooMuch(container().name(), declared, limits);
        }
    }

    /** @throws SignalException if more was decoded than the limits allow */
    void checkLength(AudioLimits limits) {
        if (seconds > limits.maxSeconds() + GRACE) {
            throw Refusals.lastsTooLong(container().name(), limits);
        }
    }

    SignalException nothingDecoded() {
        return Refusals.nothingDecoded(container().name(), container().codecName());
    }

    private static void checkShape(Container container, int rate, int channels) {
        if (rate < LEAST_RATE || rate > MOST_RATE) {
            throw Refusals.rate(container.name(), rate, LEAST_RATE, MOST_RATE);
        }
        if (channels < 1 || channels > MOST_CHANNELS) {
            throw Refusals.channels(container.name(), channels, MOST_CHANNELS);
        }
    }

    /** What a WAV header claims, where this is a WAV file of uncompressed sound. */
    Optional<WavLength> wavLength() {
        return container().isUncompressed() ? WavLength.of(container().content()) : Optional.empty();
    }

    @Override
    public void close() {
        decoder.close();
    }
}
