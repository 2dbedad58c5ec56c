package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PulseTest {
    private Instant now = Instant.parse("2026-11-24T10:00:01Z");
    private final Pulse pulse = new Pulse(() -> now);

    @Test
    void eachSeesTheirOwnAndTheOwnerAll() {
        pulse.asked("a", false, 4_000_000);
        pulse.asked("b", true, 9_000_000);
        Activity all = pulse.activity(Optional.empty());
        assertEquals(2, all.requests().getLast());
        assertEquals(1, all.failed());
        assertEquals(1, pulse.activity(Optional.of("a")).requests().getLast());
        assertEquals(0, pulse.activity(Optional.of("a")).failed());
        assertTrue(pulse.activity(Optional.of("c")).median().isEmpty());
    }

    @Test
    void whatIsFiveMinutesAgoIsForgotten() {
        pulse.asked("a", false, 4_000_000);
        now = now.plus(Duration.ofSeconds(295));
        assertEquals(1, pulse.activity(Optional.empty()).requests().getFirst());
        now = now.plus(Duration.ofSeconds(5));
        assertEquals(
                0,
                pulse.activity(Optional.empty()).requests().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    @Test
    void medianAndNinetyFifthAreWithinATenth() {
        for (int millis = 1; millis <= 1_000; millis++) {
            pulse.asked("a", false, millis * 1_000_000L);
        }
        Activity all = pulse.activity(Optional.empty());
        assertEquals(500, all.median().orElseThrow(), 50);
        assertEquals(950, all.p95().orElseThrow(), 95);
        assertEquals(
                1_000, all.latency().stream().mapToLong(Activity.Bucket::count).sum());
    }
}
