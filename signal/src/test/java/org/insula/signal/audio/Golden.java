package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Reads what {@code golden.py} wrote, and makes the sound it was made from. */
final class Golden {
    static final int RATE = 22_050;

    private Golden() {}

    /** The values of a file, shape (rows, columns). */
    static float[][] read(String name) {
        try (InputStream file = Objects.requireNonNull(Golden.class.getResourceAsStream(name + ".f32"), name);
                DataInputStream in = new DataInputStream(new BufferedInputStream(file))) {
            float[][] values = new float[in.readInt()][in.readInt()];
            for (float[] row : values) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = in.readFloat();
                }
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three notes that begin one after the other, slightly sharp, a click and noise. */
    static Waveform sound() {
        int length = 16_384;
        double[] y = new double[length];
        long state = 12_345;
        for (int n = 0; n < length; n++) {
            state = (1_103_515_245 * state + 12_345) % (1L << 31);
            y[n] = 0.01 * (state / (double) (1 << 30) - 1);
        }
        note(y, 0, 222.0);
        note(y, 5000, 279.7);
        note(y, 9000, 332.6);
        y[12_000] += 0.9;
        float[] samples = new float[length];
        for (int n = 0; n < length; n++) {
            samples[n] = (float) y[n];
        }
        return Waveform.of(samples, RATE);
    }

    private static void note(double[] y, int begin, double hertz) {
        for (int partial : new int[] {1, 2, 3, 5}) {
            for (int n = begin; n < y.length; n++) {
                double t = (double) (n - begin) / RATE;
                y[n] += 0.3 / partial * Math.sin(2 * Math.PI * hertz * partial * t) * Math.exp(-3 * t);
            }
        }
    }

    /** A pure tone of amplitude 1. */
    static Waveform tone(double hertz, double seconds, int rate) {
        float[] samples = new float[(int) Math.round(seconds * rate)];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) Math.sin(2 * Math.PI * hertz * n / rate);
        }
        return Waveform.of(samples, rate);
    }

    /** Seeded noise between -1 and 1. */
    static Waveform noise(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] samples = new float[length];
        for (int n = 0; n < length; n++) {
            samples[n] = (float) (2 * random.nextDouble() - 1);
        }
        return Waveform.of(samples, RATE);
    }

    /** Asserts that rows are equal within a part of the largest golden number. */
    static void assertClose(float[][] expected, float[][] actual, double relative) {
        double largest = 0;
        for (float[] row : expected) {
            for (float value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        assertEquals(expected.length, actual.length, "rows");
        for (int r = 0; r < expected.length; r++) {
            assertEquals(expected[r].length, actual[r].length, "columns");
            for (int c = 0; c < expected[r].length; c++) {
                int row = r;
                int column = c;
                assertEquals(
                        expected[r][c], actual[r][c], relative * largest, () -> "row " + row + ", column " + column);
            }
        }
    }

    /** The named frames as rows, or all. */
    static float[][] rows(Spectrogram spectrogram, int... frames) {
        int[] wanted = frames.length > 0
                ? frames
                : IntStream.range(0, spectrogram.frames()).toArray();
        float[][] rows = new float[wanted.length][];
        for (int i = 0; i < wanted.length; i++) {
            rows[i] = spectrogram.frame(wanted[i]);
        }
        return rows;
    }
}
