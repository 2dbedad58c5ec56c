package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.insula.signal.SignalException;
import org.junit.jupiter.api.Test;

class MelTest {
    private static final MelSpectrogram MEL = MelSpectrogram.power(Stft.music(), Golden.RATE, 128);

    @Test
    void bothScalesByHand() {
        assertEquals(0.9, MelScale.SLANEY.mel(60), 1e-12);
        assertEquals(15, MelScale.SLANEY.mel(1000), 1e-12);
        assertEquals(42, MelScale.SLANEY.mel(6400), 1e-12);
        assertEquals(2595 * Math.log10(2), MelScale.HTK.mel(700), 1e-9);
        for (MelScale scale : MelScale.values()) {
            for (double hertz : new double[] {0, 10, 999, 1000, 1001, 8000, 22_050}) {
                assertEquals(hertz, scale.hertz(scale.mel(hertz)), 1e-8);
            }
        }
    }

    @Test
    void theFirstWeightIsTheOneInLibrosasManual() {
        // The example of librosa.filters.mel(sr=22050, n_fft=2048) prints 0.016 there.
        MelFilterBank bank = MelFilterBank.slaney(22_050, 2048, 128);
        assertEquals(0, bank.weight(0, 0));
        assertEquals(0.016, bank.weight(0, 1), 5e-4);
        MelFilterBank clipped =
                new MelFilterBank(22_050, 2048, 128, 0, 8000, MelScale.SLANEY, MelFilterBank.Norm.SLANEY);
        assertEquals(0.02, clipped.weight(0, 1), 5e-3);
    }

    @Test
    void trianglesHavePeakOrAreaOne() {
        MelFilterBank peaks = new MelFilterBank(16_000, 4096, 10, 100, 7000, MelScale.HTK, MelFilterBank.Norm.PEAK);
        MelFilterBank areas = new MelFilterBank(16_000, 4096, 10, 100, 7000, MelScale.HTK, MelFilterBank.Norm.SLANEY);
        for (int band = 0; band < 10; band++) {
            double peak = 0;
            double area = 0;
            for (int bin = 0; bin <= 2048; bin++) {
                peak = Math.max(peak, peaks.weight(band, bin));
                area += areas.weight(band, bin) * 16_000.0 / 4096;
            }
            assertEquals(1, peak, 0.03);
            assertEquals(1, area, 0.001);
        }
    }

    @Test
    void aBandNarrowerThanABinIsKnownToBeEmpty() {
        assertTrue(MelFilterBank.slaney(22_050, 256, 128).isEmpty(1));
        assertFalse(MelFilterBank.slaney(22_050, 2048, 40).isEmpty(1));
    }

    @Test
    void theSpectrogramIsThatOfLibrosa() {
        Golden.assertClose(Golden.read("mel"), Golden.rows(MEL.apply(Golden.sound()), 0, 5, 20, 32), 1e-6);
    }

    @Test
    void magnitudesOnTheHtkScale() {
        MelSpectrogram htk = new MelSpectrogram(
                Stft.centred(1024, 441),
                new MelFilterBank(Golden.RATE, 1024, 40, 30, 8000, MelScale.HTK, MelFilterBank.Norm.PEAK),
                MelSpectrogram.Of.MAGNITUDE);
        Golden.assertClose(Golden.read("mel-htk"), Golden.rows(htk.apply(Golden.sound())), 1e-6);
    }

    @Test
    void aSpectrogramMayBeGivenInstead() {
        Waveform sound = Golden.sound();
        assertArrayEquals(
                MEL.apply(sound).toArray(), MEL.apply(Stft.music().power(sound)).toArray());
        float[] one = new float[130];
        MEL.bank().apply(Stft.music().power(sound).frame(7), 0, one, 2);
        assertArrayEquals(MEL.apply(sound).frame(7), Arrays.copyOfRange(one, 2, 130));
    }

    @Test
    void decibelsAreThoseOfLibrosa() {
        Spectrogram mel = MEL.apply(Golden.sound());
        Spectrogram overOne = Decibels.overOne().apply(mel);
        Golden.assertClose(Golden.read("mel-db"), Golden.rows(overOne, 0, 5, 20, 32), 1e-5);
        Spectrogram belowPeak = Decibels.belowPeak().apply(mel);
        Golden.assertClose(Golden.read("mel-db-peak"), Golden.rows(belowPeak, 0, 5, 20, 32), 1e-5);
    }

    @Test
    void decibelsByHand() {
        Spectrogram powers = Spectrogram.of(new float[] {1, 100, 0, 1e-3f}, 2, 1);
        assertArrayEquals(
                new float[] {0, 20, -60, -30}, Decibels.overOne().apply(powers).toArray(), 1e-5f);
        assertArrayEquals(
                new float[] {-20, 0, -80, -50},
                Decibels.belowPeak().apply(powers).toArray(),
                1e-5f);
        assertArrayEquals(
                new float[] {0, 20, -100, -30},
                new Decibels(1, 1e-10, Double.POSITIVE_INFINITY).apply(powers).toArray(),
                1e-5f);
    }

    @Test
    void silenceIsAtTheFloorEverywhere() {
        Spectrogram silent = MEL.apply(Waveform.of(new float[3000], Golden.RATE));
        for (float value : Decibels.overOne().apply(silent).toArray()) {
            assertEquals(-100, value, 1e-5f);
        }
        for (float value : Decibels.belowPeak().apply(silent).toArray()) {
            assertEquals(0, value);
        }
    }

    @Test
    void theCepstrumIsThatOfLibrosa() {
        Golden.assertClose(
                Golden.read("mfcc"), Golden.rows(Mfcc.music(Golden.RATE).apply(Golden.sound())), 2e-6);
    }

    @Test
    void theCepstrumOfAFlatSpectrumIsItsFirstNumber() {
        Spectrogram flat = Spectrogram.of(new float[] {3, 3, 3, 3}, 4, 1);
        assertArrayEquals(new float[] {6, 0, 0, 0}, Mfcc.ofDecibels(flat, 4).toArray(), 1e-6f);
    }

    @Test
    void badNumbersAreRefused() {
        assertThrows(SignalException.class, () -> MelFilterBank.slaney(22_050, 2048, 0));
        assertThrows(SignalException.class, () -> MelFilterBank.slaney(22_050, 2048, 5000));
        assertThrows(SignalException.class, () -> MelFilterBank.slaney(0, 2048, 10));
        assertThrows(
                SignalException.class,
                () -> new MelFilterBank(8000, 256, 10, 500, 400, MelScale.HTK, MelFilterBank.Norm.PEAK));
        assertThrows(SignalException.class, () -> new Mfcc(MEL, Decibels.overOne(), 129));
        assertThrows(SignalException.class, () -> new Decibels(1, 0, 80));
        assertThrows(SignalException.class, () -> MEL.apply(Spectrogram.of(new float[10], 10, 1)));
        SignalException e = assertThrows(SignalException.class, () -> MEL.apply(Waveform.of(new float[10], 16_000)));
        assertEquals(
                "The sound has 16000 Hz and the mel filter bank is made for 22050; resample the sound or build the bank"
                        + " for its rate.",
                e.getMessage());
        assertThrows(
                SignalException.class,
                () -> new MelSpectrogram(
                        Stft.music(), MelFilterBank.slaney(22_050, 1024, 40), MelSpectrogram.Of.POWER));
    }
}
