package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theExampleInTheReadmeIsTrue() {
        Series still = Series.of(1, 12, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0);
        Series wave = Series.of(1, 12, 0, 4, 0, -4, 0, 4, 0, -4, 0, 4, 0, -4);
        MiniRocket rocket = MiniRocket.frozen(1, 12, MiniRocketOptions.standard());
        float[][] features = {rocket.transform(still), rocket.transform(wave)};
        Ridge ridge = Ridge.fit(features, new int[] {0, 1}, 2);
        Series fasterWave = Series.of(1, 12, 0, 6, -1, -5, 0, 5, 0, -6, 1, 5, 0, -5);
        assertEquals("a wave", ridge.classify(rocket.transform(fasterWave)) == 1 ? "a wave" : "still");
    }
}
