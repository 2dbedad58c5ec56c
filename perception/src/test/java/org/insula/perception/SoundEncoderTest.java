package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
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
