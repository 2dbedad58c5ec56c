package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.insula.signal.SignalException;
import org.insula.signal.audio.OnsetStrength.Aggregate;
import org.junit.jupiter.api.Test;

class OnsetStrengthTest {
    @Test
    void theRiseByHand() {
        Spectrogram frames = Spectrogram.of(new float[] {0, 0, 0, 1, 2, 6, 5, 0, 6, 9, 9, 9}, 3, 1);
        // Rises of 1, 2, 6, then 4, 0, 0, then 4, 9, 3.
        assertArrayEquals(
                new float[] {0, 3, 4 / 3f, 16 / 3f},
                strength(1, 1, Aggregate.MEAN, 0).apply(frames),
                1e-6f);
        assertArrayEquals(
                new float[] {0, 2, 0, 4}, strength(1, 1, Aggregate.MEDIAN, 0).apply(frames));
        assertArrayEquals(
                new float[] {0, 0, 9, 4}, strength(1, 1, Aggregate.SUM, 1).apply(frames));
        // The earlier frame widened: 0 0 0, 2 6 6, 5 6 6.
        assertArrayEquals(
                new float[] {0, 9, 3, 10}, strength(1, 3, Aggregate.SUM, 0).apply(frames));
        assertArrayEquals(
                new float[] {0, 0, 5 + 0 + 6, 8 + 7 + 3},
                strength(2, 1, Aggregate.SUM, 0).apply(frames));
    }

    private static OnsetStrength strength(int lag, int maximumOver, Aggregate aggregate, int shift) {
        return new OnsetStrength(lag, maximumOver, aggregate, false, shift);
    }

    @Test
    void itIsThatOfLibrosa() {
        Stft stft = Stft.music();
        Spectrogram mel = Decibels.overOne()
                .apply(MelSpectrogram.power(stft, Golden.RATE, 128).apply(Golden.sound()));
        float[][] actual = {
            OnsetStrength.flux(stft).apply(mel),
            OnsetStrength.medianFlux(stft).apply(mel),
            new OnsetStrength(1, 1, Aggregate.MEAN, true, 2).apply(mel),
            new OnsetStrength(2, 3, Aggregate.MEAN, false, 2).apply(mel),
            new OnsetStrength(1, 4, Aggregate.MEAN, false, 0).apply(mel)
        };
        Golden.assertClose(Golden.read("onset"), actual, 1e-5);
    }

    @Test
    void aClickIsWhereItIs() {
        float[] samples = new float[22_050];
        samples[10_240] = 1;
        Stft stft = Stft.music();
        Spectrogram mel =
                Decibels.overOne().apply(MelSpectrogram.power(stft, 22_050, 128).apply(Waveform.of(samples, 22_050)));
        float[] strength = OnsetStrength.flux(stft).apply(mel);
        int best = 0;
        for (int t = 0; t < strength.length; t++) {
            best = strength[t] > strength[best] ? t : best;
        }
        assertEquals(20, best, 1);
    }

    @Test
    void superFluxIsThatOfItsPaper() {
        SuperFlux flux = SuperFlux.at(Golden.RATE);
        assertEquals(Stft.centred(1024, 110), flux.stft());
        assertEquals(2, flux.lag());
        float[][] strength = {flux.strength(Golden.sound())};
        Golden.assertClose(Golden.read("superflux"), strength, 1e-5);
        assertEquals(Stft.centred(2048, 221), SuperFlux.at(44_100).stft());
    }

    @Test
    void superFluxHearsAnOnsetButHardlyVibrato() {
        float[] samples = new float[3 * 22_050];
        double phase = 0;
        for (int n = 22_050; n < samples.length; n++) {
            double t = n / 22_050.0;
            phase += 2 * Math.PI * 880 * Math.pow(2, 0.5 / 12 * Math.sin(2 * Math.PI * 6 * t)) / 22_050;
            samples[n] = (float) (0.5 * Math.sin(phase));
        }
        float[] strength = SuperFlux.at(22_050).strength(Waveform.of(samples, 22_050));
        int onset = (int) (22_050 / 110.0);
        float atOnset = 0;
        float later = 0;
        for (int t = 0; t < strength.length - 20; t++) {
            if (Math.abs(t - onset) <= 5) {
                atOnset = Math.max(atOnset, strength[t]);
            } else {
                later = Math.max(later, strength[t]);
            }
        }
        assertTrue(atOnset > 10 * later, atOnset + " against " + later);
    }

    @Test
    void superFluxRefusesBadNumbers() {
        assertThrows(SignalException.class, () -> new SuperFlux(Stft.music(), 0, 30, 17_000));
        assertThrows(SignalException.class, () -> new SuperFlux(Stft.music(), 24, 0, 17_000));
        assertThrows(SignalException.class, () -> new SuperFlux(Stft.music(), 24, 500, 400));
        SuperFlux high = new SuperFlux(Stft.music(), 24, 16_000, 17_000);
        assertThrows(SignalException.class, () -> high.strength(Golden.sound()));
    }

    @Test
    void fewerFramesThanTheLagHaveNoOnset() {
        assertArrayEquals(new float[0], strength(1, 1, Aggregate.MEAN, 0).apply(Spectrogram.of(new float[0], 3, 1)));
        assertArrayEquals(new float[2], strength(5, 1, Aggregate.MEAN, 2).apply(Spectrogram.of(new float[6], 3, 1)));
    }

    @Test
    void badNumbersAreRefused() {
        assertThrows(SignalException.class, () -> strength(0, 1, Aggregate.MEAN, 0));
        assertThrows(SignalException.class, () -> strength(1, 0, Aggregate.MEAN, 0));
        assertThrows(SignalException.class, () -> strength(1, 1, Aggregate.MEAN, -1));
    }
}
