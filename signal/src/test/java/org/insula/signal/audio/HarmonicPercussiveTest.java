package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.insula.signal.SignalException;
import org.junit.jupiter.api.Test;

class HarmonicPercussiveTest {
    private static final Stft STFT = Stft.music();

    @Test
    void masksAreThoseOfLibrosa() {
        HarmonicPercussive.Parts masks = HarmonicPercussive.music().masks(STFT.magnitude(Golden.sound()));
        Golden.assertClose(Golden.read("hpss-harmonic"), Golden.rows(masks.harmonic(), 0, 20), 1e-4);
        Golden.assertClose(Golden.read("hpss-percussive"), Golden.rows(masks.percussive(), 0, 20), 1e-4);
    }

    @Test
    void hardMasksWithMarginsAreThoseOfLibrosa() {
        Spectrogram magnitude = STFT.magnitude(Golden.sound());
        float[] low = new float[magnitude.frames() * 64];
        for (int t = 0; t < magnitude.frames(); t++) {
            System.arraycopy(magnitude.frame(t), 0, low, t * 64, 64);
        }
        HarmonicPercussive.Parts masks =
                new HarmonicPercussive(5, 5, Double.POSITIVE_INFINITY, 1.5, 2).masks(Spectrogram.of(low, 64, 1));
        float[][] actual = {
            masks.harmonic().frame(3),
            masks.harmonic().frame(20),
            masks.percussive().frame(3),
            masks.percussive().frame(20)
        };
        Golden.assertClose(Golden.read("hpss-hard"), actual, 0);
    }

    @Test
    void thePartsAddUp() {
        Waveform sound = Golden.sound();
        HarmonicPercussive.Sounds parts = HarmonicPercussive.music().split(sound, STFT);
        for (int n = 0; n < sound.length(); n++) {
            assertEquals(
                    sound.at(n), parts.harmonic().at(n) + parts.percussive().at(n), 1e-5f);
        }
    }

    @Test
    void aToneLastsAndAClickStrikes() {
        float[] samples = Golden.tone(440, 2, Golden.RATE).toArray();
        double toneEnergy = energy(Waveform.of(samples, Golden.RATE), 30_000, 33_000);
        samples[22_050] += 20;
        HarmonicPercussive.Sounds parts = HarmonicPercussive.music().split(Waveform.of(samples, Golden.RATE), STFT);
        assertTrue(energy(parts.harmonic(), 30_000, 33_000) > 0.98 * toneEnergy);
        assertTrue(Math.abs(parts.percussive().at(22_050)) > 18);
        assertTrue(Math.abs(parts.harmonic().at(22_050)) < 2);
    }

    private static double energy(Waveform sound, int from, int to) {
        double sum = 0;
        for (int n = from; n < to; n++) {
            sum += sound.at(n) * sound.at(n);
        }
        return sum;
    }

    @Test
    void silenceIsSharedEvenlyWithoutMarginAndBelongsToNobodyWithOne() {
        Spectrogram silence = Spectrogram.of(new float[20], 5, 1);
        assertEquals(0.5f, HarmonicPercussive.music().masks(silence).harmonic().at(1, 1));
        assertEquals(
                0f,
                new HarmonicPercussive(3, 3, 2, 2, 1)
                        .masks(silence)
                        .percussive()
                        .at(1, 1));
    }

    @Test
    void otherPowersFollowTheirFormula() {
        // Medians over one value are the values, so every mask compares a number with itself times the margin.
        Spectrogram two = Spectrogram.of(new float[] {2, 2, 2, 2}, 2, 1);
        assertEquals(1 / 4f, mask(two, 1), 1e-6f);
        assertEquals(1 / 10f, mask(two, 2), 1e-6f);
        assertEquals(1 / 28f, mask(two, 3), 1e-6f);
        assertEquals(0f, mask(two, Double.POSITIVE_INFINITY));
    }

    private static float mask(Spectrogram spectrogram, double power) {
        return new HarmonicPercussive(1, 1, power, 3, 1)
                .masks(spectrogram)
                .harmonic()
                .at(0, 0);
    }

    @Test
    void badNumbersAreRefused() {
        assertThrows(SignalException.class, () -> new HarmonicPercussive(31, 31, 0, 1, 1));
        assertThrows(SignalException.class, () -> new HarmonicPercussive(31, 31, 2, 0.5, 1));
        assertThrows(SignalException.class, () -> new HarmonicPercussive(31, 31, 2, 1, Double.NaN));
    }
}
