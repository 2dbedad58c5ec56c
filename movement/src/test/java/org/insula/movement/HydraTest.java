package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HydraTest {
    private static final HydraOptions STANDARD = HydraOptions.standard();

    /** Weights in sixteenths and series in 64ths keep every sum exact, and many outputs equal. */
    @ParameterizedTest
    @CsvSource({
        "9, 1", "9, 19", "10, 1", "10, 2", "31, 1", "31, 6", "127, 1", "127, 2", "128, 1", "128, 19", "129, 1",
        "129, 6", "1000, 1", "1000, 6"
    })
    void featuresAreThoseOfTheObviousTransform(int length, int channels) {
        HydraParameters p = Hydra.of(channels, length, STANDARD.withGroups(4)).parameters();
        Random random = new Random(length + channels);
        float[] weights = new float[p.weights().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (random.nextInt(9) - 4) / 16f;
        }
        HydraParameters exact = new HydraParameters(
                channels, p.dilations(), p.groups(), p.channelsPerGroup(), p.channelIndices(), weights);
        Series series = Signals.exact(channels, length, 3);
        float[] expected = ObviousHydra.transform(series, exact);
        assertArrayEquals(expected, new Hydra(new VectorConvolution(), exact).transform(series), 1e-5f);
        assertArrayEquals(expected, new Hydra(new PlainConvolution(), exact).transform(series), 1e-5f);
    }

    @Test
    void drawnWeightsGiveTheSameFeaturesWithAndWithoutVectors() {
        HydraParameters p = Hydra.of(2, 129, STANDARD.withGroups(16)).parameters();
        Series series = Signals.noise(1, 2, 129, 8).getFirst();
        float[] expected = ObviousHydra.transform(series, p);
        assertArrayEquals(expected, new Hydra(new VectorConvolution(), p).transform(series), 1e-5f);
        assertArrayEquals(expected, new Hydra(new PlainConvolution(), p).transform(series), 1e-5f);
    }

    /** Two kernels by hand: the first looks at the step itself, the second at minus it, the rest are silent. */
    @Test
    void aCompetitionWorkedByHand() {
        float[] weights = new float[2 * 72];
        weights[4 * 8] = 1;
        weights[4 * 8 + 1] = -1;
        HydraParameters p = new HydraParameters(1, new int[] {1}, 2, 1, new int[2], weights);
        float[] features = Hydra.of(p).transform(Series.of(1, 9, 4, -3, 0, 5, -6, 7, 0, -7, 9));
        assertEquals(5, features[0], 1e-6);
        assertEquals(4, features[1], 1e-6);
        assertEquals((float) Math.sqrt(3 + 2), features[8], 1e-6);
        assertEquals(2, features[9], 1e-6);
        assertEquals((float) Math.sqrt(8), features[24], 1e-6);
    }

    @Test
    void weightsAreCentredAndOfSizeOne() {
        float[] weights = Hydra.of(1, 100, STANDARD).parameters().weights();
        for (int kernel = 0; kernel < weights.length / 9; kernel++) {
            double sum = 0;
            double size = 0;
            for (int j = 0; j < 9; j++) {
                float w = weights[kernel / 8 * 72 + j * 8 + kernel % 8];
                sum += w;
                size += Math.abs(w);
            }
            assertEquals(0, sum, 1e-6);
            assertEquals(1, size, 1e-6);
        }
    }

    @Test
    void shapesFollowThePaper() {
        Hydra gun = Hydra.of(1, 150, STANDARD);
        assertArrayEquals(new int[] {1, 2, 4, 8, 16}, gun.parameters().dilations());
        assertEquals(5 * 1_024, gun.features());
        assertEquals(129, gun.minLength());
        assertEquals(1, gun.parameters().channelsPerGroup());
        assertEquals(2, Hydra.of(2, 9, STANDARD).parameters().channelsPerGroup());
        assertEquals(3, Hydra.of(6, 9, STANDARD).parameters().channelsPerGroup());
        assertEquals(8, Hydra.of(19, 9, STANDARD).parameters().channelsPerGroup());
    }

    @Test
    void theSeedDecidesAndParametersCarryEverything() {
        Hydra hydra = Hydra.of(3, 40, STANDARD.withSeed(5));
        assertEquals(hydra.parameters(), Hydra.of(3, 40, STANDARD.withSeed(5)).parameters());
        assertNotEquals(hydra.parameters(), Hydra.of(3, 40, STANDARD).parameters());
        Series series = Signals.exact(3, 40, 1);
        assertArrayEquals(hydra.transform(series), Hydra.of(hydra.parameters()).transform(series));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertEquals(
                "Hydra was asked for series of 1 channels and 8 steps; give 1 to 10000 channels and at least 9 steps.",
                assertThrows(MovementException.class, () -> Hydra.of(1, 8, STANDARD))
                        .getMessage());
        assertThrows(MovementException.class, () -> STANDARD.withGroups(3));
        assertThrows(MovementException.class, () -> Hydra.of(1, 9, STANDARD).transform(Signals.exact(2, 9, 1)));
        assertThrows(
                MovementException.class,
                () -> new HydraParameters(1, new int[] {1}, 2, 1, new int[] {0, 1}, new float[144]));
    }

    /** By hand: of 0, 1 and 3 the mean is 4/3, the deviation 1.5275, a third are 0. */
    @Test
    void theSparseScalerLeavesZeros() {
        SparseScaler scaler = SparseScaler.fit(new float[][] {{0}, {1}, {3}});
        assertEquals(0, scaler.apply(new float[] {0})[0]);
        assertEquals((3 - 4 / 3.0) / (1.527525 + 1 / 81.0), scaler.apply(new float[] {3})[0], 1e-5);
        assertThrows(MovementException.class, () -> scaler.apply(new float[2]));
        assertTrue(SparseScaler.fit(new float[][] {{5}, {5}}).apply(new float[] {5})[0] == 0);
    }
}
