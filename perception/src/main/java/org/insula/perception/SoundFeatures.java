package org.insula.perception;

import java.util.List;
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
 *   <li>{@code spectrum}: over all of the sound and up to 7,600 Hz, mean and deviation of twenty cepstral coefficients, and
 *       deviation and mean size of their slopes.
 * </ol>
 *
 * <p>All but the last look between 100 and 3,800 Hz, which a telephone carries too, and at the core of the sound, within
 * {@value #CORE_DB} dB of its loudest moment: takes are then cut alike, whatever the room.
 *
 * <p>Immutable and safe to share between threads.
 */
final class SoundFeatures {
    static final int SAMPLE_RATE = 16_000;
    static final Stft STFT = new Stft(400, 512, 160, Centring.NONE);

    private static final double CORE_DB = 15;
    private static final double WIDE_DB = 35;
    private static final int SHORTEST = 2_400;
    private static final int SPEECH_BINS = 8;
    private static final int PATTERN_STEPS = 32;
    private static final int TIMBRE = 20;
    private static final double PHONE_FLOOR = 1e-5;
    private static final double FLOOR = 1e-4;
    private static final double WIDE_FLOOR = 1e-6;

    static final List<Encoder.Block> BLOCKS = List.of(
            new Encoder.Block("speech", SPEECH_BINS * PhoneNetwork.HIDDEN),
            new Encoder.Block("phones", SPEECH_BINS * PhoneNetwork.PHONES),
            new Encoder.Block("patterns", SpectralPatterns.SIZE),
            new Encoder.Block("spectrum", 4 * TIMBRE));

    private final PhoneNetwork network;
    private final LogMel narrow = new LogMel(PhoneNetwork.BANDS, 100, 3_800);
    private final LogMel wide = new LogMel(40, 60, 7_600);
    private final Cepstrum timbre = new Cepstrum(40, TIMBRE);

    SoundFeatures(PhoneNetwork network) {
        this.network = network;
    }

    /**
     * The features of a sound.
     *
     * @param sound at {@value #SAMPLE_RATE} Hz, not silent
     * @return shape (dimensions,), the blocks one after another
     */
    float[] of(Waveform sound) {
        float[] joined = new float[BLOCKS.stream().mapToInt(Encoder.Block::size).sum()];
        float[] powers = narrow.powers(STFT.power(cut(sound, CORE_DB)));
        PhoneNetwork.Heard heard = network.hear(narrow.relative(powers, PHONE_FLOOR));
        float[] logs = narrow.relative(powers, FLOOR);
        int at = put(TimeBins.of(heard.hidden(), PhoneNetwork.HIDDEN, SPEECH_BINS), joined, 0);
        at = put(roots(TimeBins.of(heard.phones(), PhoneNetwork.PHONES, SPEECH_BINS)), joined, at);
        float[] picture = TimeBins.of(logs, PhoneNetwork.BANDS, PATTERN_STEPS);
        at = put(SpectralPatterns.of(picture, PhoneNetwork.BANDS), joined, at);
        put(statistics(cut(sound, WIDE_DB)), joined, at);
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
        float[] cepstra = timbre.of(wide.relative(wide.powers(power), WIDE_FLOOR));
        float[] slopes = Cepstrum.slopes(cepstra, TIMBRE);
        int frames = cepstra.length / TIMBRE;
        float[] statistics = new float[4 * TIMBRE];
        for (int k = 0; k < TIMBRE; k++) {
            double sum = 0;
            double squares = 0;
            double slopeSum = 0;
            double slopeSquares = 0;
            double slopeSizes = 0;
            for (int i = k; i < cepstra.length; i += TIMBRE) {
                sum += cepstra[i];
                squares += (double) cepstra[i] * cepstra[i];
                slopeSum += slopes[i];
                slopeSquares += (double) slopes[i] * slopes[i];
                slopeSizes += Math.abs(slopes[i]);
            }
            statistics[k] = (float) (sum / frames);
            statistics[TIMBRE + k] = deviation(sum, squares, frames);
            statistics[2 * TIMBRE + k] = deviation(slopeSum, slopeSquares, frames);
            statistics[3 * TIMBRE + k] = (float) (slopeSizes / frames);
        }
        return statistics;
    }

    private static float deviation(double sum, double squares, int count) {
        double mean = sum / count;
        return (float) Math.sqrt(Math.max(0, squares / count - mean * mean));
    }
}
