package org.insula.movement;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The loops on the Vector API. Each lane does what the plain loop does, so convolutions agree to the last bit. */
final class VectorConvolution implements Convolution {
    private static final VectorSpecies<Float> S =
            FloatVector.SPECIES_PREFERRED.length() <= SLACK ? FloatVector.SPECIES_PREFERRED : FloatVector.SPECIES_512;
    private static final int L = S.length();

    @Override
    public void alpha(float[] x, int xAt, int dilation, int length, float[] out, int outAt) {
        for (int t = 0; t < length; t += L) {
            int at = xAt + t - 4 * dilation;
            var sum = FloatVector.zero(S);
            for (int j = 0; j < 9; j++) {
                sum = sum.sub(FloatVector.fromArray(S, x, at));
                at += dilation;
            }
            sum.intoArray(out, outAt + t);
        }
    }

    @Override
    public void row(
            float[] alpha,
            int alphaAt,
            float[] g,
            int first,
            int second,
            int third,
            int length,
            float[] c,
            boolean add) {
        for (int t = 0; t < length; t += L) {
            var sum = FloatVector.fromArray(S, alpha, alphaAt + t)
                    .add(FloatVector.fromArray(S, g, first + t))
                    .add(FloatVector.fromArray(S, g, second + t))
                    .add(FloatVector.fromArray(S, g, third + t));
            (add ? FloatVector.fromArray(S, c, t).add(sum) : sum).intoArray(c, t);
        }
    }

    /** Four biases at a time, so that each loaded vector is compared four times. */
    @Override
    public void positives(float[] c, int length, float[] biases, int at, int count, float[] out) {
        Arrays.fill(c, length, length + SLACK, Float.NEGATIVE_INFINITY);
        int i = at;
        for (; i + 4 <= at + count; i += 4) {
            positives4(c, length, biases, i, out);
        }
        for (; i < at + count; i++) {
            int above = 0;
            for (int t = 0; t < length; t += L) {
                above += FloatVector.fromArray(S, c, t)
                        .compare(VectorOperators.GT, biases[i])
                        .trueCount();
            }
            out[i] = (float) above / length;
        }
    }

    private static void positives4(float[] c, int length, float[] biases, int i, float[] out) {
        var b0 = FloatVector.broadcast(S, biases[i]);
        var b1 = FloatVector.broadcast(S, biases[i + 1]);
        var b2 = FloatVector.broadcast(S, biases[i + 2]);
        var b3 = FloatVector.broadcast(S, biases[i + 3]);
        int n0 = 0;
        int n1 = 0;
        int n2 = 0;
        int n3 = 0;
        for (int t = 0; t < length; t += L) {
            var v = FloatVector.fromArray(S, c, t);
            n0 += v.compare(VectorOperators.GT, b0).trueCount();
            n1 += v.compare(VectorOperators.GT, b1).trueCount();
            n2 += v.compare(VectorOperators.GT, b2).trueCount();
            n3 += v.compare(VectorOperators.GT, b3).trueCount();
        }
        out[i] = (float) n0 / length;
        out[i + 1] = (float) n1 / length;
        out[i + 2] = (float) n2 / length;
        out[i + 3] = (float) n3 / length;
    }
}
