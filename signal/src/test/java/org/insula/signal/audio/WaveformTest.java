package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.insula.signal.SignalException;
import org.junit.jupiter.api.Test;

class WaveformTest {
    @Test
    void itLastsAsLongAsItsSamples() {
        Waveform wave = Waveform.of(new float[11_025], 22_050);
        assertEquals(0.5, wave.seconds());
        assertEquals(11_025, wave.length());
    }

    @Test
    void laterChangesOfTheArrayDoNotReachIt() {
        float[] samples = {0.1f, 0.2f, 0.3f};
        Waveform wave = Waveform.of(samples, 8_000);
        samples[0] = 9;
        wave.toArray()[1] = 9;
        assertArrayEquals(new float[] {0.1f, 0.2f, 0.3f}, wave.toArray());
        assertArrayEquals(new float[] {0.2f, 0.3f}, wave.slice(1, 3).toArray());
    }

    @Test
    void aSampleThatIsNoNumberIsNamed() {
        SignalException e = assertThrows(SignalException.class, () -> Waveform.of(new float[] {0, Float.NaN}, 8_000));
        assertTrue(e.getMessage().startsWith("Sample 1 of the sound is NaN"), e.getMessage());
        assertThrows(SignalException.class, () -> Waveform.of(new float[1], 0));
    }

    @Test
    void aSliceStaysInside() {
        Waveform wave = Waveform.of(new float[4], 8_000);
        assertThrows(IndexOutOfBoundsException.class, () -> wave.slice(2, 5));
    }
}
