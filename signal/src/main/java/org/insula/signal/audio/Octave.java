package org.insula.signal.audio;

import java.util.Arrays;
import org.insula.signal.SignalException;

/**
 * The filters of one octave of a {@link ConstantQ} transform, in the frequency domain. Immutable.
 */
final class Octave {
    /** What part of a filter's magnitudes is left out, from the smallest on: librosa's {@code sparsity}. */
    private static final double SPARSITY = 0.01;

    private final int from;
    private final int halvings;
    private final Stft stft;
    private final int[] first;
    private final float[][] re;
    private final float[][] im;

    /** The filters of the bins from {@code from} up to but without {@code to} at a rate halved so often. */
    Octave(ConstantQ transform, int from, int to, int halvings) {
        this.from = from;
        this.halvings = halvings;
        double rate = (double) transform.sampleRate() / (1L << halvings);
        int fftLength = Math.max(4, powerOfTwo(transform.windowLength(from, rate)));
        this.stft = new Stft(fftLength, fftLength, transform.hop() >> halvings, Centring.ZEROS);
        this.first = new int[to - from];
        this.re = new float[to - from][];
        this.im = new float[to - from][];
        DoubleFft fft = new DoubleFft(fftLength);
        for (int bin = from; bin < to; bin++) {
            double scale = Math.sqrt(transform.windowLength(bin, transform.sampleRate()));
            filter(fft, bin - from, transform.windowLength(bin, rate), transform.frequency(bin) / rate, scale);
        }
    }

    private static int powerOfTwo(double length) {
        if (length > RealFft.MAX_LENGTH) {
            throw new SignalException("The lowest bin listens through " + Math.round(length) + " samples, longer than "
                    + RealFft.MAX_LENGTH + "; begin at a higher frequency.");
        }
        int power = 1;
        while (power < length) {
            power *= 2;
        }
        return power;
    }

    private void filter(DoubleFft fft, int row, double length, double frequency, double scale) {
        int n = fft.length();
        int begin = (int) Math.floor(-length / 2);
        int count = (int) Math.floor(length / 2) - begin;
        double[] x = new double[n];
        double[] y = new double[n];
        int before = (n - count) / 2;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / count);
            double phase = 2 * Math.PI * frequency * (begin + i);
            x[before + i] = window * Math.cos(phase);
            y[before + i] = window * Math.sin(phase);
            sum += window;
        }
        fft.forward(x, y);
        keep(row, x, y, n / 2 + 1, scale / (sum * n));
    }

    /** Keeps the bins from the first to the last large one, the small ones between as zeros. */
    private void keep(int row, double[] x, double[] y, int bins, double scale) {
        double[] sizes = new double[bins];
        double total = 0;
        for (int k = 0; k < bins; k++) {
            sizes[k] = Math.hypot(x[k], y[k]);
            total += sizes[k];
        }
        double threshold = threshold(sizes, total);
        int low = 0;
        int high = bins;
        while (sizes[low] < threshold) {
            low++;
        }
        while (sizes[high - 1] < threshold) {
            high--;
        }
        first[row] = low;
        re[row] = new float[high - low];
        im[row] = new float[high - low];
        for (int k = low; k < high; k++) {
            if (sizes[k] >= threshold) {
                re[row][k - low] = (float) (scale * x[k]);
                im[row][k - low] = (float) (scale * y[k]);
            }
        }
    }

    /** The first of the sorted magnitudes with which their sum reaches the part that is left out. */
    private static double threshold(double[] sizes, double total) {
        double[] sorted = sizes.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (double size : sorted) {
            sum += size / total;
            if (sum >= SPARSITY) {
                return size;
            }
        }
        return sorted[0];
    }

    int halvings() {
        return halvings;
    }

    /** Writes the magnitudes of this octave's bins into rows of {@code stride} numbers. */
    void magnitude(float[] samples, int frames, float[] values, int stride) {
        float[] window = new float[stft.fftLength()];
        Arrays.fill(window, 1);
        Frames transform = new Frames(stft, window, FourierKernels.best());
        for (int t = 0; t < frames; t += transform.atOnce()) {
            int some = Math.min(transform.atOnce(), frames - t);
            transform.transform(samples, t, some);
            for (int row = 0; row < first.length; row++) {
                transform.filtered(re[row], im[row], first[row], some, values, t * stride + from + row, stride);
            }
        }
    }
}
