package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
    @Test
    void aWindowClosesWhenItIsFullAndThenAtEveryHop() {
        SlidingWindow window = new SlidingWindow(2, 4, 3);
        List<Integer> closed = new ArrayList<>();
        for (int t = 1; t <= 11; t++) {
            if (window.add(t, -t)) {
                closed.add(t);
                float[] expected = {t - 3, t - 2, t - 1, t, 3 - t, 2 - t, 1 - t, -t};
                assertArrayEquals(expected, window.series().values());
            }
        }
        assertEquals(List.of(4, 7, 10), closed);
    }

    @Test
    void aHopMayBeLongerThanTheWindow() {
        SlidingWindow window = new SlidingWindow(1, 2, 5);
        List<Integer> closed = new ArrayList<>();
        for (int t = 1; t <= 13; t++) {
            if (window.add(t)) {
                closed.add(t);
                assertArrayEquals(new float[] {t - 1, t}, window.series().values());
            }
        }
        assertEquals(List.of(2, 7, 12), closed);
    }

    @Test
    void whatWasGivenDoesNotChangeAfterwards() {
        SlidingWindow window = new SlidingWindow(1, 2, 1);
        window.add(1);
        window.add(2);
        Series series = window.series();
        window.add(3);
        assertArrayEquals(new float[] {1, 2}, series.values());
    }

    @Test
    void aSampleThatIsNoneIsNotTaken() {
        SlidingWindow window = new SlidingWindow(1, 2, 1);
        window.add(1);
        assertThrows(MovementException.class, () -> window.add(Float.NaN));
        assertThrows(MovementException.class, () -> window.add(1, 2));
        assertThrows(MovementException.class, window::series);
        assertTrue(window.add(2));
        assertArrayEquals(new float[] {1, 2}, window.series().values());
    }

    @Test
    void aClearedWindowStartsAnew() {
        SlidingWindow window = new SlidingWindow(1, 2, 1);
        window.add(1);
        window.add(2);
        window.clear();
        assertFalse(window.add(3));
        assertTrue(window.add(4));
        assertArrayEquals(new float[] {3, 4}, window.series().values());
    }

    @Test
    void aWindowOfNothingIsRefused() {
        assertThrows(MovementException.class, () -> new SlidingWindow(0, 2, 1));
        assertThrows(MovementException.class, () -> new SlidingWindow(1, 0, 1));
        assertThrows(MovementException.class, () -> new SlidingWindow(1, 2, 0));
        assertThrows(MovementException.class, () -> new SlidingWindow(1_000, 10_000, 1));
    }
}
