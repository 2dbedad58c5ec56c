package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.insula.movement.MiniRocketFit.Dilations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MiniRocketTest {
    private static final MiniRocketOptions STANDARD = MiniRocketOptions.standard();

    @Test
    void theTestsRunWithVectors() {
        assertInstanceOf(VectorConvolution.class, Convolution.best());
    }

    @Test
    void thereAre84KernelsThatSumToZero() {
        List<int[]> kernels = ObviousMiniRocket.kernels();
        assertEquals(84, kernels.size());
        for (int kernel = 0; kernel < 84; kernel++) {
            assertEquals(0, Arrays.stream(kernels.get(kernel)).sum());
            for (int i = 0; i < 3; i++) {
                assertEquals(2, kernels.get(kernel)[4 + MiniRocketKernels.offset(kernel, i)]);
            }
        }
    }

    @Test
    void dilationsOfTheShortestSeriesAreAllOne() {
        Dilations dilations = Dilations.of(9, STANDARD);
        assertArrayEquals(new int[] {1}, dilations.steps());
        assertArrayEquals(new int[] {119}, dilations.features());
    }

    /** Worked by hand: 3 points give 2^0, 2^2, 2^4; 5 features a kernel are 1 each and 2 over for the first two. */
    @Test
    void dilationsAreEvenlySpacedPowers() {
        Dilations dilations = Dilations.of(129, new MiniRocketOptions(5 * 84, 3, 0));
        assertArrayEquals(new int[] {1, 4, 16}, dilations.steps());
        assertArrayEquals(new int[] {2, 2, 1}, dilations.features());
    }

    @Test
    void theStandardGives9996Features() {
        MiniRocket rocket = MiniRocket.fit(Signals.exact(3, 1, 150, 1), STANDARD);
        assertEquals(9_996, rocket.features());
        assertEquals(9_996, rocket.transform(Signals.exact(1, 150, 9)).length);
    }

    @ParameterizedTest
    @CsvSource({
        "9, 1", "9, 19", "10, 1", "10, 2", "31, 1", "31, 6", "127, 1", "127, 2", "128, 1", "128, 19", "129, 1",
        "129, 6", "1000, 1", "1000, 6"
    })
    void featuresAreThoseOfTheObviousTransform(int length, int channels) {
        MiniRocketOptions options = new MiniRocketOptions(84 * 11, 8, length + channels);
        List<Series> series = Signals.exact(3, channels, length, 77);
        MiniRocket vector = MiniRocketFit.fit(new VectorConvolution(), series, options);
        MiniRocket plain = MiniRocketFit.fit(new PlainConvolution(), series, options);
        assertEquals(plain.parameters(), vector.parameters());
        Series unseen = Signals.exact(channels, length, 5);
        float[] expected = ObviousMiniRocket.transform(unseen, vector.parameters());
        assertArrayEquals(expected, vector.transform(unseen));
        assertArrayEquals(expected, plain.transform(unseen));
    }

    @Test
    void roughNumbersGiveTheSameFeaturesWithAndWithoutVectors() {
        List<Series> series = Signals.noise(4, 3, 100, 3);
        MiniRocketParameters parameters = MiniRocket.fit(series, STANDARD).parameters();
        for (Series s : series) {
            assertArrayEquals(
                    new MiniRocket(new PlainConvolution(), parameters).transform(s),
                    new MiniRocket(new VectorConvolution(), parameters).transform(s));
        }
    }

    @Test
    void biasesAreQuantilesOfOneOutput() {
        Series only = Signals.exact(1, 50, 4);
        MiniRocketParameters p = MiniRocket.fit(List.of(only), new MiniRocketOptions(84 * 2, 1, 0))
                .parameters();
        double[] output = new double[50];
        for (int t = 0; t < 50; t++) {
            output[t] = ObviousMiniRocket.output(
                    only, new int[] {0}, ObviousMiniRocket.kernels().get(1), 1, t);
        }
        Arrays.sort(output);
        double place = 3 * (1 + Math.sqrt(5)) / 2 % 1 * 49;
        double below = output[(int) place];
        assertEquals(below + (place - (int) place) * (output[(int) place + 1] - below), p.biases()[2], 1e-6);
    }

    @Test
    void channelsOfACombinationDifferAndAreAtMostNine() {
        MiniRocketParameters p =
                MiniRocket.fit(Signals.exact(1, 19, 40, 2), STANDARD).parameters();
        int at = 0;
        for (int count : p.channelCounts()) {
            assertTrue(count <= 9);
            assertEquals(
                    count,
                    Arrays.stream(p.channelIndices(), at, at + count).distinct().count());
            at += count;
        }
        assertEquals(9, Arrays.stream(p.channelCounts()).max().orElseThrow());
    }

    @Test
    void theSameSeedGivesTheSameTransformAndAnotherGivesAnother() {
        List<Series> series = Signals.exact(5, 2, 30, 6);
        assertEquals(
                MiniRocket.fit(series, STANDARD).parameters(),
                MiniRocket.fit(series, STANDARD).parameters());
        assertFalse(MiniRocket.fit(series, STANDARD)
                .parameters()
                .equals(MiniRocket.fit(series, STANDARD.withSeed(1)).parameters()));
    }

    @Test
    void parametersCarryEverything() {
        MiniRocket rocket = MiniRocket.fit(Signals.exact(5, 2, 30, 6), STANDARD);
        Series series = Signals.exact(2, 30, 8);
        assertArrayEquals(
                rocket.transform(series), MiniRocket.of(rocket.parameters()).transform(series));
    }

    @Test
    void longerSeriesThanThoseOfTheFitAreTaken() {
        MiniRocket rocket = MiniRocket.fit(Signals.exact(5, 2, 41, 6), STANDARD);
        assertEquals(41, rocket.minLength());
        Series longer = Signals.exact(2, 90, 8);
        assertArrayEquals(ObviousMiniRocket.transform(longer, rocket.parameters()), rocket.transform(longer));
    }

    @Test
    void aConstantSeriesHasFeaturesToo() {
        MiniRocket rocket = MiniRocket.fit(Signals.exact(2, 1, 20, 6), STANDARD);
        float[] features = rocket.transform(Series.of(1, 20, new float[20]));
        for (float feature : features) {
            assertTrue(feature == 0 || feature == 1);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        MiniRocket rocket = MiniRocket.fit(Signals.exact(2, 2, 41, 6), STANDARD);
        assertEquals(
                "The series has 1 channels, this transform takes 2; give the channels that it was made for.",
                refused(() -> rocket.transform(Signals.exact(1, 41, 1))));
        assertEquals(
                "The series has 40 steps, this transform takes at least 41; record longer, or bring all series to one"
                        + " length first.",
                refused(() -> rocket.transform(Signals.exact(2, 40, 1))));
        assertEquals(
                "The series have 8 steps, MiniRocket needs at least 9; record longer or at a higher rate.",
                refused(() -> MiniRocket.fit(Signals.exact(2, 2, 8, 1), STANDARD)));
        assertEquals(
                "MiniRocket was given no series to fit; give at least one.",
                refused(() -> MiniRocket.fit(List.of(), STANDARD)));
        assertEquals(
                "A series of 1 channels and 21 steps came among ones of 1 and 20; bring all to one shape first.",
                refused(() -> MiniRocket.fit(List.of(Signals.exact(1, 20, 1), Signals.exact(1, 21, 1)), STANDARD)));
        assertEquals(
                "MiniRocket was asked for 83 features; give 84 to 1000000.", refused(() -> STANDARD.withFeatures(83)));
    }

    @Test
    void parametersThatDisagreeAreRefused() {
        MiniRocketParameters p =
                MiniRocket.fit(Signals.exact(2, 2, 41, 6), STANDARD).parameters();
        assertThrows(MovementException.class, () -> with(p, 1, p.dilations(), p.biases()));
        assertThrows(MovementException.class, () -> with(p, 2, new int[] {0}, p.biases()));
        assertThrows(MovementException.class, () -> with(p, 2, p.dilations(), new float[3]));
        float[] bad = p.biases();
        bad[7] = Float.NaN;
        assertEquals(
                "The parameters of a MiniRocket hold the bias NaN, which does not fit the rest; give them as they were"
                        + " written.",
                refused(() -> with(p, 2, p.dilations(), bad)));
    }

    private static MiniRocketParameters with(MiniRocketParameters p, int channels, int[] dilations, float[] biases) {
        return new MiniRocketParameters(
                channels,
                dilations,
                p.featuresPerDilation(),
                p.channelCounts(),
                p.channelIndices(),
                biases,
                p.scaled());
    }

    private static String refused(org.junit.jupiter.api.function.Executable what) {
        return assertThrows(MovementException.class, what).getMessage();
    }
}
