package org.insula.perception;

import java.util.List;
import java.util.Set;
import org.insula.embedding.Encoder;
import org.insula.signal.audio.Centring;
import org.insula.signal.audio.Spectrogram;
import org.insula.signal.audio.Stft;
import org.insula.signal.audio.Waveform;

/**
 * What a sound is like, as numbers of which no one depends on how loud it is:
 *
 * <ol>
 *   <li>{@code speech}: the last hidden layer of {@link PhoneNetwork} in eight bins of time;
 *   <li>{@code phones}: the square roots of its probabilities, likewise;
 *   <li>{@code patterns}: {@link SpectralPatterns} of 32 bins of time;
 *   <li>{@code spectrum}: over all of the sound, mean and deviation of twenty cepstral coefficients, and deviation and mean
 *       size of their slopes;
 *   <li>{@code timbre} and {@code overtones}: the channels of {@link Timbre}.
 * </ol>
 *
 * <p>Nothing above 4 kHz is heard, lest labels that were recorded by different devices be told apart by what these let
 * through. The first three look at the core of the sound, within 15 dB of its loudest moment: takes are then cut alike,
 * whatever the room.
 *
 * <p>Immutable and safe to share between threads.
 */
final class SoundFeatures {
    static final int SAMPLE_RATE = 16_000;
    static final Stft STFT = new Stft(400, 512, 160, Centring.NONE);

    private static final double HIGHEST = 3_800;
    private static final double CORE_DB = 15;
    private static final double WIDE_DB = 35;
    private static final int SHORTEST = 2_400;
    private static final int SPEECH_BINS = 8;
    private static final int PATTERN_STEPS = 32;
    private static final int COEFFICIENTS = 20;
    private static final double PHONE_FLOOR = 1e-5;
    private static final double FLOOR = 1e-4;
    private static final double WIDE_FLOOR = 1e-6;

    static final List<Encoder.Block> BLOCKS = List.of(
            new Encoder.Block("speech", SPEECH_BINS * PhoneNetwork.HIDDEN),
            new Encoder.Block("phones", SPEECH_BINS * PhoneNetwork.PHONES),
            new Encoder.Block("patterns", SpectralPatterns.SIZE),
            new Encoder.Block("spectrum", 4 * COEFFICIENTS),
            new Encoder.Block("timbre", Timbre.CHANNEL_SIZE),
            new Encoder.Block("overtones", Timbre.OVERTONE_SIZE));

    private final PhoneNetwork network;
    private final LogMel narrow = new LogMel(PhoneNetwork.BANDS, 100, HIGHEST);
    private final LogMel wide = new LogMel(40, 60, 7_600, HIGHEST);
    private final Cepstrum cepstrum = new Cepstrum(40, COEFFICIENTS);
    private final Timbre timbre;

    SoundFeatures(PhoneNetwork network, Timbre timbre) {
        this.network = network;
        this.timbre = timbre;
    }

    /**
     * The features of a sound.
     *
     * @param sound at {@value #SAMPLE_RATE} Hz, not silent
     * @param wanted the names of the blocks that will be looked at
     * @return shape (dimensions,), the blocks one after another; those that take a network of their own are zeros where
     *     they are not wanted
     */
    float[] of(Waveform sound, Set<String> wanted) {
        float[] joined = new float[BLOCKS.stream().mapToInt(Encoder.Block::size).sum()];
        float[] powers = narrow.powers(STFT.power(cut(sound, CORE_DB)));
        PhoneNetwork.Heard heard = network.hear(narrow.relative(powers, PHONE_FLOOR));
        float[] logs = narrow.relative(powers, FLOOR);
        int at = put(TimeBins.of(heard.hidden(), PhoneNetwork.HIDDEN, SPEECH_BINS), joined, 0);
        at = put(roots(TimeBins.of(heard.phones(), PhoneNetwork.PHONES, SPEECH_BINS)), joined, at);
        float[] picture = TimeBins.of(logs, PhoneNetwork.BANDS, PATTERN_STEPS);
        at = put(SpectralPatterns.of(picture, PhoneNetwork.BANDS), joined, at);
        at = put(statistics(cut(sound, WIDE_DB)), joined, at);
        if (wanted.contains("timbre") || wanted.contains("overtones")) {
            Timbre.Heard colour = timbre.hear(sound);
            at = put(colour.channels(), joined, at);
            put(colour.overtones(), joined, at);
        }
        return joined;
    }

    private static int put(float[] part, float[] joined, int at) {
        System.arraycopy(part, 0, joined, at, part.length);
        return at + part.length;
    }

    private static float[] roots(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sqrt(values[i]);
        }
        return values;
    }

    /** The part of the sound that stands out, with silence behind it if it is very short. */
    private static Waveform cut(Waveform sound, double rangeDb) {
        SoundCore core = SoundCore.of(sound, rangeDb);
        int length = core.to() - core.from();
        float[] samples = new float[Math.max(SHORTEST, length)];
        sound.copyTo(core.from(), samples, 0, length);
        return Waveform.of(samples, sound.sampleRate());
    }

    private float[] statistics(Waveform sound) {
        Spectrogram power = STFT.power(sound);
        float[] cepstra = cepstrum.of(wide.relative(wide.powers(power), WIDE_FLOOR));
        float[] slopes = Cepstrum.slopes(cepstra, COEFFICIENTS);
        int frames = cepstra.length / COEFFICIENTS;
        float[] statistics = new float[4 * COEFFICIENTS];
        for (int k = 0; k < COEFFICIENTS; k++) {
            double sum = 0;
            double squares = 0;
            double slopeSum = 0;
            double slopeSquares = 0;
            double slopeSizes = 0;
            for (int i = k; i < cepstra.length; i += COEFFICIENTS) {
                sum += cepstra[i];
                squares += (double) cepstra[i] * cepstra[i];
                slopeSum += slopes[i];
                slopeSquares += (double) slopes[i] * slopes[i];
                slopeSizes += Math.abs(slopes[i]);
            }
            statistics[k] = (float) (sum / frames);
            statistics[COEFFICIENTS + k] = deviation(sum, squares, frames);
            statistics[2 * COEFFICIENTS + k] = deviation(slopeSum, slopeSquares, frames);
            statistics[3 * COEFFICIENTS + k] = (float) (slopeSizes / frames);
        }
        return statistics;
    }

    private static float deviation(double sum, double squares, int count) {
        double mean = sum / count;
        return (float) Math.sqrt(Math.max(0, squares / count - mean * mean));
    }
}
