package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.insula.movement.Fitting.Fitted;
import org.insula.movement.Fitting.Lengths;
import org.junit.jupiter.api.Test;

class FittingTest {
    @Test
    void theMedianRateAndLengthAreTaken() {
        Fitting fitting =
                Fitting.of(List.of(sine(100, 300, 2), sine(50, 150, 2), sine(50, 100, 2)), Lengths.CUT_OR_HOLD);
        assertEquals(new Fitting(150, OptionalDouble.of(50), 1, Lengths.CUT_OR_HOLD), fitting);
    }

    @Test
    void aSineAtAnotherRateIsTheSameSine() {
        Fitting fitting = new Fitting(200, OptionalDouble.of(100), 1, Lengths.CUT_OR_HOLD);
        Fitted fitted = fitting.apply(sine(250, 500, 3));
        assertEquals(List.of("Resampled from 250 to 100 steps a second."), fitted.remarks());
        Series expected = sine(100, 200, 3).series();
        for (int t = 10; t < 190; t++) {
            assertEquals(expected.at(0, t), fitted.series().at(0, t), 0.01, "step " + t);
        }
    }

    @Test
    void whatTheNewRateCannotCarryIsTakenOff() {
        Series fast = new Fitting(100, OptionalDouble.of(50), 1, Lengths.CUT_OR_HOLD)
                .apply(sine(250, 500, 60))
                .series();
        for (int t = 10; t < 90; t++) {
            assertEquals(0, fast.at(0, t), 0.02, "step " + t);
        }
    }

    @Test
    void lengthsAreCutHeldOrStretchedAndItIsSaid() {
        Recording five = recording(OptionalDouble.empty(), 1, 2, 3, 4, 5);
        Fitted cut = new Fitting(3, OptionalDouble.empty(), 1, Lengths.CUT_OR_HOLD).apply(five);
        assertArrayEquals(new float[] {2, 3, 4}, cut.series().values());
        assertEquals(List.of("Took the middle 3 of 5 steps."), cut.remarks());
        Fitted held = new Fitting(8, OptionalDouble.empty(), 1, Lengths.CUT_OR_HOLD).apply(five);
        assertArrayEquals(new float[] {1, 1, 1, 2, 3, 4, 5, 5}, held.series().values());
        assertEquals(List.of("Held the ends of 5 steps to make 8."), held.remarks());
        Fitted stretched = new Fitting(9, OptionalDouble.empty(), 1, Lengths.STRETCH).apply(five);
        assertEquals(List.of("Stretched 5 steps to 9, so its speed is no longer told."), stretched.remarks());
        assertEquals(3, stretched.series().at(0, 4), 1e-5);
        Fitted same = new Fitting(5, OptionalDouble.empty(), 1, Lengths.STRETCH).apply(five);
        assertEquals(List.of(), same.remarks());
        assertArrayEquals(five.series().values(), same.series().values());
    }

    @Test
    void aConstantStaysOneHoweverItIsStretched() {
        Series series = Resampling.stretched(Series.of(1, 4, 7, 7, 7, 7), 33);
        for (float value : series.values()) {
            assertEquals(7, value, 1e-5);
        }
    }

    @Test
    void recordingsThatDoNotBelongTogetherAreRefused() {
        Recording one = sine(50, 20, 2);
        Recording unrated = recording(OptionalDouble.empty(), 1, 2, 3);
        Recording two =
                new Recording(Series.of(2, 2, 1, 2, 3, 4), OptionalDouble.of(50), List.of("ax", "ay"), List.of());
        assertEquals(
                "A recording has 2 channels (ax, ay) where 1 are expected; record the same channels every time, or"
                        + " leave the odd ones out.",
                assertThrows(MovementException.class, () -> Fitting.of(List.of(one, two), Lengths.STRETCH))
                        .getMessage());
        assertTrue(assertThrows(MovementException.class, () -> Fitting.of(List.of(one, unrated), Lengths.STRETCH))
                .getMessage()
                .startsWith("1 of 2 recordings tell their rate"));
        Fitting fitting = Fitting.of(List.of(one), Lengths.STRETCH);
        assertTrue(assertThrows(MovementException.class, () -> fitting.apply(unrated))
                .getMessage()
                .startsWith("The recording does not tell its rate where 50.0 Hz are expected"));
        assertThrows(MovementException.class, () -> Fitting.of(List.of(), Lengths.STRETCH));
        Recording slow = recording(OptionalDouble.of(1e-6), 1, 2, 3);
        assertTrue(assertThrows(MovementException.class, () -> fitting.apply(slow))
                .getMessage()
                .contains("choose a lower rate"));
    }

    private static Recording recording(OptionalDouble rate, float... values) {
        return new Recording(Series.of(1, values.length, values), rate, List.of("x"), List.of());
    }

    private static Recording sine(double rate, int length, double hertz) {
        float[] values = new float[length];
        for (int t = 0; t < length; t++) {
            values[t] = (float) Math.sin(2 * Math.PI * hertz * t / rate);
        }
        return recording(OptionalDouble.of(rate), values);
    }
}
