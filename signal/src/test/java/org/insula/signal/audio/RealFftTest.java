package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.insula.signal.SignalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftTest {
    private static final FourierKernels[] BOTH = {new PlainFourierKernels(), new VectorFourierKernels()};

    /** Transforms with both kernels, which have to agree to the last bit in every lane. */
    private static void forward(float[] x, float[] re, float[] im) {
        forward(new RealFft(x.length, BOTH[0]), x, re, im);
        float[] otherRe = new float[re.length];
        float[] otherIm = new float[im.length];
        forward(new RealFft(x.length, BOTH[1]), x, otherRe, otherIm);
        assertArrayEquals(re, otherRe);
        assertArrayEquals(im, otherIm);
    }

    private static void forward(RealFft fft, float[] x, float[] re, float[] im) {
        float[] ones = new float[x.length];
        Arrays.fill(ones, 1);
        float[][] signals = new float[fft.lanes()][];
        Arrays.fill(signals, x);
        fft.forward(signals, new int[fft.lanes()], fft.lanes(), ones);
        for (int lane = 0; lane < fft.lanes(); lane++) {
            for (int k = 0; k < re.length; k++) {
                re[k] = fft.re()[k * fft.lanes() + lane];
                im[k] = fft.im()[k * fft.lanes() + lane];
            }
        }
    }

    @Test
    void fourNumbersByHand() {
        float[] re = new float[3];
        float[] im = new float[3];
        forward(new float[] {1, 2, 3, 5}, re, im);
        assertArrayEquals(new float[] {11, -2, -3}, re);
        assertArrayEquals(new float[] {0, 3, 0}, im);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16, 32, 64, 128, 512, 1024, 2048})
    void itIsTheSlowTransform(int length) {
        float[] x = Golden.noise(length, length).toArray();
        float[] re = new float[length / 2 + 1];
        float[] im = new float[length / 2 + 1];
        forward(x, re, im);
        for (int k = 0; k <= length / 2; k++) {
            double slowRe = 0;
            double slowIm = 0;
            for (int n = 0; n < length; n++) {
                double angle = -2 * Math.PI * ((long) k * n % length) / length;
                slowRe += x[n] * Math.cos(angle);
                slowIm += x[n] * Math.sin(angle);
            }
            assertEquals(slowRe, re[k], 3e-7 * length, "real part " + k);
            assertEquals(slowIm, im[k], 3e-7 * length, "imaginary part " + k);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 64, 2048, 65_536})
    void theInverseBringsTheNumbersBack(int length) {
        float[] x = Golden.noise(length, 7).toArray();
        float[] re = new float[length / 2 + 1];
        float[] im = new float[length / 2 + 1];
        for (FourierKernels kernels : BOTH) {
            RealFft fft = new RealFft(length, kernels);
            forward(fft, x, re, im);
            float[][] back = new float[kernels.lanes()][length];
            fft.inverse(back, kernels.lanes());
            for (float[] lane : back) {
                assertArrayEquals(x, lane, 2e-6f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 2048})
    void energyIsKept(int length) {
        float[] x = Golden.noise(length, 3).toArray();
        float[] re = new float[length / 2 + 1];
        float[] im = new float[length / 2 + 1];
        forward(x, re, im);
        double time = 0;
        for (float v : x) {
            time += v * v;
        }
        double frequency = 0;
        for (int k = 0; k < re.length; k++) {
            int times = k == 0 || k == length / 2 ? 1 : 2;
            frequency += times * (re[k] * re[k] + im[k] * im[k]) / length;
        }
        assertEquals(time, frequency, 1e-5 * time);
    }

    @Test
    void otherLengthsAreRefused() {
        for (int length : new int[] {-8, 0, 2, 3, 1000, RealFft.MAX_LENGTH * 2}) {
            SignalException e = assertThrows(SignalException.class, () -> new RealFft(length, BOTH[0]));
            assertTrue(e.getMessage().contains(length + " points; give a power of two"), e.getMessage());
        }
    }
}
