package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void channelsLieOneAfterAnother() {
        Series series = Series.of(2, 3, 1, 2, 3, 4, 5, 6);
        assertEquals(6, series.at(1, 2));
        assertArrayEquals(new float[] {4, 5, 6}, series.channel(1));
    }

    @Test
    void sizesThatDisagreeAndGapsAreRefused() {
        assertThrows(MovementException.class, () -> Series.of(2, 3, 1, 2, 3));
        assertThrows(MovementException.class, () -> Series.of(1, 0));
        MovementException e = assertThrows(MovementException.class, () -> Series.of(2, 2, 1, 2, 3, Float.NaN));
        assertEquals("Channel 1 of the series is NaN at step 1; every value must be a finite number.", e.getMessage());
    }
}
