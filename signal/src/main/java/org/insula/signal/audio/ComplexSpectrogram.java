package org.insula.signal.audio;

import org.insula.signal.SignalException;

/**
 * A short-time Fourier transform with its phases, from which the sound can be made again.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class ComplexSpectrogram {
    private final Stft stft;
    private final int sampleRate;
    private final int length;
    private final float[] re;
    private final float[] im;

    ComplexSpectrogram(Stft stft, int sampleRate, int length, float[] re, float[] im) {
        this.stft = stft;
        this.sampleRate = sampleRate;
        this.length = length;
        this.re = re;
        this.im = im;
    }

    public Stft stft() {
        return stft;
    }

    public int frames() {
        return re.length / stft.bins();
    }

    public int bins() {
        return stft.bins();
    }

    /** In hertz, of the sound. */
    public int sampleRate() {
        return sampleRate;
    }

    public float real(int frame, int bin) {
        return re[frame * stft.bins() + bin];
    }

    public float imaginary(int frame, int bin) {
        return im[frame * stft.bins() + bin];
    }

    /** Magnitudes, shape (frames, bins). */
    public Spectrogram magnitude() {
        float[] sizes = new float[re.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (float) Math.sqrt(re[i] * re[i] + im[i] * im[i]);
        }
        return stft.spectrogram(sizes, stft.bins(), sampleRate);
    }

    /**
     * Every cell multiplied with that of a mask.
     *
     * @param mask of the same shape
     * @throws SignalException if it has another shape
     */
    public ComplexSpectrogram masked(Spectrogram mask) {
        if (mask.frames() != frames() || mask.bins() != bins()) {
            throw new SignalException("The mask has " + mask.frames() + " frames of " + mask.bins()
                    + " bins and the transform " + frames() + " of " + bins() + "; give one of the same shape.");
        }
        float[] factors = mask.values();
        float[] maskedRe = new float[re.length];
        float[] maskedIm = new float[im.length];
        for (int i = 0; i < factors.length; i++) {
            maskedRe[i] = re[i] * factors[i];
            maskedIm[i] = im[i] * factors[i];
        }
        return new ComplexSpectrogram(stft, sampleRate, length, maskedRe, maskedIm);
    }

    /**
     * The sound whose transform this is, or comes closest to this in the least-squares sense (Griffin and Lim 1984,
     * equation 6; {@code librosa.istft}), as long as the sound that was transformed. Samples that no window reaches are
     * 0.
     */
    public Waveform inverse() {
        int before = stft.centring() == Centring.NONE ? 0 : stft.fftLength() / 2;
        float[] sum = new float[length];
        float[] weight = new float[length];
        float[] window = stft.window();
        RealFft fft = new RealFft(stft.fftLength(), FourierKernels.best());
        float[][] parts = new float[fft.lanes()][stft.fftLength()];
        for (int t = 0; t < frames(); t += fft.lanes()) {
            int some = Math.min(fft.lanes(), frames() - t);
            fft.fromRows(re, t * bins(), some, fft.re());
            fft.fromRows(im, t * bins(), some, fft.im());
            fft.inverse(parts, some);
            for (int lane = 0; lane < some; lane++) {
                overlapAdd(parts[lane], window, (long) (t + lane) * stft.hop() - before, sum, weight);
            }
        }
        for (int i = 0; i < length; i++) {
            sum[i] = weight[i] > Float.MIN_NORMAL ? sum[i] / weight[i] : 0;
        }
        return Waveform.owning(sum, sampleRate);
    }

    private static void overlapAdd(float[] frame, float[] window, long start, float[] sum, float[] weight) {
        int from = (int) Math.max(0, -start);
        int to = (int) Math.min(frame.length, sum.length - start);
        for (int n = from; n < to; n++) {
            int at = (int) (start + n);
            sum[at] += frame[n] * window[n];
            weight[at] += window[n] * window[n];
        }
    }
}
