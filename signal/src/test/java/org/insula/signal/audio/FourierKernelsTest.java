package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierKernelsTest {
    private final FourierKernels plain = new PlainFourierKernels();
    private final FourierKernels vector = new VectorFourierKernels();

    @Test
    void theTestsRunWithVectors() {
        assertInstanceOf(VectorFourierKernels.class, FourierKernels.best());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 17})
    void weightedSumsAgreeToTheLastBitInEveryLane(int count) {
        int lanes = vector.lanes();
        float[] weights = Golden.noise(count, 1).toArray();
        float[] otherWeights = Golden.noise(count, 2).toArray();
        float[] re = Golden.noise((count + 2) * lanes, 3).toArray();
        float[] im = Golden.noise((count + 2) * lanes, 4).toArray();
        float[] sums = new float[lanes];
        float[] sizes = new float[lanes];
        vector.weighted(weights, re, 2, sums);
        vector.weighted(weights, otherWeights, re, im, 2, sizes);
        for (int lane = 0; lane < lanes; lane++) {
            float[] one = new float[1];
            plain.weighted(weights, lane(re, lane), 2, one);
            assertEquals(one[0], sums[lane]);
            plain.weighted(weights, otherWeights, lane(re, lane), lane(im, lane), 2, one);
            assertEquals(one[0], sizes[lane]);
        }
    }

    private float[] lane(float[] values, int lane) {
        float[] one = new float[values.length / vector.lanes()];
        for (int n = 0; n < one.length; n++) {
            one[n] = values[n * vector.lanes() + lane];
        }
        return one;
    }

    @Test
    void sizesAgreeToTheLastBit() {
        float[] re = Golden.noise(160, 5).toArray();
        float[] im = Golden.noise(160, 6).toArray();
        for (boolean root : new boolean[] {false, true}) {
            float[] expected = new float[160];
            float[] actual = new float[160];
            plain.sizes(re, im, expected, 160, root);
            vector.sizes(re, im, actual, 160, root);
            assertArrayEquals(expected, actual);
        }
    }

    @Test
    void aWholeTransformIsTheSameWithBoth() {
        Stft stft = new Stft(300, 512, 77, Centring.ZEROS);
        float[] samples = Golden.noise(3000, 8).toArray();
        Frames one = new Frames(stft, stft.window(), plain);
        Frames many = new Frames(stft, stft.window(), vector);
        int frames = stft.frames(3000);
        float[] expected = new float[frames * stft.bins()];
        float[] actual = new float[frames * stft.bins()];
        for (int t = 0; t < frames; t++) {
            one.transform(samples, t, 1);
            one.sizes(Frames.Kind.POWER, 1, expected, t * stft.bins());
        }
        for (int t = 0; t < frames; t += many.atOnce()) {
            int some = Math.min(many.atOnce(), frames - t);
            many.transform(samples, t, some);
            many.sizes(Frames.Kind.POWER, some, actual, t * stft.bins());
        }
        assertArrayEquals(expected, actual);
    }

    @Test
    void rowsAndLanesAreEachOthersWayBack() {
        for (FourierKernels kernels : new FourierKernels[] {plain, vector}) {
            RealFft fft = new RealFft(64, kernels);
            float[] rows = Golden.noise(33 * kernels.lanes(), 9).toArray();
            float[] back = new float[rows.length];
            float[] byBin = new float[rows.length];
            fft.fromRows(rows, 0, kernels.lanes(), byBin);
            fft.toRows(byBin, back, 0, kernels.lanes());
            assertArrayEquals(rows, back);
        }
    }
}
