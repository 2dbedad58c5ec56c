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

    /** The eight outputs of a vector of steps stay in registers, as do the sixteen sums; lanes are added up last. */
    @Override
    public void compete(
            float[] x,
            int xAt,
            int dilation,
            int length,
            float[] weights,
            int weightsAt,
            float[] out,
            int maximaAt,
            int minimaAt) {
        var zero = FloatVector.zero(S);
        var sum0 = zero;
        var sum1 = zero;
        var sum2 = zero;
        var sum3 = zero;
        var sum4 = zero;
        var sum5 = zero;
        var sum6 = zero;
        var sum7 = zero;
        var count0 = zero;
        var count1 = zero;
        var count2 = zero;
        var count3 = zero;
        var count4 = zero;
        var count5 = zero;
        var count6 = zero;
        var count7 = zero;
        for (int t = 0; t < length; t += L) {
            var z0 = zero;
            var z1 = zero;
            var z2 = zero;
            var z3 = zero;
            var z4 = zero;
            var z5 = zero;
            var z6 = zero;
            var z7 = zero;
            int at = xAt + t - 4 * dilation;
            for (int w = weightsAt; w < weightsAt + Hydra.LENGTH * Hydra.KERNELS; w += Hydra.KERNELS) {
                var value = FloatVector.fromArray(S, x, at);
                z0 = z0.add(value.mul(weights[w]));
                z1 = z1.add(value.mul(weights[w + 1]));
                z2 = z2.add(value.mul(weights[w + 2]));
                z3 = z3.add(value.mul(weights[w + 3]));
                z4 = z4.add(value.mul(weights[w + 4]));
                z5 = z5.add(value.mul(weights[w + 5]));
                z6 = z6.add(value.mul(weights[w + 6]));
                z7 = z7.add(value.mul(weights[w + 7]));
                at += dilation;
            }
            var largest = z0.max(z1).max(z2.max(z3)).max(z4.max(z5).max(z6.max(z7)));
            var smallest = z0.min(z1).min(z2.min(z3)).min(z4.min(z5).min(z6.min(z7)));
            var open = S.indexInRange(t, length);
            var won = open;
            won = z0.eq(largest).and(open);
            sum0 = sum0.add(largest, won);
            open = open.andNot(won);
            won = z1.eq(largest).and(open);
            sum1 = sum1.add(largest, won);
            open = open.andNot(won);
            won = z2.eq(largest).and(open);
            sum2 = sum2.add(largest, won);
            open = open.andNot(won);
            won = z3.eq(largest).and(open);
            sum3 = sum3.add(largest, won);
            open = open.andNot(won);
            won = z4.eq(largest).and(open);
            sum4 = sum4.add(largest, won);
            open = open.andNot(won);
            won = z5.eq(largest).and(open);
            sum5 = sum5.add(largest, won);
            open = open.andNot(won);
            won = z6.eq(largest).and(open);
            sum6 = sum6.add(largest, won);
            open = open.andNot(won);
            won = z7.eq(largest).and(open);
            sum7 = sum7.add(largest, won);
            open = S.indexInRange(t, length);
            won = z0.eq(smallest).and(open);
            count0 = count0.add(1, won);
            open = open.andNot(won);
            won = z1.eq(smallest).and(open);
            count1 = count1.add(1, won);
            open = open.andNot(won);
            won = z2.eq(smallest).and(open);
            count2 = count2.add(1, won);
            open = open.andNot(won);
            won = z3.eq(smallest).and(open);
            count3 = count3.add(1, won);
            open = open.andNot(won);
            won = z4.eq(smallest).and(open);
            count4 = count4.add(1, won);
            open = open.andNot(won);
            won = z5.eq(smallest).and(open);
            count5 = count5.add(1, won);
            open = open.andNot(won);
            won = z6.eq(smallest).and(open);
            count6 = count6.add(1, won);
            open = open.andNot(won);
            won = z7.eq(smallest).and(open);
            count7 = count7.add(1, won);
        }
        out[maximaAt] = sum(sum0);
        out[minimaAt] = sum(count0);
        out[maximaAt + 1] = sum(sum1);
        out[minimaAt + 1] = sum(count1);
        out[maximaAt + 2] = sum(sum2);
        out[minimaAt + 2] = sum(count2);
        out[maximaAt + 3] = sum(sum3);
        out[minimaAt + 3] = sum(count3);
        out[maximaAt + 4] = sum(sum4);
        out[minimaAt + 4] = sum(count4);
        out[maximaAt + 5] = sum(sum5);
        out[minimaAt + 5] = sum(count5);
        out[maximaAt + 6] = sum(sum6);
        out[minimaAt + 6] = sum(count6);
        out[maximaAt + 7] = sum(sum7);
        out[minimaAt + 7] = sum(count7);
    }

    private static float sum(FloatVector v) {
        double sum = 0;
        for (float lane : v.toArray()) {
            sum += lane;
        }
        return (float) sum;
    }
}
