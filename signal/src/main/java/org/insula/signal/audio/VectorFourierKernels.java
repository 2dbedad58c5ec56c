package org.insula.signal.audio;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sixteen signals at a time, in one vector of 512 bits or more vectors of fewer. */
final class VectorFourierKernels implements FourierKernels {
    private static final int LANES = 16;
    /** Never wider than the lanes. */
    private static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > LANES ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;

    private static final int STEP = SPECIES.length();

    @Override
    public int lanes() {
        return LANES;
    }

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(SPECIES, a, at);
    }

    @Override
    public void loadPairs(float[] x, int start, float[] window, float[] zr, float[] zi, int lane, int from, int to) {
        for (int n = from; n < to; n++) {
            zr[n * LANES + lane] = x[start + 2 * n] * window[2 * n];
            zi[n * LANES + lane] = x[start + 2 * n + 1] * window[2 * n + 1];
        }
    }

    @Override
    public void storePairs(float[] zr, float[] zi, float scale, float[] x, int lane, int from, int to) {
        for (int n = from; n < to; n++) {
            x[2 * n] = zr[n * LANES + lane] * scale;
            x[2 * n + 1] = zi[n * LANES + lane] * scale;
        }
    }

    @Override
    public void toRow(float[] byBin, float[] row, int offset, int lane, int from, int to) {
        for (int k = from; k < to; k++) {
            row[offset + k] = byBin[k * LANES + lane];
        }
    }

    @Override
    public void fromRow(float[] row, int offset, float[] byBin, int lane, int from, int to) {
        for (int k = from; k < to; k++) {
            byBin[k * LANES + lane] = row[offset + k];
        }
    }

    @Override
    public void radix4(
            float[] xr, float[] xi, float[] yr, float[] yi, int quarter, int run, float[] cos, float[] sin, int step) {
        int jump = quarter * run;
        for (int p = 0; p < quarter; p++) {
            FloatVector w1r = FloatVector.broadcast(SPECIES, cos[p * step]);
            FloatVector w1i = FloatVector.broadcast(SPECIES, sin[p * step]);
            FloatVector w2r = FloatVector.broadcast(SPECIES, cos[2 * p * step]);
            FloatVector w2i = FloatVector.broadcast(SPECIES, sin[2 * p * step]);
            FloatVector w3r = FloatVector.broadcast(SPECIES, cos[3 * p * step]);
            FloatVector w3i = FloatVector.broadcast(SPECIES, sin[3 * p * step]);
            int in = p * run;
            int out = 4 * p * run;
            for (int q = 0; q < run; q += STEP) {
                FloatVector ar = load(xr, in + q);
                FloatVector ai = load(xi, in + q);
                FloatVector br = load(xr, in + q + jump);
                FloatVector bi = load(xi, in + q + jump);
                FloatVector cr = load(xr, in + q + 2 * jump);
                FloatVector ci = load(xi, in + q + 2 * jump);
                FloatVector dr = load(xr, in + q + 3 * jump);
                FloatVector di = load(xi, in + q + 3 * jump);
                FloatVector evenR = ar.add(cr);
                FloatVector evenI = ai.add(ci);
                FloatVector difR = ar.sub(cr);
                FloatVector difI = ai.sub(ci);
                FloatVector oddR = br.add(dr);
                FloatVector oddI = bi.add(di);
                FloatVector turnR = bi.sub(di);
                FloatVector turnI = dr.sub(br);
                evenR.add(oddR).intoArray(yr, out + q);
                evenI.add(oddI).intoArray(yi, out + q);
                FloatVector r1 = difR.add(turnR);
                FloatVector i1 = difI.add(turnI);
                r1.mul(w1r).sub(i1.mul(w1i)).intoArray(yr, out + q + run);
                r1.mul(w1i).add(i1.mul(w1r)).intoArray(yi, out + q + run);
                FloatVector r2 = evenR.sub(oddR);
                FloatVector i2 = evenI.sub(oddI);
                r2.mul(w2r).sub(i2.mul(w2i)).intoArray(yr, out + q + 2 * run);
                r2.mul(w2i).add(i2.mul(w2r)).intoArray(yi, out + q + 2 * run);
                FloatVector r3 = difR.sub(turnR);
                FloatVector i3 = difI.sub(turnI);
                r3.mul(w3r).sub(i3.mul(w3i)).intoArray(yr, out + q + 3 * run);
                r3.mul(w3i).add(i3.mul(w3r)).intoArray(yi, out + q + 3 * run);
            }
        }
    }

    @Override
    public void radix2(float[] xr, float[] xi, float[] yr, float[] yi, int run) {
        for (int q = 0; q < run; q += STEP) {
            FloatVector ar = load(xr, q);
            FloatVector ai = load(xi, q);
            FloatVector br = load(xr, q + run);
            FloatVector bi = load(xi, q + run);
            ar.add(br).intoArray(yr, q);
            ai.add(bi).intoArray(yi, q);
            ar.sub(br).intoArray(yr, q + run);
            ai.sub(bi).intoArray(yi, q + run);
        }
    }

    @Override
    public void untangle(float[] zr, float[] zi, float[] re, float[] im, int half, float[] cos, float[] sin) {
        for (int k = 1; k < half; k++) {
            for (int lane = 0; lane < LANES; lane += STEP) {
                int at = k * LANES + lane;
                int mirror = (half - k) * LANES + lane;
                FloatVector evenR = load(zr, at).add(load(zr, mirror)).mul(0.5f);
                FloatVector evenI = load(zi, at).sub(load(zi, mirror)).mul(0.5f);
                FloatVector oddR = load(zi, at).add(load(zi, mirror)).mul(0.5f);
                FloatVector oddI = load(zr, mirror).sub(load(zr, at)).mul(0.5f);
                evenR.add(oddR.mul(cos[k]).sub(oddI.mul(sin[k]))).intoArray(re, at);
                evenI.add(oddR.mul(sin[k]).add(oddI.mul(cos[k]))).intoArray(im, at);
            }
        }
    }

    @Override
    public void tangle(float[] re, float[] im, float[] zr, float[] zi, int half, float[] cos, float[] sin) {
        for (int k = 1; k < half; k++) {
            for (int lane = 0; lane < LANES; lane += STEP) {
                int at = k * LANES + lane;
                int mirror = (half - k) * LANES + lane;
                FloatVector evenR = load(re, at).add(load(re, mirror)).mul(0.5f);
                FloatVector evenI = load(im, at).sub(load(im, mirror)).mul(0.5f);
                FloatVector r = load(re, at).sub(load(re, mirror)).mul(0.5f);
                FloatVector i = load(im, at).add(load(im, mirror)).mul(0.5f);
                evenR.sub(i.mul(cos[k]).sub(r.mul(sin[k]))).intoArray(zr, at);
                evenI.add(r.mul(cos[k]).add(i.mul(sin[k]))).intoArray(zi, at);
            }
        }
    }

    @Override
    public void sizes(float[] re, float[] im, float[] out, int count, boolean root) {
        for (int k = 0; k < count; k += STEP) {
            FloatVector r = load(re, k);
            FloatVector i = load(im, k);
            FloatVector power = r.mul(r).add(i.mul(i));
            (root ? power.lanewise(VectorOperators.SQRT) : power).intoArray(out, k);
        }
    }

    @Override
    public void weighted(float[] weights, float[] x, int first, float[] out) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            FloatVector a = FloatVector.zero(SPECIES);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            int at = first * LANES + lane;
            int i = 0;
            for (; i + 4 <= weights.length; i += 4) {
                a = a.add(load(x, at + i * LANES).mul(weights[i]));
                b = b.add(load(x, at + (i + 1) * LANES).mul(weights[i + 1]));
                c = c.add(load(x, at + (i + 2) * LANES).mul(weights[i + 2]));
                d = d.add(load(x, at + (i + 3) * LANES).mul(weights[i + 3]));
            }
            for (; i < weights.length; i++) {
                a = a.add(load(x, at + i * LANES).mul(weights[i]));
            }
            a.add(b).add(c.add(d)).intoArray(out, lane);
        }
    }

    @Override
    public void weighted(float[] weightRe, float[] weightIm, float[] re, float[] im, int first, float[] out) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            FloatVector sumRe = FloatVector.zero(SPECIES);
            FloatVector sumIm = FloatVector.zero(SPECIES);
            int at = first * LANES + lane;
            for (int i = 0; i < weightRe.length; i++) {
                FloatVector xr = load(re, at + i * LANES);
                FloatVector xi = load(im, at + i * LANES);
                sumRe = sumRe.add(xr.mul(weightRe[i]).sub(xi.mul(weightIm[i])));
                sumIm = sumIm.add(xi.mul(weightRe[i]).add(xr.mul(weightIm[i])));
            }
            sumRe.mul(sumRe)
                    .add(sumIm.mul(sumIm))
                    .lanewise(VectorOperators.SQRT)
                    .intoArray(out, lane);
        }
    }
}
