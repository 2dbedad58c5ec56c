package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PulseTrackerTest {
    @Test
    void pulsesStandOnTheOnsets() {
        float[] onsets = new float[1000];
        for (int t = 7; t < onsets.length; t += 40) {
            onsets[t] = 1;
        }
        double[] pulses = PulseTracker.track(onsets, 40);
        for (int i = 0; i < pulses.length; i++) {
            assertEquals(7 + 40 * i, pulses[i]);
        }
        assertEquals(25, pulses.length);
    }

    @Test
    void aPulseGoesOnThroughSilenceAndFalseOnsets() {
        SplittableRandom random = new SplittableRandom(11);
        float[] onsets = new float[3000];
        for (int i = 0; i < 70; i++) {
            onsets[15 + 42 * i] = i % 9 == 4 ? 0 : 1;
            onsets[random.nextInt(onsets.length)] = 0.6f;
        }
        double[] pulses = PulseTracker.track(onsets, 42);
        for (int i = 0; i < 70; i++) {
            assertEquals(15 + 42 * i, pulses[i], 2, "pulse " + i);
        }
    }

    @Test
    void aPulseThatGrowsSlowerIsFollowed() {
        float[] onsets = new float[4000];
        double at = 20;
        double length = 40;
        double last = 0;
        while (at < onsets.length) {
            onsets[(int) at] = 1;
            last = at;
            at += length;
            length += 0.08;
        }
        double[] pulses = PulseTracker.track(onsets, 43);
        assertEquals(last, pulses[pulses.length - 1], 2);
    }

    @Test
    void thePeriodOfRegularOnsetsIsFound() {
        float[] onsets = new float[4000];
        for (int t = 3; t < onsets.length; t += 43) {
            onsets[t] = 2;
        }
        assertEquals(43, Pulse.period(onsets), 1);
        assertEquals(0, Pulse.period(new float[1000]));
    }

    @Test
    void theRunningMaximumIsThatOfEachWindow() {
        SplittableRandom random = new SplittableRandom(5);
        float[] series = new float[200];
        for (int t = 0; t < series.length; t++) {
            series[t] = (float) random.nextDouble();
        }
        float[] plain = new float[series.length];
        for (int t = 0; t < series.length; t++) {
            for (int u = Math.max(0, t - 13); u <= Math.min(series.length - 1, t + 13); u++) {
                plain[t] = Math.max(plain[t], series[u]);
            }
        }
        assertArrayEquals(plain, Running.maximum(series, 13));
        assertTrue(Running.maximum(new float[0], 3).length == 0);
    }
}
