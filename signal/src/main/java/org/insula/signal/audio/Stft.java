package org.insula.signal.audio;

import org.insula.signal.SignalException;

/**
 * The short-time Fourier transform with a periodic Hann window, as {@code librosa.stft} computes it: frame t holds
 * {@code X[k] = Σ w[n] x[t · hop + n] e^(-2πikn / fftLength)}, not scaled. A window shorter than the transform stands in
 * its middle between zeros.
 *
 * @param windowLength in samples, 1 to fftLength
 * @param fftLength points of the transform, a power of two from 4 to 2²²
 * @param hop samples from one frame to the next, positive
 * @param centring where frames lie
 */
public record Stft(int windowLength, int fftLength, int hop, Centring centring) {
    /** @throws SignalException if a length is outside its range */
    public Stft {
        RealFft.requireLength(fftLength);
        if (windowLength < 1 || windowLength > fftLength) {
            throw new SignalException("The window has " + windowLength + " samples and the transform " + fftLength
                    + "; give a window of 1 to " + fftLength + ".");
        }
        if (hop < 1) {
            throw new SignalException("The hop is " + hop + " samples; give a positive one.");
        }
    }

    /** Window and transform of the same length, zeros outside: the meaning of librosa's n_fft and hop_length. */
    public static Stft centred(int fftLength, int hop) {
        return new Stft(fftLength, fftLength, hop, Centring.ZEROS);
    }

    /** The starting point of music analysis, librosa's defaults: 2048 points every 512 samples, for 22,050 Hz. */
    public static Stft music() {
        return centred(2048, 512);
    }

    /** Frequencies from 0 to half the sample rate: fftLength / 2 + 1. */
    public int bins() {
        return fftLength / 2 + 1;
    }

    /** The frequency of a bin in hertz. */
    public double frequency(int bin, int sampleRate) {
        return (double) bin * sampleRate / fftLength;
    }

    /** How many frames a sound of so many samples gives; centred, 1 + length / hop. */
    public int frames(int length) {
        if (centring != Centring.NONE) {
            return 1 + length / hop;
        }
        return length < fftLength ? 0 : 1 + (length - fftLength) / hop;
    }

    /** Magnitudes |X|, shape (frames, bins). */
    public Spectrogram magnitude(Waveform sound) {
        return spectrogram(sound, Frames.Kind.MAGNITUDE);
    }

    /** Powers |X|², shape (frames, bins). */
    public Spectrogram power(Waveform sound) {
        return spectrogram(sound, Frames.Kind.POWER);
    }

    /** The transform itself. */
    public ComplexSpectrogram transform(Waveform sound) {
        int count = frames(sound.length());
        float[] re = Spectrogram.allocate(count, bins());
        float[] im = Spectrogram.allocate(count, bins());
        Frames frames = new Frames(this);
        for (int t = 0; t < count; t += frames.atOnce()) {
            int some = Math.min(frames.atOnce(), count - t);
            frames.transform(sound.samples(), t, some);
            frames.fft().toRows(frames.fft().re(), re, t * bins(), some);
            frames.fft().toRows(frames.fft().im(), im, t * bins(), some);
        }
        return new ComplexSpectrogram(this, sound.sampleRate(), sound.length(), re, im);
    }

    private Spectrogram spectrogram(Waveform sound, Frames.Kind kind) {
        int count = frames(sound.length());
        float[] values = Spectrogram.allocate(count, bins());
        Frames frames = new Frames(this);
        for (int t = 0; t < count; t += frames.atOnce()) {
            int some = Math.min(frames.atOnce(), count - t);
            frames.transform(sound.samples(), t, some);
            frames.sizes(kind, some, values, t * bins());
        }
        return spectrogram(values, bins(), sound.sampleRate());
    }

    /** Values of this transform's frames as a spectrogram. */
    Spectrogram spectrogram(float[] values, int bins, int sampleRate) {
        return Spectrogram.owning(values, bins, (double) sampleRate / hop, firstMoment(sampleRate));
    }

    private double firstMoment(int sampleRate) {
        return centring == Centring.NONE ? fftLength / 2.0 / sampleRate : 0;
    }

    /** Periodic Hann, in the middle of fftLength numbers. */
    float[] window() {
        float[] window = new float[fftLength];
        int before = (fftLength - windowLength) / 2;
        for (int n = 0; n < windowLength; n++) {
            window[before + n] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * n / windowLength));
        }
        return window;
    }
}
