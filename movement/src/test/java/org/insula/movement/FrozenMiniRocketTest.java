package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrozenMiniRocketTest {
    private static final MiniRocketOptions OPTIONS =
            MiniRocketOptions.standard().withFeatures(84 * 11);

    /** Rounding may carry a step over a bias now and then, so a few features may differ by a step. */
    @ParameterizedTest
    @CsvSource({"9, 1", "10, 2", "31, 6", "127, 1", "128, 19", "129, 2", "1000, 1"})
    void featuresAreThoseOfTheObviousTransformOfTheScaledSeries(int length, int channels) {
        MiniRocketParameters p = MiniRocket.frozen(channels, length, OPTIONS).parameters();
        Series series = Signals.exact(channels, length, 4);
        float[] expected = obvious(series, p);
        float[] vector = new MiniRocket(new VectorConvolution(), p).transform(series);
        assertArrayEquals(new MiniRocket(new PlainConvolution(), p).transform(series), vector);
        int differ = 0;
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], vector[i], 2.01 / (length - 8 * ((length - 1) / 8)) + 1e-6);
            differ += Math.abs(expected[i] - vector[i]) > 1e-6 ? 1 : 0;
        }
        assertTrue(differ <= expected.length / 100, differ + " of " + expected.length);
    }

    @Test
    void unitAndLevelDoNotMatter() {
        MiniRocket rocket = MiniRocket.frozen(2, 100, OPTIONS);
        Series series = Signals.exact(2, 100, 9);
        float[] features = rocket.transform(series);
        assertArrayEquals(features, rocket.transform(times(series, 4, 0)));
        float[] shifted = rocket.transform(times(series, 1, 100));
        int differ = 0;
        for (int i = 0; i < features.length; i++) {
            differ += features[i] == shifted[i] ? 0 : 1;
        }
        assertTrue(differ < 10, differ + " differ");
    }

    @Test
    void mostFeaturesSaySomethingOfRoughAndOfSmoothSeries() {
        MiniRocket rocket = MiniRocket.frozen(1, 200, OPTIONS);
        float[] smooth = new float[200];
        for (int t = 0; t < 200; t++) {
            smooth[t] = (float) Math.sin(t / 30.0);
        }
        for (Series series :
                List.of(Series.of(1, 200, smooth), Signals.noise(1, 1, 200, 3).getFirst())) {
            int telling = 0;
            for (float feature : rocket.transform(series)) {
                telling += feature > 0 && feature < 1 ? 1 : 0;
            }
            assertTrue(telling > 0.6 * rocket.features(), telling + " of " + rocket.features());
        }
    }

    @Test
    void aChannelThatDoesNotChangeIsSilent() {
        MiniRocket rocket = MiniRocket.frozen(1, 50, OPTIONS);
        float[] values = new float[50];
        Arrays.fill(values, 9.81f);
        for (float feature : rocket.transform(Series.of(1, 50, values))) {
            assertTrue(feature == 0 || feature == 1);
        }
        values[20] = Math.nextUp(9.81f);
        assertArrayEquals(
                rocket.transform(Series.of(1, 50, new float[50])), rocket.transform(Series.of(1, 50, values)));
    }

    @Test
    void onlyTheSeedAndTheShapeDecide() {
        MiniRocketParameters p = MiniRocket.frozen(2, 60, OPTIONS).parameters();
        assertEquals(p, MiniRocket.frozen(2, 60, OPTIONS).parameters());
        assertFalse(p.equals(MiniRocket.frozen(2, 60, OPTIONS.withSeed(1)).parameters()));
        assertTrue(p.scaled());
        assertThrows(MovementException.class, () -> MiniRocket.frozen(0, 60, OPTIONS));
        assertThrows(MovementException.class, () -> MiniRocket.frozen(1, 8, OPTIONS));
    }

    /** By hand: 0, 2, 0, 2 has mean 1, deviation 1 and steps of 2. */
    @Test
    void levelsWorkedByHand() {
        float[] levels = Levels.of(Series.of(2, 4, 0, 2, 0, 2, 5, 5, 5, 5));
        float still = (float) Math.log(1e-4);
        assertArrayEquals(
                new float[] {1, (float) Math.log(1.0001), (float) Math.log(2.0001), 5, still, still}, levels, 1e-6f);
        assertEquals(3, Levels.of(Series.of(1, 1, 7)).length);
    }

    @Test
    void referenceSeriesAreSeededAndDiffer() {
        List<Series> series = ReferenceSeries.of(3, 2, 20, new Random(1));
        assertArrayEquals(
                series.getLast().values(),
                ReferenceSeries.of(3, 2, 20, new Random(1)).getLast().values());
        assertFalse(
                Arrays.equals(series.getFirst().channel(0), series.getFirst().channel(1)));
    }

    private static Series times(Series series, float factor, float offset) {
        float[] values = series.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] * factor + offset;
        }
        return Series.of(series.channels(), series.length(), values);
    }

    /** The series is scaled anew for each dilation, by squaring every output of every kernel. */
    private static float[] obvious(Series series, MiniRocketParameters p) {
        int longest = p.dilations().length;
        float[] all = new float[p.biases().length];
        for (int d = 0; d < longest; d++) {
            Series scaled = scaled(series, p.dilations()[d]);
            float[] features = ObviousMiniRocket.transform(scaled, p);
            int from = 0;
            for (int before = 0; before < d; before++) {
                from += 84 * p.featuresPerDilation()[before];
            }
            System.arraycopy(features, from, all, from, 84 * p.featuresPerDilation()[d]);
        }
        return all;
    }

    private static Series scaled(Series series, int dilation) {
        int length = series.length();
        float[] values = new float[series.channels() * length];
        for (int channel = 0; channel < series.channels(); channel++) {
            double mean = 0;
            for (float value : series.channel(channel)) {
                mean += value / (double) length;
            }
            double squares = 0;
            int outputs = 0;
            for (int[] kernel : ObviousMiniRocket.kernels()) {
                for (int t = 4 * dilation; t < length - 4 * dilation; t++) {
                    double output = ObviousMiniRocket.output(series, new int[] {channel}, kernel, dilation, t);
                    squares += output * output;
                    outputs++;
                }
            }
            for (int t = 0; t < length; t++) {
                values[channel * length + t] = (float) ((series.at(channel, t) - mean) / Math.sqrt(squares / outputs));
            }
        }
        return Series.of(series.channels(), length, values);
    }
}
