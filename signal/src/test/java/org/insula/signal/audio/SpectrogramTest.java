package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.insula.signal.SignalException;
import org.junit.jupiter.api.Test;

class SpectrogramTest {
    private final Spectrogram three = Spectrogram.of(new float[] {1, 2, 3, -4, 0, 0}, 2, 10);

    @Test
    void valuesAreFoundByFrameAndBin() {
        assertEquals(3, three.frames());
        assertEquals(2, three.bins());
        assertEquals(-4, three.at(1, 1));
        assertArrayEquals(new float[] {3, -4}, three.frame(1));
        float[] target = new float[4];
        three.copyFrame(0, target, 1);
        assertArrayEquals(new float[] {0, 1, 2, 0}, target);
        assertThrows(IndexOutOfBoundsException.class, () -> three.frame(3));
    }

    @Test
    void laterChangesOfTheArrayDoNotReachIt() {
        float[] values = {1, 2};
        Spectrogram one = Spectrogram.of(values, 2, 1);
        values[0] = 9;
        one.toArray()[1] = 9;
        assertArrayEquals(new float[] {1, 2}, one.toArray());
    }

    @Test
    void aSliceKeepsItsMoments() {
        Spectrogram part = three.slice(1, 3).slice(1, 2);
        assertEquals(1, part.frames());
        assertEquals(0.2, part.seconds(0), 1e-12);
        assertThrows(IndexOutOfBoundsException.class, () -> three.slice(2, 4));
    }

    @Test
    void framesAreDividedByTheirLargest() {
        assertArrayEquals(
                new float[] {0.5f, 1, 0.75f, -1, 0, 0}, three.peakNormalised().toArray());
    }

    @Test
    void partOfARowIsRefused() {
        SignalException e = assertThrows(SignalException.class, () -> Spectrogram.of(new float[5], 2, 1));
        assertEquals(
                "A spectrogram of 2 frames with 2 bins was given 5 values; give frames times bins.", e.getMessage());
        assertThrows(SignalException.class, () -> Spectrogram.of(new float[4], 0, 1));
        assertThrows(SignalException.class, () -> Spectrogram.of(new float[4], 2, Double.NaN));
    }
}
