package org.insula.signal.audio;

import java.util.Arrays;
import org.insula.signal.SignalException;

/**
 * The discrete Fourier transform of real numbers, {@code X[k] = Σ x[n] e^(-2πikn/N)}, and its inverse, for N a power of
 * two, of several signals at once: one in each lane of its kernels.
 *
 * <p>Two neighbouring real numbers are taken as one complex number, transformed by Stockham's self-sorting algorithm in
 * passes of radix 4 (Van Loan 1992, sections 1.7 and 2.4), and the halves are taken apart afterwards. Not safe to share
 * between threads, since it owns its memory.
 */
final class RealFft {
    static final int MAX_LENGTH = 1 << 22;

    /** Pairs or bins that are brought into another order together, so that both orders stay in the nearest cache. */
    static final int TILE = 64;

    private final FourierKernels kernels;
    private final int lanes;
    private final int length;
    private final int half;
    private final float[] cos;
    private final float[] sin;
    private final float[][] workRe;
    private final float[][] workIm;
    private final float[] re;
    private final float[] im;

    RealFft(int length, FourierKernels kernels) {
        requireLength(length);
        this.kernels = kernels;
        this.lanes = kernels.lanes();
        this.length = length;
        this.half = length / 2;
        this.cos = new float[length];
        this.sin = new float[length];
        for (int k = 0; k < length; k++) {
            cos[k] = (float) Math.cos(-2 * Math.PI * k / length);
            sin[k] = (float) Math.sin(-2 * Math.PI * k / length);
        }
        this.workRe = new float[2][half * lanes];
        this.workIm = new float[2][half * lanes];
        this.re = new float[(half + 1) * lanes];
        this.im = new float[(half + 1) * lanes];
    }

    static void requireLength(int length) {
        if (length < 4 || length > MAX_LENGTH || Integer.bitCount(length) != 1) {
            throw new SignalException("The Fourier transform is to have " + length
                    + " points; give a power of two from 4 to " + MAX_LENGTH + ".");
        }
    }

    int lanes() {
        return lanes;
    }

    int length() {
        return length;
    }

    /** Bins of the result, length / 2 + 1. */
    int bins() {
        return half + 1;
    }

    /** Real parts of the bins, shape (bins, lanes): the result of forward, what inverse starts from. */
    float[] re() {
        return re;
    }

    /** Imaginary parts, as {@link #re}. */
    float[] im() {
        return im;
    }

    /**
     * Transforms windowed signals.
     *
     * @param x the array of each lane
     * @param start where the signal of each lane begins in its array
     * @param count how many lanes are used; the others give anything
     * @param window factors, shape (length,)
     */
    void forward(float[][] x, int[] start, int count, float[] window) {
        for (int tile = 0; tile < half; tile += TILE) {
            int end = Math.min(tile + TILE, half);
            for (int lane = 0; lane < count; lane++) {
                kernels.loadPairs(x[lane], start[lane], window, workRe[0], workIm[0], lane, tile, end);
            }
        }
        int from = transform(workRe, workIm);
        float[] zr = workRe[from];
        float[] zi = workIm[from];
        for (int lane = 0; lane < lanes; lane++) {
            re[lane] = zr[lane] + zi[lane];
            im[lane] = 0;
            re[half * lanes + lane] = zr[lane] - zi[lane];
            im[half * lanes + lane] = 0;
        }
        kernels.untangle(zr, zi, re, im, half, cos, sin);
    }

    /**
     * The way back from {@link #re} and {@link #im}; the imaginary parts of the first and last bin are ignored.
     *
     * @param x receives the signal of each lane, shape (count, length)
     */
    void inverse(float[][] x, int count) {
        float[] zr = workRe[0];
        float[] zi = workIm[0];
        for (int lane = 0; lane < lanes; lane++) {
            zr[lane] = 0.5f * (re[lane] + re[half * lanes + lane]);
            zi[lane] = 0.5f * (re[lane] - re[half * lanes + lane]);
        }
        kernels.tangle(re, im, zr, zi, half, cos, sin);
        // The inverse is the forward transform with the parts exchanged.
        int from = transform(workIm, workRe);
        for (int tile = 0; tile < half; tile += TILE) {
            int end = Math.min(tile + TILE, half);
            for (int lane = 0; lane < count; lane++) {
                kernels.storePairs(workRe[from], workIm[from], 1f / half, x[lane], lane, tile, end);
            }
        }
    }

    /** Transforms the complex numbers in (a[0], b[0]); the answer is the index in which the result lies. */
    private int transform(float[][] a, float[][] b) {
        int size = half;
        int run = lanes;
        int from = 0;
        while (size >= 4) {
            kernels.radix4(a[from], b[from], a[1 - from], b[1 - from], size / 4, run, cos, sin, length / size);
            from = 1 - from;
            size /= 4;
            run *= 4;
        }
        if (size == 2) {
            kernels.radix2(a[from], b[from], a[1 - from], b[1 - from], run);
            from = 1 - from;
        }
        return from;
    }

    /** Copies rows of lanes, shape (bins, lanes), to one row of bins for each of {@code count} lanes. */
    void toRows(float[] byBin, float[] target, int offset, int count) {
        for (int tile = 0; tile <= half; tile += TILE) {
            int end = Math.min(tile + TILE, half + 1);
            for (int lane = 0; lane < count; lane++) {
                kernels.toRow(byBin, target, offset + lane * (half + 1), lane, tile, end);
            }
        }
    }

    /** The way back of {@link #toRows}; lanes that are not used become zeros. */
    void fromRows(float[] rows, int offset, int count, float[] byBin) {
        if (count < lanes) {
            Arrays.fill(byBin, 0);
        }
        for (int tile = 0; tile <= half; tile += TILE) {
            int end = Math.min(tile + TILE, half + 1);
            for (int lane = 0; lane < count; lane++) {
                kernels.fromRow(rows, offset + lane * (half + 1), byBin, lane, tile, end);
            }
        }
    }
}
