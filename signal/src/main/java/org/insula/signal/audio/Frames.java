package org.insula.signal.audio;

/** Transforms single frames with memory of its own; not safe to share between threads. */
final class Frames {
    enum Kind {
        MAGNITUDE,
        POWER
    }

    private final Stft stft;
    private final RealFft fft;
    private final float[] window;
    private final float[] windowed;
    private final float[] re;
    private final float[] im;

    Frames(Stft stft) {
        this(stft, stft.window());
    }

    /** With another window than that of the transform, shape (fftLength,). */
    Frames(Stft stft, float[] window) {
        this.stft = stft;
        this.fft = new RealFft(stft.fftLength());
        this.window = window;
        this.windowed = new float[stft.fftLength()];
        this.re = new float[stft.bins()];
        this.im = new float[stft.bins()];
    }

    /** Transforms frame t of the sound into {@link #re} and {@link #im}. */
    void transform(Waveform sound, int t) {
        transform(sound.samples(), t);
    }

    /** Transforms frame t of the samples into {@link #re} and {@link #im}. */
    void transform(float[] samples, int t) {
        long start = (long) t * stft.hop() - (stft.centring() == Centring.NONE ? 0 : stft.fftLength() / 2);
        if (start >= 0 && start + stft.fftLength() <= samples.length) {
            inside(samples, (int) start);
        } else {
            border(samples, start);
        }
        fft.forward(windowed, re, im);
    }

    private void inside(float[] samples, int start) {
        for (int n = 0; n < windowed.length; n++) {
            windowed[n] = samples[start + n] * window[n];
        }
    }

    private void border(float[] samples, long start) {
        for (int n = 0; n < windowed.length; n++) {
            windowed[n] = outside(samples, start + n) * window[n];
        }
    }

    private float outside(float[] samples, long at) {
        if (at >= 0 && at < samples.length) {
            return samples[(int) at];
        }
        if (stft.centring() != Centring.MIRROR || samples.length == 0) {
            return 0;
        }
        int period = Math.max(2 * (samples.length - 1), 1);
        int place = (int) Math.floorMod(at, (long) period);
        return samples[Math.min(place, period - place)];
    }

    float[] re() {
        return re;
    }

    float[] im() {
        return im;
    }

    /** Writes the magnitudes or powers of the frame last transformed. */
    void sizes(Kind kind, float[] target, int offset) {
        for (int k = 0; k < re.length; k++) {
            target[offset + k] = re[k] * re[k] + im[k] * im[k];
        }
        if (kind == Kind.MAGNITUDE) {
            for (int k = offset; k < offset + re.length; k++) {
                target[k] = (float) Math.sqrt(target[k]);
            }
        }
    }
}
