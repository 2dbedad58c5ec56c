package org.insula.signal.audio;

/**
 * Cuts frames out of samples and transforms some at a time, in the lanes of its kernels. Owns its memory; not safe to
 * share between threads.
 */
final class Frames {
    enum Kind {
        MAGNITUDE,
        POWER
    }

    private final Stft stft;
    private final FourierKernels kernels;
    private final RealFft fft;
    private final float[] window;
    private final float[][] source;
    private final float[][] border;
    private final int[] start;
    private final float[] sizes;
    private final float[] sums;

    Frames(Stft stft) {
        this(stft, stft.window(), FourierKernels.best());
    }

    /** With another window than that of the transform, shape (fftLength,). */
    Frames(Stft stft, float[] window, FourierKernels kernels) {
        this.stft = stft;
        this.kernels = kernels;
        this.fft = new RealFft(stft.fftLength(), kernels);
        this.window = window;
        this.source = new float[fft.lanes()][];
        this.border = new float[fft.lanes()][];
        this.start = new int[fft.lanes()];
        this.sizes = new float[fft.bins() * fft.lanes()];
        this.sums = new float[fft.lanes()];
    }

    /** How many frames are transformed together. */
    int atOnce() {
        return fft.lanes();
    }

    RealFft fft() {
        return fft;
    }

    /** Transforms {@code count} frames of the samples from frame t on, at most {@link #atOnce}. */
    void transform(float[] samples, int t, int count) {
        int before = stft.centring() == Centring.NONE ? 0 : stft.fftLength() / 2;
        for (int lane = 0; lane < count; lane++) {
            long from = (long) (t + lane) * stft.hop() - before;
            if (from >= 0 && from + stft.fftLength() <= samples.length) {
                source[lane] = samples;
                start[lane] = (int) from;
            } else {
                source[lane] = border(samples, from, lane);
                start[lane] = 0;
            }
        }
        fft.forward(source, start, count, window);
    }

    private float[] border(float[] samples, long from, int lane) {
        if (border[lane] == null) {
            border[lane] = new float[stft.fftLength()];
        }
        for (int n = 0; n < border[lane].length; n++) {
            border[lane][n] = outside(samples, from + n);
        }
        return border[lane];
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

    /** Writes the magnitudes or powers of {@code count} frames as rows. */
    void sizes(Kind kind, int count, float[] target, int offset) {
        sizes(kind);
        fft.toRows(sizes, target, offset, count);
    }

    private void sizes(Kind kind) {
        kernels.sizes(fft.re(), fft.im(), sizes, sizes.length, kind == Kind.MAGNITUDE);
    }

    /** Writes the bands of the magnitudes or powers of {@code count} frames as rows. */
    void bands(FilterBank bank, Kind kind, int count, float[] target, int offset) {
        sizes(kind);
        for (int band = 0; band < bank.bands(); band++) {
            kernels.weighted(bank.weights(band), sizes, bank.first(band), sums);
            scatter(count, target, offset + band, bank.bands());
        }
    }

    /** Writes the absolute value of a complex weighted sum of bins for {@code count} frames. */
    void filtered(float[] re, float[] im, int first, int count, float[] target, int offset, int stride) {
        kernels.weighted(re, im, fft.re(), fft.im(), first, sums);
        scatter(count, target, offset, stride);
    }

    private void scatter(int count, float[] target, int offset, int stride) {
        for (int lane = 0; lane < count; lane++) {
            target[offset + lane * stride] = sums[lane];
        }
    }
}
