package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.insula.testkit.Sounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateConverterTest {
    private static final String PAIRS = """
            48000, 22050
            44100, 22050
            44100, 16000
            8000, 22050
            16000, 44100
            44099, 16000
            192000, 22050
            """;

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void whatIsBelowNineTenthsOfTheLowerNyquistStaysAsItIs(int from, int to) {
        double nyquist = Math.min(from, to) / 2.0;
        for (double part : new double[] {0.01, 0.1, 0.3, 0.5, 0.7, 0.8, 0.85, 0.9}) {
            float[] out = convert(Sounds.tone(part * nyquist, 0.5, 1, from), from, to);
            double[] fit = fitTone(out, part * nyquist, to);
            double ripple = 20 * Math.log10(fit[0] / 0.5);
            assertEquals(0, ripple, 0.01, "dB at " + part + " of Nyquist");
            assertTrue(fit[1] < -90, "all that is no tone at " + part + " of Nyquist: " + fit[1] + " dB");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void whatLiesAboveTheNewNyquistDoesNotFoldBack(int from, int to) {
        for (double part : new double[] {1.01, 1.05, 1.1, 1.3, 1.6, 1.9}) {
            double hertz = part * to / 2.0;
            if (hertz < from / 2.0) {
                float[] out = convert(Sounds.tone(hertz, 0.5, 1, from), from, to);
                double level = 20 * Math.log10(rms(middle(out)) / (0.5 / Math.sqrt(2)) + 1e-12);
                assertTrue(level < -90, hertz + " Hz comes through at " + level + " dB");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void aClickStaysWhereItWas(int from, int to) {
        for (double at : new double[] {0, 0.001, 0.25, 0.4999}) {
            float[] in = Sounds.clicks(0.5, from, at);
            float[] out = convert(in, from, to);
            double weight = 0;
            double moment = 0;
            for (int i = 0; i < out.length; i++) {
                weight += (double) out[i] * out[i];
                moment += (double) i * out[i] * out[i];
            }
            double tolerance = at == 0.25 ? 0.01 : 0.5; // at the ends half of the filter's ringing is cut off
            double expected = Math.round(at * from) * (double) to / from;
            int peak = peak(out);
            assertEquals(expected, peak, 0.5 + 1e-9, "peak of a click at " + at + " s");
            if (at == 0.25) {
                assertEquals(expected, moment / weight, tolerance, "middle of a click at " + at + " s");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void theLengthIsRounded(int from, int to) {
        for (int n : new int[] {1, 2, 7, 24, 100, 1_000, 4_095, 4_096, 4_097, 12_345}) {
            assertEquals(Math.round((double) n * to / from), convert(new float[n], from, to).length, n + " samples");
        }
    }

    @Test
    void blocksOfAnySizeGiveTheSame() {
        float[] noise = Sounds.noise(3, 0.5, 0.5, 44_100);
        float[] whole = convert(noise, 44_100, 16_000);
        float[] parts = new float[whole.length];
        int at = 0;
        try (RateConverter converter = new RateConverter(44_100, 16_000)) {
            for (int from = 0, step = 1; from < noise.length; from += step, step = 1 + (step * 7 + 3) % 5_000) {
                float[] part = Arrays.copyOfRange(noise, from, Math.min(noise.length, from + step));
                converter.take(part, part.length);
                System.arraycopy(converter.output(), 0, parts, at, converter.outputLength());
                at += converter.outputLength();
            }
            converter.end();
            System.arraycopy(converter.output(), 0, parts, at, converter.outputLength());
            at += converter.outputLength();
        }
        assertEquals(whole.length, at);
        for (int i = 0; i < whole.length; i++) {
            assertEquals(whole[i], parts[i], 1e-6f, "sample " + i);
        }
    }

    static float[] convert(float[] samples, int from, int to) {
        try (RateConverter converter = new RateConverter(from, to)) {
            converter.take(samples, samples.length);
            float[] first = Arrays.copyOf(converter.output(), converter.outputLength());
            converter.end();
            float[] all = Arrays.copyOf(first, first.length + converter.outputLength());
            System.arraycopy(converter.output(), 0, all, first.length, converter.outputLength());
            return all;
        }
    }

    /** The amplitude of the sine that fits best, and what is left beside it in dB below it. */
    private static double[] fitTone(float[] out, double hertz, int rate) {
        int from = out.length / 4;
        int to = from + out.length / 2;
        double ss = 0;
        double cc = 0;
        double sc = 0;
        double ys = 0;
        double yc = 0;
        for (int i = from; i < to; i++) {
            double s = Math.sin(2 * Math.PI * hertz * i / rate);
            double c = Math.cos(2 * Math.PI * hertz * i / rate);
            ss += s * s;
            cc += c * c;
            sc += s * c;
            ys += out[i] * s;
            yc += out[i] * c;
        }
        double determinant = ss * cc - sc * sc;
        double a = (ys * cc - yc * sc) / determinant;
        double b = (yc * ss - ys * sc) / determinant;
        double rest = 0;
        for (int i = from; i < to; i++) {
            double tone = a * Math.sin(2 * Math.PI * hertz * i / rate) + b * Math.cos(2 * Math.PI * hertz * i / rate);
            rest += (out[i] - tone) * (out[i] - tone);
        }
        double amplitude = Math.hypot(a, b);
        return new double[] {
            amplitude, 20 * Math.log10(Math.sqrt(rest / (to - from)) / (amplitude / Math.sqrt(2)) + 1e-12)
        };
    }

    private static float[] middle(float[] samples) {
        return Arrays.copyOfRange(samples, samples.length / 4, samples.length * 3 / 4);
    }

    private static double rms(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / samples.length);
    }

    private static int peak(float[] samples) {
        int best = 0;
        for (int i = 1; i < samples.length; i++) {
            best = Math.abs(samples[i]) > Math.abs(samples[best]) ? i : best;
        }
        return best;
    }
}
