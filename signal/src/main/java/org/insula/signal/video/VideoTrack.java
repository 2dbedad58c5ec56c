package org.insula.signal.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.insula.signal.Picture;
import org.insula.signal.SignalException;
import org.insula.signal.media.Container;
import org.insula.signal.media.Content;
import org.insula.signal.media.FrameDecoder;
import org.insula.signal.media.Wanted;

/** The picture track of a video file. */
final class VideoTrack implements FrameSource {
    /** Where a file tells no rate. */
    private static final double USUAL_RATE = 30;

    private static final double LEAST_STEP = 1e-6;

    private final FrameDecoder decoder;
    private final VideoLimits limits;
    private final Turn turn;
    private final RgbConverter converter = new RgbConverter();
    private final double unit;
    private final double usualStep;
    private double first = Double.NaN;
    private double seconds;
    private int count;
    private int untimed;
    private boolean ended;

    private VideoTrack(FrameDecoder decoder, VideoLimits limits) {
        this.decoder = decoder;
        this.limits = limits;
        Container container = decoder.container();
        this.turn = Turn.of(container.parameters());
        this.unit = av_q2d(container.stream().time_base());
        double rate = av_q2d(container.stream().avg_frame_rate());
        this.usualStep = rate >= 0.01 && rate <= 10_000 ? 1 / rate : 1 / USUAL_RATE;
    }

    static VideoTrack open(Content content, VideoLimits limits) {
        Wanted wanted = VideoFormats.wanted(limits);
        Container container = Container.open(content, wanted);
        try {
            checkSize(
                    container.name(),
                    container.parameters().width(),
                    container.parameters().height(),
                    limits);
            double declared = container.declaredSeconds().orElse(0);
            if (declared > limits.maxSeconds() + 1) {
                throw Refusals.tooLong(container.name(), "says that it lasts", declared, limits);
            }
            return new VideoTrack(FrameDecoder.open(container, wanted), limits);
        } catch (RuntimeException | Error e) {
            container.close();
            throw e;
        }
    }

    private static void checkSize(String name, int width, int height, VideoLimits limits) {
        if ((long) width * height > limits.maxPixels()) {
            throw Refusals.tooManyPixels(name, width, height, limits);
        }
    }

    @Override
    public boolean next() {
        if (ended) {
            return false;
        }
        if (!decoder.next()) {
            ended = true;
            if (count == 0) {
                throw nothingDecoded();
            }
            return false;
        }
        AVFrame frame = decoder.frame();
        checkSize(decoder.container().name(), frame.width(), frame.height(), limits);
        time(frame.best_effort_timestamp());
        count++;
        return true;
    }

    private SignalException nothingDecoded() {
        Container container = decoder.container();
        return Refusals.nothingDecoded(container.name(), container.codecName());
    }

    /** A time that is missing, or not after the last one, is guessed from the usual rate. */
    private void time(long stamp) {
        double at = stamp == AV_NOPTS_VALUE || !(unit > 0) ? Double.NaN : stamp * unit;
        if (count == 0) {
            first = Double.isNaN(at) ? 0 : at;
            seconds = 0;
            return;
        }
        double since = at - first;
        if (since >= seconds + LEAST_STEP) {
            seconds = since;
        } else {
            untimed++;
            seconds += usualStep;
        }
    }

    @Override
    public double seconds() {
        return seconds;
    }

    @Override
    public Picture picture() {
        return turn.apply(converter.convert(decoder.frame(), decoder.container().name(), limits));
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        long damaged = decoder.damaged();
        if (damaged > 0) {
            notes.add(damaged + (damaged == 1 ? " part" : " parts") + " of the video could not be decoded cleanly.");
        }
        if (untimed > 0) {
            notes.add(untimed + (untimed == 1 ? " frame has" : " frames have")
                    + " no time of its own; took the video's usual rate.");
        }
        double declared = decoder.container().declaredSeconds().orElse(0);
        if (ended && declared > 2 * (seconds + usualStep) + 1) {
            notes.add(String.format(
                    Locale.ROOT, "The video ends after %.1f s though its header says %.1f s.", seconds, declared));
        } else if (ended && decoder.container().brokeOff()) {
            notes.add(String.format(Locale.ROOT, "The file breaks off after %.1f s of video.", seconds));
        }
        return notes;
    }

    @Override
    public void close() {
        converter.close();
        decoder.close();
    }
}
