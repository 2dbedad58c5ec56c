package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BeatGridTest {
    private static BeatGrid grid(List<Double> beats, List<Double> downbeats, int meter) {
        return BeatGrid.of(new Reading(
                60, null, beats, downbeats, meter, null, List.of(), List.of(), List.of(), OptionalDouble.empty()));
    }

    @Test
    void betweenBeatsTimePassesEvenlyAndOutsideAsBesideThem() {
        BeatGrid grid = grid(List.of(1.0, 1.5, 2.5), List.of(1.0), 4);
        assertEquals(0.5, grid.position(1.25), 1e-12);
        assertEquals(1.25, grid.position(1.75), 1e-12);
        assertEquals(-2, grid.position(0), 1e-12);
        assertEquals(3, grid.position(3.5), 1e-12);
        for (double seconds = -1; seconds < 5; seconds += 0.1) {
            assertEquals(seconds, grid.seconds(grid.position(seconds)), 1e-12);
        }
    }

    @Test
    void withoutBeatsItCountsHalfSecondsFromTheBeginning() {
        BeatGrid grid = grid(List.of(), List.of(), 3);
        assertEquals(7, grid.position(3.5), 1e-12);
        assertEquals(List.of(new Bar(1, 0, 3), new Bar(2, 3, 3)), grid.bars(0, 6));
    }

    @Test
    void beatsBeforeTheFirstDownbeatAreABarWithoutNumber() {
        BeatGrid grid = grid(List.of(1.0, 2.0, 3.0, 4.0, 5.0), List.of(3.0), 3);
        assertEquals(List.of(new Bar(0, 0, 2), new Bar(1, 2, 3)), grid.bars(0, 5));
        assertEquals(List.of(new Bar(1, -1, 3), new Bar(2, 2, 3)), grid.bars(-1, 5));
    }

    @Test
    void aDownbeatThatComesEarlyMakesAShortBarAndOneThatIsMissingNone() {
        List<Double> beats = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            beats.add(0.5 * i);
        }
        BeatGrid grid = grid(beats, List.of(0.0, 2.0, 3.0, 7.0), 4);
        assertEquals(
                List.of(
                        new Bar(1, 0, 4),
                        new Bar(2, 4, 2),
                        new Bar(3, 6, 4),
                        new Bar(4, 10, 4),
                        new Bar(5, 14, 4),
                        new Bar(6, 18, 4)),
                grid.bars(0, 20));
    }

    @Test
    void beatsThatAreMissingForLongAreFilledIn() {
        BeatGrid grid = grid(List.of(0.0, 1.0, 2.0, 22.0, 23.0), List.of(0.0), 4);
        assertEquals(22, grid.position(22), 1e-9);
        assertEquals(24, grid.beats());
    }

    @Test
    void barsFollowOneAnotherWithoutGaps() {
        for (long seed = 0; seed < 300; seed++) {
            BeatGrid grid = BeatGrid.of(Readings.random(seed));
            List<Bar> bars = grid.bars(-3, grid.beats() + 5);
            assertEquals(-3, bars.getFirst().firstBeat(), "seed " + seed);
            for (int i = 1; i < bars.size(); i++) {
                assertEquals(bars.get(i - 1).endBeat(), bars.get(i).firstBeat(), "seed " + seed);
                assertEquals(bars.get(i - 1).number() + 1, bars.get(i).number(), "seed " + seed);
            }
            assertTrue(bars.getLast().endBeat() >= grid.beats() + 5, "seed " + seed);
            assertTrue(bars.stream().allMatch(bar -> bar.beats() >= 1), "seed " + seed);
        }
    }
}
