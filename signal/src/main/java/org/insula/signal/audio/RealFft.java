package org.insula.signal.audio;

import org.insula.signal.SignalException;

/**
 * The discrete Fourier transform of real numbers, {@code X[k] = Σ x[n] e^(-2πikn/N)}, and its inverse, for N a power of
 * two.
 *
 * <p>Two neighbouring real numbers are taken as one complex number, transformed by Stockham's self-sorting algorithm in
 * passes of radix 4 (Van Loan 1992, sections 1.7 and 2.4), and the halves are taken apart afterwards. Not safe to share
 * between threads, since it owns its scratch memory.
 */
final class RealFft {
    static final int MAX_LENGTH = 1 << 22;

    private final int length;
    private final int half;
    /** Real and imaginary parts of e^(-2πik/length), k below length. */
    private final Twiddles twiddles;

    private final float[][] re;
    private final float[][] im;

    RealFft(int length) {
        requireLength(length);
        this.length = length;
        this.half = length / 2;
        this.twiddles = new Twiddles(length);
        this.re = new float[2][half];
        this.im = new float[2][half];
    }

    static void requireLength(int length) {
        if (length < 4 || length > MAX_LENGTH || Integer.bitCount(length) != 1) {
            throw new SignalException("The Fourier transform is to have " + length
                    + " points; give a power of two from 4 to " + MAX_LENGTH + ".");
        }
    }

    int length() {
        return length;
    }

    /** Bins of the result, length / 2 + 1. */
    int bins() {
        return half + 1;
    }

    /**
     * The transform of {@code x}, which stays as it is.
     *
     * @param x shape (length,)
     * @param outRe shape (≥ bins,)
     * @param outIm shape (≥ bins,)
     */
    void forward(float[] x, float[] outRe, float[] outIm) {
        float[] zr = re[0];
        float[] zi = im[0];
        for (int n = 0; n < half; n++) {
            zr[n] = x[2 * n];
            zi[n] = x[2 * n + 1];
        }
        int from = transform(re, im);
        untangle(re[from], im[from], outRe, outIm);
    }

    /**
     * The real numbers whose transform is given; the imaginary parts of the first and last bin are ignored.
     *
     * @param x receives shape (length,)
     */
    void inverse(float[] inRe, float[] inIm, float[] x) {
        tangle(inRe, inIm);
        // The inverse is the forward transform with the parts exchanged.
        int from = transform(im, re);
        float scale = 1f / half;
        float[] zr = re[from];
        float[] zi = im[from];
        for (int n = 0; n < half; n++) {
            x[2 * n] = zr[n] * scale;
            x[2 * n + 1] = zi[n] * scale;
        }
    }

    /** Transforms the complex numbers in (a[0], b[0]); the answer is the index in which the result lies. */
    private int transform(float[][] a, float[][] b) {
        int size = half;
        int stride = 1;
        int from = 0;
        while (size >= 4) {
            radix4(a[from], b[from], a[1 - from], b[1 - from], size, stride);
            from = 1 - from;
            size /= 4;
            stride *= 4;
        }
        if (size == 2) {
            radix2(a[from], b[from], a[1 - from], b[1 - from], stride);
            from = 1 - from;
        }
        return from;
    }

    private void radix4(float[] xr, float[] xi, float[] yr, float[] yi, int size, int stride) {
        int quarter = size / 4;
        int jump = quarter * stride;
        int step = length / size;
        float[] cos = twiddles.cos;
        float[] sin = twiddles.sin;
        for (int p = 0; p < quarter; p++) {
            float w1r = cos[p * step];
            float w1i = sin[p * step];
            float w2r = cos[2 * p * step];
            float w2i = sin[2 * p * step];
            float w3r = cos[3 * p * step];
            float w3i = sin[3 * p * step];
            int in = p * stride;
            int out = 4 * p * stride;
            for (int q = 0; q < stride; q++) {
                int a = in + q;
                int o = out + q;
                float sumR = xr[a] + xr[a + 2 * jump];
                float sumI = xi[a] + xi[a + 2 * jump];
                float difR = xr[a] - xr[a + 2 * jump];
                float difI = xi[a] - xi[a + 2 * jump];
                float oddR = xr[a + jump] + xr[a + 3 * jump];
                float oddI = xi[a + jump] + xi[a + 3 * jump];
                float turnR = xi[a + jump] - xi[a + 3 * jump];
                float turnI = xr[a + 3 * jump] - xr[a + jump];
                yr[o] = sumR + oddR;
                yi[o] = sumI + oddI;
                float r = difR + turnR;
                float i = difI + turnI;
                yr[o + stride] = r * w1r - i * w1i;
                yi[o + stride] = r * w1i + i * w1r;
                r = sumR - oddR;
                i = sumI - oddI;
                yr[o + 2 * stride] = r * w2r - i * w2i;
                yi[o + 2 * stride] = r * w2i + i * w2r;
                r = difR - turnR;
                i = difI - turnI;
                yr[o + 3 * stride] = r * w3r - i * w3i;
                yi[o + 3 * stride] = r * w3i + i * w3r;
            }
        }
    }

    private static void radix2(float[] xr, float[] xi, float[] yr, float[] yi, int stride) {
        for (int q = 0; q < stride; q++) {
            yr[q] = xr[q] + xr[q + stride];
            yi[q] = xi[q] + xi[q + stride];
            yr[q + stride] = xr[q] - xr[q + stride];
            yi[q + stride] = xi[q] - xi[q + stride];
        }
    }

    /** From the transform of the pairs to that of the single numbers. */
    private void untangle(float[] zr, float[] zi, float[] outRe, float[] outIm) {
        outRe[0] = zr[0] + zi[0];
        outIm[0] = 0;
        outRe[half] = zr[0] - zi[0];
        outIm[half] = 0;
        for (int k = 1; k < half; k++) {
            float evenR = 0.5f * (zr[k] + zr[half - k]);
            float evenI = 0.5f * (zi[k] - zi[half - k]);
            float oddR = 0.5f * (zi[k] + zi[half - k]);
            float oddI = 0.5f * (zr[half - k] - zr[k]);
            float wr = twiddles.cos[k];
            float wi = twiddles.sin[k];
            outRe[k] = evenR + oddR * wr - oddI * wi;
            outIm[k] = evenI + oddR * wi + oddI * wr;
        }
    }

    /** The way back of {@link #untangle}, into the first scratch arrays. */
    private void tangle(float[] inRe, float[] inIm) {
        float[] zr = re[0];
        float[] zi = im[0];
        zr[0] = 0.5f * (inRe[0] + inRe[half]);
        zi[0] = 0.5f * (inRe[0] - inRe[half]);
        for (int k = 1; k < half; k++) {
            float evenR = 0.5f * (inRe[k] + inRe[half - k]);
            float evenI = 0.5f * (inIm[k] - inIm[half - k]);
            float r = 0.5f * (inRe[k] - inRe[half - k]);
            float i = 0.5f * (inIm[k] + inIm[half - k]);
            float oddR = r * twiddles.cos[k] + i * twiddles.sin[k];
            float oddI = i * twiddles.cos[k] - r * twiddles.sin[k];
            zr[k] = evenR - oddI;
            zi[k] = evenI + oddR;
        }
    }

    private static final class Twiddles {
        final float[] cos;
        final float[] sin;

        Twiddles(int length) {
            cos = new float[length];
            sin = new float[length];
            for (int k = 0; k < length; k++) {
                cos[k] = (float) Math.cos(-2 * Math.PI * k / length);
                sin[k] = (float) Math.sin(-2 * Math.PI * k / length);
            }
        }
    }
}
