package org.insula.signal.video;

import java.nio.file.Path;
import java.util.List;
import org.insula.signal.Picture;
import org.insula.signal.SignalException;
import org.insula.signal.media.Content;

/**
 * The frames of a video, or of a zip of numbered pictures ({@link FrameArchive}), one after the other; one frame is in
 * memory at a time. FFmpeg decodes videos: MP4, MOV, WebM, MKV, AVI, MPEG, Ogg, animated GIF and PNG, and within them
 * H.264, H.265, VP8, VP9, AV1, MPEG-4, MPEG-1 and 2, Motion JPEG and Theora.
 *
 * <p>Frames come in the order and at the times in which they are shown, so a variable frame rate is no matter. They are
 * turned as the file says, what is transparent lies on white, and pixels that are not square are made so. A damaged file
 * gives what could be decoded. Only the given bytes are read: nothing leads to other files.
 *
 * <pre>{@code
 * try (VideoFrames frames = VideoFrames.open(Path.of("wave.mp4"), VideoLimits.standard())) {
 *     while (frames.next()) {
 *         track(frames.seconds(), frames.picture());
 *     }
 * }
 * }</pre>
 *
 * <p>Not for use by two threads at once; whoever opened it closes it.
 */
public final class VideoFrames implements AutoCloseable {
    private final FrameSource source;
    private final String name;
    private final VideoLimits limits;
    private int count;

    private VideoFrames(FrameSource source, String name, VideoLimits limits) {
        this.source = source;
        this.name = name;
        this.limits = limits;
    }

    /**
     * Opens a file; only the part at hand is in memory.
     *
     * @throws SignalException if it holds no moving pictures that are read here, or says that it is larger or longer than
     *     the limits allow
     */
    public static VideoFrames open(Path file, VideoLimits limits) {
        return open(Content.of(file), limits);
    }

    /**
     * As {@link #open(Path, VideoLimits)}, of a file's bytes.
     *
     * @param file read in place until this is closed; do not change it
     */
    public static VideoFrames open(byte[] file, VideoLimits limits) {
        return open(Content.of(file, "The video"), limits);
    }

    private static VideoFrames open(Content content, VideoLimits limits) {
        String name = content.name();
        FrameSource source = ArchivedFrames.isArchive(content)
                ? ArchivedFrames.open(content, limits)
                : VideoTrack.open(content, limits);
        return new VideoFrames(source, name, limits);
    }

    /**
     * Whether these bytes are moving pictures by their first bytes and not a still, a JPEG, BMP, WebP, or a PNG or GIF of one
     * picture. What is neither counts as moving, so that {@link #open} says what is wrong with it.
     */
    public static boolean isMoving(byte[] file) {
        return Stills.isMoving(file);
    }

    /**
     * Goes on to the next frame.
     *
     * @return false at the end
     * @throws SignalException if there are more frames, or they are larger or last longer, than the limits allow, or the
     *     file ends without a single frame
     */
    public boolean next() {
        if (!source.next()) {
            return false;
        }
        if (++count > limits.maxFrames()) {
            throw Refusals.tooManyFrames(name, limits);
        }
        if (source.seconds() > limits.maxSeconds()) {
            throw Refusals.tooLong(name, "goes on after", source.seconds(), limits);
        }
        return true;
    }

    /** When the frame at hand is shown, in seconds from the first one; more than that of the frame before. */
    public double seconds() {
        return source.seconds();
    }

    /**
     * The frame at hand. A frame that is not asked for costs no more than its decoding.
     *
     * @throws SignalException if a picture of a zip cannot be decoded
     */
    public Picture picture() {
        return source.picture();
    }

    /** How many frames were read so far. */
    public int count() {
        return count;
    }

    /** What was broken or assumed, a sentence each; complete once {@link #next} has returned false. */
    public List<String> notes() {
        return source.notes();
    }

    @Override
    public void close() {
        source.close();
    }
}
