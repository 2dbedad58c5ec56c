package org.insula.signal.audio;

/** One signal at a time, in plain Java. */
final class PlainFourierKernels implements FourierKernels {
    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void loadPairs(float[] x, int start, float[] window, float[] zr, float[] zi, int lane, int from, int to) {
        for (int n = from; n < to; n++) {
            zr[n] = x[start + 2 * n] * window[2 * n];
            zi[n] = x[start + 2 * n + 1] * window[2 * n + 1];
        }
    }

    @Override
    public void storePairs(float[] zr, float[] zi, float scale, float[] x, int lane, int from, int to) {
        for (int n = from; n < to; n++) {
            x[2 * n] = zr[n] * scale;
            x[2 * n + 1] = zi[n] * scale;
        }
    }

    @Override
    public void toRow(float[] byBin, float[] row, int offset, int lane, int from, int to) {
        System.arraycopy(byBin, from, row, offset + from, to - from);
    }

    @Override
    public void fromRow(float[] row, int offset, float[] byBin, int lane, int from, int to) {
        System.arraycopy(row, offset + from, byBin, from, to - from);
    }

    @Override
    public void radix4(
            float[] xr, float[] xi, float[] yr, float[] yi, int quarter, int run, float[] cos, float[] sin, int step) {
        int jump = quarter * run;
        for (int p = 0; p < quarter; p++) {
            float w1r = cos[p * step];
            float w1i = sin[p * step];
            float w2r = cos[2 * p * step];
            float w2i = sin[2 * p * step];
            float w3r = cos[3 * p * step];
            float w3i = sin[3 * p * step];
            int out = 4 * p * run;
            for (int a = p * run; a < p * run + run; a++, out++) {
                float ar = xr[a];
                float ai = xi[a];
                float br = xr[a + jump];
                float bi = xi[a + jump];
                float cr = xr[a + 2 * jump];
                float ci = xi[a + 2 * jump];
                float dr = xr[a + 3 * jump];
                float di = xi[a + 3 * jump];
                float evenR = ar + cr;
                float evenI = ai + ci;
                float difR = ar - cr;
                float difI = ai - ci;
                float oddR = br + dr;
                float oddI = bi + di;
                float turnR = bi - di;
                float turnI = dr - br;
                yr[out] = evenR + oddR;
                yi[out] = evenI + oddI;
                float r1 = difR + turnR;
                float i1 = difI + turnI;
                yr[out + run] = r1 * w1r - i1 * w1i;
                yi[out + run] = r1 * w1i + i1 * w1r;
                float r2 = evenR - oddR;
                float i2 = evenI - oddI;
                yr[out + 2 * run] = r2 * w2r - i2 * w2i;
                yi[out + 2 * run] = r2 * w2i + i2 * w2r;
                float r3 = difR - turnR;
                float i3 = difI - turnI;
                yr[out + 3 * run] = r3 * w3r - i3 * w3i;
                yi[out + 3 * run] = r3 * w3i + i3 * w3r;
            }
        }
    }

    @Override
    public void radix2(float[] xr, float[] xi, float[] yr, float[] yi, int run) {
        for (int q = 0; q < run; q++) {
            yr[q] = xr[q] + xr[q + run];
            yi[q] = xi[q] + xi[q + run];
            yr[q + run] = xr[q] - xr[q + run];
            yi[q + run] = xi[q] - xi[q + run];
        }
    }

    @Override
    public void untangle(float[] zr, float[] zi, float[] re, float[] im, int half, float[] cos, float[] sin) {
        for (int k = 1; k < half; k++) {
            int m = half - k;
            float evenR = 0.5f * (zr[k] + zr[m]);
            float evenI = 0.5f * (zi[k] - zi[m]);
            float oddR = 0.5f * (zi[k] + zi[m]);
            float oddI = 0.5f * (zr[m] - zr[k]);
            re[k] = evenR + (oddR * cos[k] - oddI * sin[k]);
            im[k] = evenI + (oddR * sin[k] + oddI * cos[k]);
        }
    }

    @Override
    public void tangle(float[] re, float[] im, float[] zr, float[] zi, int half, float[] cos, float[] sin) {
        for (int k = 1; k < half; k++) {
            int m = half - k;
            float evenR = 0.5f * (re[k] + re[m]);
            float evenI = 0.5f * (im[k] - im[m]);
            float r = 0.5f * (re[k] - re[m]);
            float i = 0.5f * (im[k] + im[m]);
            zr[k] = evenR - (i * cos[k] - r * sin[k]);
            zi[k] = evenI + (r * cos[k] + i * sin[k]);
        }
    }

    @Override
    public void sizes(float[] re, float[] im, float[] out, int count, boolean root) {
        for (int k = 0; k < count; k++) {
            out[k] = re[k] * re[k] + im[k] * im[k];
        }
        if (root) {
            for (int k = 0; k < count; k++) {
                out[k] = (float) Math.sqrt(out[k]);
            }
        }
    }

    @Override
    public void weighted(float[] weights, float[] x, int first, float[] out) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 4 <= weights.length; i += 4) {
            a += weights[i] * x[first + i];
            b += weights[i + 1] * x[first + i + 1];
            c += weights[i + 2] * x[first + i + 2];
            d += weights[i + 3] * x[first + i + 3];
        }
        for (; i < weights.length; i++) {
            a += weights[i] * x[first + i];
        }
        out[0] = (a + b) + (c + d);
    }

    @Override
    public void weighted(float[] weightRe, float[] weightIm, float[] re, float[] im, int first, float[] out) {
        float sumRe = 0;
        float sumIm = 0;
        for (int i = 0; i < weightRe.length; i++) {
            float xr = re[first + i];
            float xi = im[first + i];
            sumRe += weightRe[i] * xr - weightIm[i] * xi;
            sumIm += weightRe[i] * xi + weightIm[i] * xr;
        }
        out[0] = (float) Math.sqrt(sumRe * sumRe + sumIm * sumIm);
    }
}
