package org.insula.perception;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.insula.networks.Networks;
import org.insula.onnx.Tensor;
import org.insula.signal.audio.RateConverter;
import org.insula.signal.audio.Waveform;

/**
 * What gives a sound its colour, whatever its pitch: the 32 channels that the Basic Pitch network computes for each of 88
 * keys before it says which of them sound. They see the overtones of a key, which is what instruments differ in.
 *
 * <p>It listens to the first 1.8 seconds of the sound within 35 dB of its loudest moment, up to 4 kHz alone: overtones
 * above that would tell 8 kHz recordings from others before they tell sounds apart. Noise is laid under it, 40 dB below the
 * peak, since the network measures against the quietest that it hears, which is the recorder's again.
 *
 * <p>Safe for use by many threads at once. The network is loaded at the first sound.
 */
final class Timbre implements AutoCloseable {
    static final String NETWORK = "basic-pitch";

    private static final int CHANNELS = 32;
    private static final int KEYS = 88;
    private static final int BELOW = 12;
    private static final int ABOVE = 40;
    private static final int NEAR = (BELOW + 1 + ABOVE) * CHANNELS;

    /** How many numbers {@link Heard#channels} has. */
    static final int CHANNEL_SIZE = 2 * 3 * CHANNELS;
    /** How many numbers {@link Heard#overtones} has. */
    static final int OVERTONE_SIZE = 2 * NEAR;

    private static final int LOW_RATE = 8_000;
    private static final int RATE = 22_050;
    private static final int WINDOW = 43_844;
    private static final int HOP = 256;
    private static final int FRAMES = 172;
    private static final int LEAD_FRAMES = 15;
    private static final int LONGEST = WINDOW - LEAD_FRAMES * HOP;
    private static final int FEWEST_FRAMES = 4;
    private static final double RANGE_DB = 35;
    private static final double NOISE_DB = 40;
    private static final float PEAK = 0.5f;
    private static final float SMALLEST_PEAK = 1e-9f;

    private final LazyNetwork network = new LazyNetwork(() -> Networks.bytes(NETWORK));
    private final Lazy<float[]> noise = new Lazy<>(Timbre::noise);

    /**
     * What was heard.
     *
     * @param channels shape (192,): each channel's mean, deviation and maximum over the keys, of these the means over time
     *     and then the deviations
     * @param overtones shape (3392,): each channel from an octave below to 40 keys above the key that sounds most at each
     *     moment, 0 beyond the keyboard; of these the means over time and then the deviations
     */
    record Heard(float[] channels, float[] overtones) {}

    /**
     * Listens.
     *
     * @param sound at 16,000 Hz, at least one frame of 20 ms
     */
    Heard hear(Waveform sound) {
        float[] samples = prepared(sound);
        float[] window = new float[WINDOW];
        System.arraycopy(samples, 0, window, LEAD_FRAMES * HOP, samples.length);
        Map<String, Tensor> heard = network.run(Tensor.wrap(window, 1, WINDOW, 1), Set.of("features", "note"));
        int to = Math.min(FRAMES, LEAD_FRAMES + Math.max(FEWEST_FRAMES, samples.length / HOP));
        float[] features = heard.get("features").floats(); // (frames, keys, channels)
        float[] notes = heard.get("note").floats(); // (frames, keys)
        var channels = new Moments(3 * CHANNELS);
        var overtones = new Moments(NEAR);
        float[] row = new float[3 * CHANNELS];
        float[] near = new float[NEAR];
        for (int t = LEAD_FRAMES; t < to; t++) {
            overKeys(features, t * KEYS * CHANNELS, row);
            channels.add(row);
            around(features, t * KEYS * CHANNELS, loudest(notes, t * KEYS), near);
            overtones.add(near);
        }
        return new Heard(channels.meansAndDeviations(), overtones.meansAndDeviations());
    }

    /** The beginning of the sound, low-pass filtered, scaled to one peak, with noise, at 22,050 Hz. */
    private float[] prepared(Waveform sound) {
        Waveform low = Waveform.of(converted(sound.toArray(), sound.sampleRate(), LOW_RATE), LOW_RATE);
        SoundCore core = SoundCore.of(low, RANGE_DB);
        int length = Math.min(core.to() - core.from(), (int) ((long) LONGEST * LOW_RATE / RATE));
        float[] samples = converted(low.slice(core.from(), core.from() + length).toArray(), LOW_RATE, RATE);
        float peak = SMALLEST_PEAK;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        float[] under = noise.get();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = PEAK * (samples[i] / peak + under[i]);
        }
        return samples;
    }

    private static float[] converted(float[] samples, int from, int to) {
        try (RateConverter converter = new RateConverter(from, to)) {
            converter.take(samples, samples.length);
            float[] first = Arrays.copyOf(converter.output(), converter.outputLength());
            converter.end();
            float[] all = Arrays.copyOf(first, first.length + converter.outputLength());
            System.arraycopy(converter.output(), 0, all, first.length, converter.outputLength());
            return all;
        }
    }

    private static float[] noise() {
        var random = new SplittableRandom(1);
        double amplitude = Math.sqrt(3) * Math.pow(10, -NOISE_DB / 20);
        float[] noise = new float[LONGEST + 1];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (amplitude * (2 * random.nextDouble() - 1));
        }
        return noise;
    }

    private static int loudest(float[] notes, int at) {
        int loudest = 0;
        for (int key = 1; key < KEYS; key++) {
            loudest = notes[at + key] > notes[at + loudest] ? key : loudest;
        }
        return loudest;
    }

    /** Each channel's mean, deviation and maximum over the keys of one frame. */
    private static void overKeys(float[] features, int at, float[] row) {
        for (int c = 0; c < CHANNELS; c++) {
            double sum = 0;
            double squares = 0;
            double largest = 0;
            for (int key = 0; key < KEYS; key++) {
                double value = features[at + key * CHANNELS + c];
                sum += value;
                squares += value * value;
                largest = Math.max(largest, value);
            }
            double mean = sum / KEYS;
            row[3 * c] = (float) mean;
            row[3 * c + 1] = (float) Math.sqrt(Math.max(0, squares / KEYS - mean * mean));
            row[3 * c + 2] = (float) largest;
        }
    }

    /** The channels of the keys around one, shape (keys from {@value #BELOW} below to {@value #ABOVE} above, channels). */
    private static void around(float[] features, int at, int key, float[] near) {
        Arrays.fill(near, 0);
        int from = Math.max(0, key - BELOW);
        int to = Math.min(KEYS, key + ABOVE + 1);
        System.arraycopy(features, at + from * CHANNELS, near, (from - key + BELOW) * CHANNELS, (to - from) * CHANNELS);
    }

    /** Means and deviations of rows that come one after another. */
    private static final class Moments {
        private final double[] sums;
        private final double[] squares;
        private int count;

        Moments(int width) {
            this.sums = new double[width];
            this.squares = new double[width];
        }

        void add(float[] row) {
            count++;
            for (int i = 0; i < row.length; i++) {
                sums[i] += row[i];
                squares[i] += (double) row[i] * row[i];
            }
        }

        float[] meansAndDeviations() {
            float[] found = new float[2 * sums.length];
            for (int i = 0; i < sums.length; i++) {
                double mean = sums[i] / count;
                found[i] = (float) mean;
                found[sums.length + i] = (float) Math.sqrt(Math.max(0, squares[i] / count - mean * mean));
            }
            return found;
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
