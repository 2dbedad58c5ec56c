package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.insula.signal.audio.RateConverter;
import org.insula.signal.audio.Waveform;
import org.insula.testkit.Sounds;
import org.junit.jupiter.api.Test;

class SoundEncoderTest {
    private static final int RATE = SoundEncoder.SAMPLE_RATE;

    private final SoundEncoder encoder = new SoundEncoder();

    @Test
    void aShortClipGivesOneEntryForTheWhole() {
        List<Encoded> found = encoder.encode(wav(chirp(0.5, 0.8)));
        assertEquals(1, found.size());
        assertEquals(new Where.Whole(), found.getFirst().where());
        assertEquals(encoder.dimensions(), found.getFirst().embedding().dimensions());
    }

    @Test
    void aLongRecordingGivesTheWholeAndThenItsWindows() {
        List<Encoded> found = encoder.encode(wav(chirp(0.5, 3)));
        assertEquals(new Where.Whole(), found.getFirst().where());
        assertEquals(
                List.of(
                        new Where.Span(0, 1),
                        new Where.Span(0.5, 1.5),
                        new Where.Span(1, 2),
                        new Where.Span(1.5, 2.5),
                        new Where.Span(2, 3)),
                found.stream().skip(1).map(Encoded::where).toList());
    }

    @Test
    void windowsInWhichNothingSoundsAreLeftOut() {
        float[] samples = Arrays.copyOf(chirp(0.5, 0.9), 4 * RATE);
        List<Encoded> found = encoder.encode(wav(samples));
        assertEquals(
                List.of(new Where.Span(0, 1), new Where.Span(0.5, 1.5)),
                found.stream().skip(1).map(Encoded::where).toList());
    }

    @Test
    void loudnessAndSilenceAroundDoNotMatter() {
        float[] loud = chirp(0.8, 0.7);
        float[] soft = new float[RATE + loud.length];
        for (int i = 0; i < loud.length; i++) {
            soft[RATE / 2 + i] = 0.05f * loud[i];
        }
        Embedding a = encoder.embed(Waveform.of(loud, RATE));
        Embedding b = encoder.embed(Waveform.of(soft, RATE));
        assertTrue(cosine(a.toArray(), b.toArray()) > 0.97, "cosine " + cosine(a.toArray(), b.toArray()));
    }

    @Test
    void gainAloneChangesNothing() {
        float[] loud = chirp(0.8, 0.7);
        float[] soft = loud.clone();
        for (int i = 0; i < soft.length; i++) {
            soft[i] /= 64;
        }
        assertArrayEquals(
                encoder.embed(Waveform.of(loud, RATE)).toArray(),
                encoder.embed(Waveform.of(soft, RATE)).toArray(),
                1e-3f);
    }

    @Test
    void theWayOfStoringDoesNotMatter() {
        float[] samples = chirp(0.5, 0.8);
        assertArrayEquals(
                encoder.encode(Sounds.wav(RATE, Sounds.Coding.SIGNED_24, samples))
                        .getFirst()
                        .embedding()
                        .toArray(),
                encoder.encode(Sounds.wav(RATE, Sounds.Coding.FLOAT_32, samples))
                        .getFirst()
                        .embedding()
                        .toArray(),
                1e-3f);
    }

    @Test
    void waveAndFlacGiveTheSame() throws IOException {
        assertArrayEquals(
                encoder.encode(resource("chirp.wav")).getFirst().embedding().toArray(),
                encoder.encode(resource("chirp.flac")).getFirst().embedding().toArray(),
                1e-4f);
    }

    @Test
    void bytesAndSamplesGiveTheSame() {
        float[] samples = chirp(0.5, 0.8);
        assertArrayEquals(
                encoder.embed(Waveform.of(samples, RATE)).toArray(),
                encoder.encode(Sounds.wav(RATE, Sounds.Coding.FLOAT_32, samples))
                        .getFirst()
                        .embedding()
                        .toArray());
    }

    @Test
    void silenceIsRefused() {
        EncodingException e = assertThrows(EncodingException.class, () -> encoder.encode(wav(new float[RATE])));
        assertTrue(e.getMessage().startsWith("The recording holds no sound above -70 dB"), e.getMessage());
    }

    @Test
    void threeMillisecondsAreTooShort() {
        EncodingException e = assertThrows(EncodingException.class, () -> encoder.encode(wav(chirp(0.5, 0.003))));
        assertEquals(
                "The recording lasts 3 ms, at least 30 ms are needed to tell what it is; give a longer one.",
                e.getMessage());
    }

    @Test
    void samplesThatAreNotNumbersAreRefused() {
        float[] samples = chirp(0.5, 0.5);
        samples[100] = Float.NaN;
        assertThrows(EncodingException.class, () -> encoder.encode(Sounds.wav(RATE, Sounds.Coding.FLOAT_32, samples)));
    }

    @Test
    void aFileWithoutSoundIsRefused() {
        EncodingException e = assertThrows(EncodingException.class, () -> encoder.encode("no sound".getBytes()));
        assertTrue(e.getMessage().length() > 20, e.getMessage());
    }

    @Test
    void aTruncatedFileIsJudgedByWhatIsLeft() {
        byte[] whole = wav(chirp(0.5, 1.5));
        List<Encoded> found = encoder.encode(Arrays.copyOf(whole, whole.length / 2));
        assertEquals(1, found.size());
    }

    @Test
    void aHeaderAloneIsRefused() {
        byte[] header = Arrays.copyOf(wav(chirp(0.5, 0.5)), 44);
        assertThrows(EncodingException.class, () -> encoder.encode(header));
    }

    @Test
    void anotherRateIsRefusedWhereSamplesAreGiven() {
        EncodingException e =
                assertThrows(EncodingException.class, () -> encoder.embed(Waveform.of(new float[8_000], 8_000)));
        assertEquals("The sound has 8000 Hz, this encoder takes 16000 Hz; resample it first.", e.getMessage());
    }

    @Test
    void theShortestSoundStillGivesFiniteNumbers() {
        assertEquals(
                encoder.dimensions(),
                encoder.embed(Waveform.of(chirp(0.5, 0.031), RATE)).dimensions());
    }

    /**
     * One recorder may let through more than another. Were that heard in any block, labels of which each was recorded with
     * a recorder of its own would be told apart by that.
     */
    @Test
    void soundsOf8KilohertzAreLikeOthersInEveryBlock() {
        float[][] sounds = {
            chirp(0.5, 0.6),
            Sounds.noise(3, 0.3, 0.5, RATE),
            hum(180, 0.7),
            struck(600, 2_500, 0.6),
            struck(350, 5_500, 0.8),
        };
        double[] byRecorder = new double[encoder.blocks().size()];
        double[] bySound = new double[encoder.blocks().size()];
        for (int i = 0; i < sounds.length; i++) {
            float[] own = heard(sounds[i]);
            add(byRecorder, own, heard(through8Kilohertz(sounds[i])));
            add(bySound, own, heard(sounds[(i + 1) % sounds.length]));
        }
        for (int block = 0; block < bySound.length; block++) {
            double share = byRecorder[block] / bySound[block];
            assertTrue(share < 0.2, encoder.blocks().get(block) + ": " + share);
        }
    }

    private float[] heard(float[] samples) {
        return encoder.embed(Waveform.of(samples, RATE)).toArray();
    }

    private static float[] through8Kilohertz(float[] samples) {
        return resampled(resampled(samples, RATE, 8_000), 8_000, RATE);
    }

    private static float[] resampled(float[] samples, int from, int to) {
        try (RateConverter converter = new RateConverter(from, to)) {
            float[] padded = Arrays.copyOf(samples, samples.length + from / 10);
            converter.take(padded, padded.length);
            int length = (int) ((long) samples.length * to / from);
            return Arrays.copyOf(converter.output(), length);
        }
    }

    /** Adds the distance in each block. */
    private void add(double[] sums, float[] a, float[] b) {
        int at = 0;
        for (int block = 0; block < sums.length; block++) {
            double square = 0;
            for (int end = at + encoder.blocks().get(block).size(); at < end; at++) {
                square += (a[at] - b[at]) * (a[at] - b[at]);
            }
            sums[block] += Math.sqrt(square);
        }
    }

    /** All harmonics of one tone up to 8 kHz. */
    private static float[] hum(double hertz, double seconds) {
        float[] sum = new float[(int) Math.round(seconds * RATE)];
        for (int harmonic = 1; harmonic * hertz < 8_000; harmonic++) {
            float[] tone = Sounds.tone(harmonic * hertz, 0.2 / harmonic, seconds, RATE);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += tone[i];
            }
        }
        return sum;
    }

    /** Two tones that fade. */
    private static float[] struck(double low, double high, double seconds) {
        float[] first = Sounds.tone(low, 0.3, seconds, RATE);
        float[] second = Sounds.tone(high, 0.2, seconds, RATE);
        for (int i = 0; i < first.length; i++) {
            first[i] = (float) ((first[i] + second[i]) * Math.exp(-5.0 * i / RATE));
        }
        return first;
    }

    @Test
    void overtonesTellColoursWhateverThePitch() {
        int overtones = encoder.dimensions() - Timbre.OVERTONE_SIZE;
        float[] low = Arrays.copyOfRange(heard(hum(220, 0.7)), overtones, encoder.dimensions());
        float[] high = Arrays.copyOfRange(heard(hum(277.2, 0.7)), overtones, encoder.dimensions());
        float[] pure = Arrays.copyOfRange(heard(Sounds.tone(220, 0.3, 0.7, RATE)), overtones, encoder.dimensions());
        assertTrue(cosine(low, high) > cosine(low, pure) + 0.1, cosine(low, high) + " and " + cosine(low, pure));
    }

    @Test
    void blocksThatNobodyLooksAtAreZerosAndTheOthersTheSame() {
        float[] all = heard(chirp(0.5, 0.6));
        Waveform sound = Waveform.of(chirp(0.5, 0.6), RATE);
        float[] some = encoder.only(Set.of("speech", "patterns")).embed(sound).toArray();
        int timbre = encoder.dimensions() - Timbre.OVERTONE_SIZE - Timbre.CHANNEL_SIZE;
        assertArrayEquals(Arrays.copyOf(all, timbre), Arrays.copyOf(some, timbre));
        assertArrayEquals(
                new float[encoder.dimensions() - timbre], Arrays.copyOfRange(some, timbre, encoder.dimensions()));
        assertArrayEquals(all, encoder.only(Set.of("overtones")).embed(sound).toArray());
    }

    @Test
    void afterClosingNothingIsHeard() {
        SoundEncoder closed = new SoundEncoder();
        closed.close();
        Waveform sound = Waveform.of(chirp(0.5, 0.6), RATE);
        assertThrows(EncodingException.class, () -> closed.embed(sound));
    }

    @Test
    void identityNamesWeightsAndWindows() {
        assertEquals(
                encoder.identity().replace("1.0-0.5", "2.0-0.5"),
                new SoundEncoder(new SoundWindows(2, 0.5, 40)).identity());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SoundEncoderTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] wav(float[] samples) {
        return Sounds.wav(RATE, Sounds.Coding.SIGNED_16, samples);
    }

    /** A rising tone with a harmonic, swelling and fading. */
    private static float[] chirp(double amplitude, double seconds) {
        float[] low = Sounds.sweep(300, 900, amplitude / 2, seconds, RATE);
        float[] high = Sounds.sweep(1_200, 3_400, amplitude / 4, seconds, RATE);
        for (int i = 0; i < low.length; i++) {
            low[i] = (float) ((low[i] + high[i]) * Math.sin(Math.PI * i / low.length));
        }
        return low;
    }

    private static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
