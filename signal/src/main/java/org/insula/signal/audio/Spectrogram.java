package org.insula.signal.audio;

import java.util.Arrays;
import java.util.Objects;
import org.insula.signal.SignalException;

/**
 * What a sound holds over time: one row of {@code bins} numbers a frame, at a constant frame rate. The bins may be
 * frequencies, mel bands, coefficients, pitch classes: the transform that made it says which.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Spectrogram {
    /** Most numbers one spectrogram may hold: a gibibyte of floats. */
    public static final int MAX_CELLS = 1 << 28;

    private final float[] values;
    private final int frames;
    private final int bins;
    private final double frameRate;
    private final double start;

    private Spectrogram(float[] values, int frames, int bins, double frameRate, double start) {
        if (bins < 1 || frames < 0 || (long) frames * bins != values.length) {
            throw new SignalException("A spectrogram of " + frames + " frames with " + bins + " bins was given "
                    + values.length + " values; give frames times bins.");
        }
        if (!(frameRate > 0)) {
            throw new SignalException("The frame rate is " + frameRate + " a second; give a positive one.");
        }
        this.values = values;
        this.frames = frames;
        this.bins = bins;
        this.frameRate = frameRate;
        this.start = start;
    }

    /**
     * A copy of the values as a spectrogram whose frame t stands for the moment t / frameRate.
     *
     * @param values shape (frames, bins), row by row
     * @param bins at least 1
     * @param frameRate frames a second, positive
     * @throws SignalException if the values are no whole rows
     */
    public static Spectrogram of(float[] values, int bins, double frameRate) {
        return new Spectrogram(values.clone(), values.length / Math.max(bins, 1), bins, frameRate, 0);
    }

    /** As {@link #of}, without the copy: the caller gives the array away. */
    static Spectrogram owning(float[] values, int bins, double frameRate, double start) {
        return new Spectrogram(values, values.length / bins, bins, frameRate, start);
    }

    /** Other values at the same moments, given away by the caller. */
    Spectrogram with(float[] others, int otherBins) {
        return new Spectrogram(others, frames, otherBins, frameRate, start);
    }

    /** An array for so many numbers, or a refusal that says what to do. */
    static float[] allocate(long frames, int bins) {
        if (frames * bins > MAX_CELLS) {
            throw new SignalException("The sound gives " + frames + " frames of " + bins + " numbers, more than the "
                    + MAX_CELLS + " that are kept at once; cut it into parts.");
        }
        return new float[(int) frames * bins];
    }

    public int frames() {
        return frames;
    }

    public int bins() {
        return bins;
    }

    /** Frames a second. */
    public double frameRate() {
        return frameRate;
    }

    /** The moment the middle of a frame stands for, in seconds from the first sample. */
    public double seconds(int frame) {
        return start + frame / frameRate;
    }

    /** No check of the bin beyond that of the array: for hot loops, {@code 0 ≤ bin < bins}. */
    public float at(int frame, int bin) {
        return values[frame * bins + bin];
    }

    /** Copies one frame, {@link #bins} numbers, into {@code target} from {@code offset} on. */
    public void copyFrame(int frame, float[] target, int offset) {
        System.arraycopy(values, Objects.checkIndex(frame, frames) * bins, target, offset, bins);
    }

    /** A copy of one frame, shape (bins,). */
    public float[] frame(int frame) {
        float[] row = new float[bins];
        copyFrame(frame, row, 0);
        return row;
    }

    /**
     * The frames from {@code from} up to but without {@code to}, which keep their moments.
     *
     * @throws IndexOutOfBoundsException unless 0 ≤ from ≤ to ≤ frames
     */
    public Spectrogram slice(int from, int to) {
        Objects.checkFromToIndex(from, to, frames);
        return new Spectrogram(
                Arrays.copyOfRange(values, from * bins, to * bins), to - from, bins, frameRate, seconds(from));
    }

    /**
     * Every frame divided by its largest absolute value; frames in which that is below the least normal float stay as
     * they are ({@code librosa.util.normalize} with the maximum norm).
     */
    public Spectrogram peakNormalised() {
        float[] scaled = values.clone();
        for (int row = 0; row < scaled.length; row += bins) {
            float peak = 0;
            for (int i = row; i < row + bins; i++) {
                peak = Math.max(peak, Math.abs(scaled[i]));
            }
            for (int i = row; peak >= Float.MIN_NORMAL && i < row + bins; i++) {
                scaled[i] /= peak;
            }
        }
        return with(scaled, bins);
    }

    /** A copy, shape (frames, bins). */
    public float[] toArray() {
        return values.clone();
    }

    /** The array itself, shape (frames, bins), for the transforms of this package, which only read it. */
    float[] values() {
        return values;
    }

    @Override
    public String toString() {
        return "Spectrogram[" + frames + " frames of " + bins + " at " + frameRate + " a second]";
    }
}
