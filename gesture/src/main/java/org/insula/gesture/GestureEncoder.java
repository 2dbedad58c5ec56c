package org.insula.gesture;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.insula.embedding.WindowedEncoder;
import org.insula.movement.Fitting;
import org.insula.movement.MovementEncoder;
import org.insula.movement.MovementException;
import org.insula.movement.Recording;
import org.insula.movement.Series;
import org.insula.signal.SignalException;
import org.insula.signal.video.VideoFrames;

/**
 * Hands or a body in motion: what is seen in the frames of a video is followed, written down as a series of numbers that do
 * not depend on the camera's distance, and encoded as a movement of the rate and length that were taught.
 *
 * <p>Comes from a {@link GestureKind}. Safe for use by many threads at once. The series of the latest contents are kept, so
 * that remarks and windows do not look at the frames again.
 */
public final class GestureEncoder implements WindowedEncoder {
    static final int VERSION = 1;

    private static final int MOST_KEPT = 16;
    private static final double LEAST_SEEN = 0.1;
    private static final int FEWEST_SEEN = 2;

    private final String kind;
    private final Landmarks landmarks;
    private final MovementEncoder movement;
    private final Map<ByteBuffer, Recording> kept = new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Recording> eldest) {
            return size() > MOST_KEPT;
        }
    };

    GestureEncoder(String kind, Landmarks landmarks, MovementEncoder movement) {
        this.kind = kind;
        this.landmarks = landmarks;
        this.movement = movement;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public String identity() {
        return kind + "-gesture/" + VERSION + "/" + landmarks.identity() + "/" + movement.identity();
    }

    @Override
    public List<Block> blocks() {
        return movement.blocks();
    }

    @Override
    public int terms() {
        return 0;
    }

    /** How many steps a movement has, at which rate, and what is done to other lengths. */
    public Fitting fitting() {
        return movement.fitting();
    }

    /** Of each step: the rows and the speeds of some of their numbers. */
    static int channels(Landmarks landmarks) {
        return landmarks.channels() + landmarks.speeds().length;
    }

    int channels() {
        return movement.fitting().channels();
    }

    /**
     * One entry for the whole movement.
     *
     * @param content a video or a zip of frames, see {@link VideoFrames}, of at most ten minutes
     * @throws EncodingException if it is neither, has fewer than two frames, or nothing of this kind is seen in it
     */
    @Override
    public List<Encoded> encode(byte[] content) {
        Embedding embedding =
                movement.embed(centred(movement.fit(recording(content)).series()));
        return List.of(new Encoded(embedding, new Where.Whole()));
    }

    @Override
    public void encodeWindows(byte[] content, Consumer<Encoded> windows) {
        movement.windows(
                recording(content),
                (span, series) -> windows.accept(new Encoded(movement.embed(centred(series)), span)));
    }

    /** Places and sizes count from their own mean, so that it does not matter where and how near a gesture is made. */
    private Series centred(Series series) {
        BitSet centred = landmarks.centred();
        float[] values = new float[series.channels() * series.length()];
        for (int channel = 0; channel < series.channels(); channel++) {
            double mean = 0;
            if (centred.get(channel)) {
                for (int t = 0; t < series.length(); t++) {
                    mean += series.at(channel, t) / series.length();
                }
            }
            for (int t = 0; t < series.length(); t++) {
                values[channel * series.length() + t] = (float) (series.at(channel, t) - mean);
            }
        }
        return Series.of(series.channels(), series.length(), values);
    }

    @Override
    public List<String> remarks(byte[] content) {
        return movement.remarks(recording(content));
    }

    /**
     * What was followed through the frames, as a series in even steps.
     *
     * @throws EncodingException as {@link #encode}
     */
    public Recording recording(byte[] content) {
        ByteBuffer key = ByteBuffer.wrap(sha256(content));
        synchronized (kept) {
            Recording known = kept.get(key);
            if (known != null) {
                return known;
            }
        }
        Recording recording = watch(content);
        synchronized (kept) {
            kept.put(key, recording);
        }
        return recording;
    }

    private Recording watch(byte[] content) {
        if (!VideoFrames.isMoving(content)) {
            throw new EncodingException(
                    "The content of " + content.length + " bytes is a still picture, and this model was"
                            + " taught on movements; give a video, a folder of frames or a zip of them.");
        }
        FrameTimes times = new FrameTimes();
        Landmarks.Following following = landmarks.follow();
        List<String> remarks = new ArrayList<>();
        try (VideoFrames frames = VideoFrames.open(content, FrameTimes.LIMITS)) {
            while (frames.next()) {
                if (times.take(frames.seconds())) {
                    following.next(frames.picture());
                }
            }
            remarks.addAll(frames.notes());
            check(times, following);
            remarks.addAll(remarks(times, following));
            return EvenSteps.recording(times, following.rows(), landmarks.speeds(), remarks);
        } catch (SignalException | MovementException e) {
            throw new EncodingException(e.getMessage(), e);
        }
    }

    private static void check(FrameTimes times, Landmarks.Following following) {
        if (times.count() < 2) {
            throw new EncodingException(
                    "The video has one frame, a movement needs at least two; give a longer video or more frames.");
        }
        if (following.seen() < Math.max(FEWEST_SEEN, LEAST_SEEN * times.count())) {
            throw new EncodingException(
                    "A " + following.what() + " was seen in " + following.seen() + " of " + times.count()
                            + " frames, too few to follow it; show it larger, wholly in view and in good light.");
        }
    }

    private static List<String> remarks(FrameTimes times, Landmarks.Following following) {
        List<String> remarks = new ArrayList<>();
        if (times.count() < times.seen()) {
            remarks.add("Looked at " + times.count() + " of " + times.seen() + " frames, at most "
                    + Math.round(FrameTimes.MOST_RATE) + " a second.");
        }
        if (!times.isEven()) {
            remarks.add(String.format(
                    Locale.ROOT, "Brought its uneven frames to %.3g even steps a second.", times.rateHz()));
        }
        int unseen = times.count() - following.seen();
        if (unseen > 0) {
            remarks.add("No " + following.what() + " was seen in " + unseen + " of " + times.count()
                    + " frames; went on straight lines from one that was seen to the next.");
        }
        remarks.addAll(following.remarks());
        return remarks;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** Empty: decoding and following are no part of a graph. */
    @Override
    public Optional<EncoderGraph> graph() {
        return Optional.empty();
    }

    @Override
    public void close() {
        landmarks.close();
    }
}
