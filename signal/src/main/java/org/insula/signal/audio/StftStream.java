package org.insula.signal.audio;

import java.util.Objects;
import org.insula.signal.SignalException;

/**
 * The frames of a sound that arrives in blocks: the same frames, to the last bit, that {@link Stft} gives for the whole,
 * each as soon as its last sample is there. Centred frames therefore come half a window late.
 *
 * <p>Keeps one window of samples, however long the sound becomes. Not safe to share between threads.
 */
public final class StftStream {
    /** Takes frames as they become ready. */
    @FunctionalInterface
    public interface FrameSink {
        /**
         * One frame.
         *
         * @param frame its number, from 0 on
         * @param magnitudes bins from {@code from} on; valid during the call only
         */
        void accept(long frame, float[] magnitudes, int from);
    }

    private final Stft stft;
    private final Frames frames;
    private final Frames.Kind kind;
    private final FrameSink sink;
    private final float[] kept;
    private final float[] row;
    /** How many samples of {@link #kept} are there; the first of them is where the next frame begins. */
    private int filled;
    /** Samples still to be passed over before the next frame begins, where the hop is longer than the window. */
    private long skip;

    private long frame;
    private boolean finished;

    private StftStream(Stft stft, Frames.Kind kind, FrameSink sink) {
        if (stft.centring() == Centring.MIRROR) {
            throw new SignalException("A stream is to be mirrored at its ends, but the mirror image of its beginning is"
                    + " not there yet; use Centring.ZEROS or Centring.NONE.");
        }
        this.stft = stft;
        this.kind = kind;
        this.sink = sink;
        // One frame comes at a time, for which kernels of a single lane are the fastest.
        Stft uncentred = new Stft(stft.windowLength(), stft.fftLength(), stft.hop(), Centring.NONE);
        this.frames = new Frames(uncentred, stft.window(), new PlainFourierKernels());
        this.kept = new float[stft.fftLength()];
        this.row = new float[stft.bins() * frames.atOnce()];
        this.filled = stft.centring() == Centring.ZEROS ? stft.fftLength() / 2 : 0;
    }

    /**
     * A stream of magnitudes.
     *
     * @throws SignalException if frames are to be mirrored at the ends
     */
    public static StftStream magnitudes(Stft stft, FrameSink sink) {
        return new StftStream(stft, Frames.Kind.MAGNITUDE, sink);
    }

    /**
     * A stream of powers.
     *
     * @throws SignalException if frames are to be mirrored at the ends
     */
    public static StftStream powers(Stft stft, FrameSink sink) {
        return new StftStream(stft, Frames.Kind.POWER, sink);
    }

    /**
     * Takes the next samples and hands out the frames that are now complete.
     *
     * @throws SignalException if the stream is finished
     * @throws IndexOutOfBoundsException if there are not so many samples from {@code from} on
     */
    public void push(float[] samples, int from, int count) {
        if (finished) {
            throw new SignalException("Samples arrived after the end of the stream; begin a new one.");
        }
        Objects.checkFromIndexSize(from, count, samples.length);
        int at = from;
        int end = from + count;
        while (at < end) {
            int passed = (int) Math.min(skip, end - at);
            skip -= passed;
            at += passed;
            int taken = Math.min(kept.length - filled, end - at);
            System.arraycopy(samples, at, kept, filled, taken);
            filled += taken;
            at += taken;
            if (filled == kept.length) {
                emit();
            }
        }
    }

    /** Ends the sound. Centred frames whose window reaches beyond the end are completed with zeros. */
    public void finish() {
        if (finished) {
            return;
        }
        if (stft.centring() == Centring.ZEROS) {
            push(new float[stft.fftLength() / 2], 0, stft.fftLength() / 2);
        }
        finished = true;
    }

    private void emit() {
        frames.transform(kept, 0, 1);
        frames.sizes(kind, 1, row, 0);
        sink.accept(frame++, row, 0);
        int left = Math.max(0, kept.length - stft.hop());
        System.arraycopy(kept, kept.length - left, kept, 0, left);
        filled = left;
        skip = Math.max(0, stft.hop() - kept.length);
    }
}
