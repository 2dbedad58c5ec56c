package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.insula.signal.SignalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PitchTest {
    @Test
    void theTuningIsThatOfLibrosa() {
        float[] golden = Golden.read("tuning")[0];
        Waveform sound = Golden.sound();
        assertEquals(golden[0], Tuning.estimate(Stft.music().power(sound), Golden.RATE, 12), 1e-6);
        assertEquals(golden[1], Tuning.estimate(sound, 12), 1e-6);
        assertEquals(golden[2], Tuning.estimate(sound, 36), 1e-6);
    }

    @Test
    void pitchesAQuarterSemitoneSharpAreFoundAsInLibrosasManual() {
        double[] hertz = new double[24];
        for (int i = 0; i < 24; i++) {
            hertz[i] = 55 * Math.pow(2, (i + 0.25) / 12);
        }
        assertEquals(0.25, Tuning.ofPitches(hertz, 12), 0.0100001);
        assertEquals(0, Tuning.ofPitches(new double[] {0, -5}, 12));
        assertEquals(0, Tuning.ofPitches(new double[0], 12));
    }

    @Test
    void silenceIsInTune() {
        assertEquals(0, Tuning.estimate(Waveform.of(new float[10_000], Golden.RATE), 12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.3, -0.1, 0.05, 0.2, 0.4})
    void aToneOutOfTuneIsHeardAsSuch(double semitones) {
        Waveform tone = Golden.tone(440 * Math.pow(2, semitones / 12), 1, Golden.RATE);
        assertEquals(semitones, Tuning.estimate(tone, 12), 0.03);
    }

    @Test
    void theChromaFilterBankIsThatOfLibrosa() {
        ChromaFilterBank bank = new ChromaFilterBank(Golden.RATE, 512, 0.25);
        float[][] golden = Golden.read("chroma-bank");
        for (int c = 0; c < 12; c++) {
            for (int bin = 0; bin < 257; bin++) {
                assertEquals(golden[c][bin], bank.weight(c, bin), 1e-7f);
            }
        }
    }

    @Test
    void weightsAreThoseInLibrosasManual() {
        // librosa.filters.chroma(22050, 4096) printed there, in the order from A.
        ChromaFilterBank bank = new ChromaFilterBank(22_050, 4096, 0);
        assertEquals(4.639e-17, bank.weight(9, 2047), 1e-20);
        assertEquals(5.327e-17, bank.weight(9, 2048), 1e-20);
        assertEquals(2.674e-25, bank.weight(10, 2047), 1e-28);
        assertEquals(3.176e-25, bank.weight(10, 2048), 1e-28);
        assertEquals(8.577e-06, bank.weight(7, 2047), 1e-9);
    }

    @Test
    void theChromaIsThatOfLibrosa() {
        Golden.assertClose(Golden.read("chroma"), Golden.rows(Chroma.ofStft(Golden.sound()), 0, 11, 20, 30), 1e-5);
    }

    @Test
    void anAIsAnA() {
        float[] chroma = Chroma.ofStft(Golden.tone(440, 1, Golden.RATE)).frame(20);
        float[] constantQ =
                Chroma.ofConstantQ(Golden.tone(440, 1, Golden.RATE), 512).frame(20);
        for (int c = 0; c < 12; c++) {
            if (c == 9) {
                assertEquals(1f, chroma[c]);
                assertEquals(1f, constantQ[c]);
            } else {
                assertTrue(chroma[c] < 0.3, "class " + c + ": " + chroma[c]);
                assertTrue(constantQ[c] < 0.3, "class " + c + ": " + constantQ[c]);
            }
        }
    }

    @Test
    void silenceHasNoPitch() {
        for (float value :
                Chroma.ofStft(Waveform.of(new float[3000], Golden.RATE)).toArray()) {
            assertEquals(0, value);
        }
    }

    @Test
    void badNumbersAreRefused() {
        assertThrows(SignalException.class, () -> new ChromaFilterBank(0, 2048, 0));
        assertThrows(SignalException.class, () -> new ChromaFilterBank(8000, 2048, 0.6));
        assertThrows(SignalException.class, () -> new ChromaFilterBank(8000, 2048, Double.NaN));
        assertThrows(
                SignalException.class,
                () -> new ChromaFilterBank(8000, 2048, 0).apply(Spectrogram.of(new float[4], 4, 1)));
        assertThrows(SignalException.class, () -> Tuning.ofPitches(new double[1], 0));
        assertThrows(SignalException.class, () -> Tuning.estimate(Spectrogram.of(new float[4], 2, 1), 8000, 12));
    }
}
