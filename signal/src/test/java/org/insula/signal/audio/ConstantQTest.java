package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.insula.signal.SignalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantQTest {
    private static final ConstantQ SEMITONES = ConstantQ.semitones(Golden.RATE, 512);

    @Test
    void itIsThatOfLibrosaWithAnIdealHalvingOfTheRate() {
        Golden.assertClose(Golden.read("cqt"), Golden.rows(SEMITONES.magnitude(Golden.sound()), 0, 10, 20, 30), 5e-4);
        ConstantQ fine = ConstantQ.chroma(Golden.RATE, 512, Tuning.estimate(Golden.sound(), 36));
        Golden.assertClose(Golden.read("cqt-36"), Golden.rows(fine.magnitude(Golden.sound()), 10, 30), 5e-4);
    }

    @Test
    void itIsCloseToItsDefinition() {
        Golden.assertClose(
                Golden.read("cqt-defined"), Golden.rows(SEMITONES.magnitude(Golden.sound()), 0, 10, 20, 30), 0.02);
    }

    @Test
    void aHopThatCannotBeHalvedIsKept() {
        ConstantQ odd = new ConstantQ(Golden.RATE, 110, 30, 12, 441, -0.3);
        Golden.assertClose(Golden.read("cqt-odd-hop"), Golden.rows(odd.magnitude(Golden.sound()), 5, 20), 1e-4);
    }

    @Test
    void theRateIsHalvedEarlyWhereAllBinsAreLow() {
        ConstantQ low = new ConstantQ(Golden.RATE, 55, 24, 12, 512, 0);
        Golden.assertClose(Golden.read("cqt-early"), Golden.rows(low.magnitude(Golden.sound()), 5, 20), 1e-4);
    }

    @Test
    void pitchClassesAreThoseOfLibrosa() {
        Golden.assertClose(
                Golden.read("chroma-cqt"), Golden.rows(Chroma.ofConstantQ(Golden.sound(), 512), 0, 10, 20, 30), 5e-4);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20, 45, 60, 83})
    void aToneReadsHalfItsAmplitudeTimesTheRootOfItsWindow(int bin) {
        Waveform tone = Golden.tone(SEMITONES.frequency(bin), 3, Golden.RATE);
        float[] frame = SEMITONES.magnitude(tone).frame(64);
        double expected = 0.5 * Math.sqrt(SEMITONES.windowLength(bin, Golden.RATE));
        assertEquals(expected, frame[bin], 0.01 * expected);
        for (int other = 0; other < 84; other++) {
            assertTrue(Math.abs(other - bin) < 3 || frame[other] < 0.05 * expected, other + " beside " + bin);
        }
    }

    @Test
    void theA440IsBin45() {
        assertEquals(440, SEMITONES.frequency(45), 1e-9);
        assertEquals(32.70319566, ConstantQ.C1, 1e-8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 511, 512, 513, 2000})
    void anyLengthGivesItsFrames(int length) {
        Spectrogram transform = SEMITONES.magnitude(Golden.noise(length, 3));
        assertEquals(1 + length / 512, transform.frames());
        assertEquals(84, transform.bins());
    }

    @Test
    void silenceIsSilent() {
        for (float value :
                SEMITONES.magnitude(Waveform.of(new float[3000], Golden.RATE)).toArray()) {
            assertEquals(0, value);
        }
    }

    @Test
    void halvingKeepsALowToneAndTakesAHighOneOff() {
        float[] low = HalfBand.halve(Golden.tone(4000, 1, Golden.RATE).toArray());
        float[] high = HalfBand.halve(Golden.tone(7000, 1, Golden.RATE).toArray());
        for (int n = 100; n < 10_000; n++) {
            assertEquals(Math.sin(2 * Math.PI * 4000 * 2 * n / Golden.RATE), low[n], 2e-5);
            assertEquals(0, high[n], 2e-5);
        }
        assertEquals(3, HalfBand.halve(new float[5]).length);
        assertEquals(0, HalfBand.halve(new float[0]).length);
    }

    @Test
    void badNumbersAreRefused() {
        assertThrows(SignalException.class, () -> new ConstantQ(22_050, 32, 0, 12, 512, 0));
        assertThrows(SignalException.class, () -> new ConstantQ(22_050, 32, 84, 0, 512, 0));
        assertThrows(SignalException.class, () -> new ConstantQ(22_050, 0, 84, 12, 512, 0));
        assertThrows(SignalException.class, () -> new ConstantQ(22_050, 32, 84, 12, 0, 0));
        assertThrows(SignalException.class, () -> new ConstantQ(22_050, 32, 84, 12, 512, Double.NaN));
        SignalException e = assertThrows(SignalException.class, () -> ConstantQ.semitones(8000, 256));
        assertEquals(
                "The highest of 84 bins reaches 4122 Hz, above half the sample rate of 8000 Hz; ask for fewer bins.",
                e.getMessage());
        assertThrows(SignalException.class, () -> SEMITONES.magnitude(Waveform.of(new float[10], 8000)));
        Waveform sound = Waveform.of(new float[10], 22_050);
        SignalException window =
                assertThrows(SignalException.class, () -> new ConstantQ(22_050, 1e-4, 12, 12, 513, 0).magnitude(sound));
        assertTrue(window.getMessage().contains("longer than"), window.getMessage());
    }

    @Test
    void pitchClassesNeedTwelveOrAMultiple() {
        ConstantQ uneven = new ConstantQ(22_050, 55, 30, 10, 512, 0);
        Spectrogram transform = uneven.magnitude(Golden.noise(1000, 1));
        assertThrows(SignalException.class, () -> uneven.pitchClasses(transform));
        assertThrows(SignalException.class, () -> SEMITONES.pitchClasses(transform));
    }

    @Test
    void pitchClassesCountFromCWhereverTheTransformBegins() {
        ConstantQ fromA = new ConstantQ(22_050, 55, 24, 12, 512, 0);
        float[] one = new float[24];
        one[3] = 1;
        float[] chroma = fromA.pitchClasses(Spectrogram.of(one, 24, 1)).frame(0);
        assertEquals(1f, chroma[0]);
        ConstantQ thirds = ConstantQ.chroma(22_050, 512, 0);
        float[] around = new float[252];
        around[35] = 1;
        around[36] = 2;
        around[37] = 4;
        around[38] = 8;
        float[] merged = thirds.pitchClasses(Spectrogram.of(around, 252, 1)).frame(0);
        assertEquals(7f, merged[0]);
        assertEquals(8f, merged[1]);
    }
}
