package org.insula.signal.audio;

import java.util.Arrays;
import java.util.Objects;
import org.insula.signal.SignalException;

/**
 * One channel of sound: samples, 1 being full scale, at a constant rate.
 *
 * <p>Immutable and safe to share between threads. Every sample is finite; louder than full scale is allowed.
 */
public final class Waveform {
    private final float[] samples;
    private final int sampleRate;

    private Waveform(float[] samples, int sampleRate) {
        if (sampleRate < 1) {
            throw new SignalException("The sample rate is " + sampleRate + " Hz; give a positive one.");
        }
        for (int i = 0; i < samples.length; i++) {
            if (!Float.isFinite(samples[i])) {
                throw new SignalException("Sample " + i + " of the sound is " + samples[i]
                        + ", which is not a number of finite size; save the recording again.");
            }
        }
        this.samples = samples;
        this.sampleRate = sampleRate;
    }

    /**
     * A copy of the samples as a waveform.
     *
     * @param samples shape (samples,), finite
     * @param sampleRate in hertz, positive
     * @throws SignalException if a sample is not finite
     */
    public static Waveform of(float[] samples, int sampleRate) {
        return new Waveform(samples.clone(), sampleRate);
    }

    /** As {@link #of}, without the copy: the caller gives the array away. */
    static Waveform owning(float[] samples, int sampleRate) {
        return new Waveform(samples, sampleRate);
    }

    /** In hertz. */
    public int sampleRate() {
        return sampleRate;
    }

    /** How many samples. */
    public int length() {
        return samples.length;
    }

    /** How long it lasts. */
    public double seconds() {
        return (double) samples.length / sampleRate;
    }

    public float at(int sample) {
        return samples[sample];
    }

    /**
     * The samples from {@code from} up to but without {@code to}.
     *
     * @throws IndexOutOfBoundsException unless 0 ≤ from ≤ to ≤ length
     */
    public Waveform slice(int from, int to) {
        Objects.checkFromToIndex(from, to, samples.length);
        return new Waveform(Arrays.copyOfRange(samples, from, to), sampleRate);
    }

    /** Copies {@code count} samples from {@code from} on into {@code target} at {@code offset}. */
    public void copyTo(int from, float[] target, int offset, int count) {
        System.arraycopy(samples, from, target, offset, count);
    }

    /** A copy, shape (samples,). */
    public float[] toArray() {
        return samples.clone();
    }

    /** The array itself, for the transforms of this package, which only read it. */
    float[] samples() {
        return samples;
    }

    @Override
    public String toString() {
        return "Waveform[" + samples.length + " samples at " + sampleRate + " Hz]";
    }
}
