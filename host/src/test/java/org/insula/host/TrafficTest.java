package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.insula.store.Share;
import org.insula.store.Split;
import org.junit.jupiter.api.Test;

class TrafficTest {
    @Test
    void aNewcomerTakesItsShareAndTheOthersKeepTheirProportions() {
        Split now = new Split(List.of(new Share("p", 1, 75), new Share("p", 2, 25)));
        assertEquals(
                List.of(new Share("p", 1, 60), new Share("p", 2, 20), new Share("p", 3, 20)),
                Traffic.with(Optional.of(now), "p", 3, 20).shares());
        assertEquals(
                List.of(new Share("p", 1, 90), new Share("p", 2, 10)),
                Traffic.with(Optional.of(now), "p", 2, 10).shares(),
                "one that is there changes its own");
    }

    @Test
    void whoHasANameToItselfGetsAll() {
        assertEquals(Split.all("p", 1), Traffic.with(Optional.empty(), "p", 1, 10));
        assertEquals(Split.all("p", 1), Traffic.with(Optional.of(Split.all("p", 1)), "p", 1, 10));
        assertEquals(Split.all("p", 2), Traffic.with(Optional.of(Split.all("p", 1)), "p", 2, 100));
    }

    @Test
    void everyShareStaysAPercentAndAllSumToAHundred() {
        var random = new SplittableRandom(3);
        for (int round = 0; round < 200; round++) {
            int others = random.nextInt(1, 8);
            List<Share> shares = IntStream.range(0, others)
                    .mapToObj(i -> new Share("p", i + 1, i == 0 ? 101 - others : 1))
                    .toList();
            int percent = random.nextInt(1, 101 - others);
            Split split = Traffic.with(
                    Optional.of(new Split(shares)), "p", 99, percent); // a split that does not sum to 100 throws
            assertEquals(others + 1, split.shares().size());
            assertEquals(percent, split.shares().getLast().percent());
        }
    }

    @Test
    void aShareThatLeavesNothingIsRefused() {
        Optional<Split> now = Optional.of(new Split(List.of(new Share("p", 1, 50), new Share("p", 2, 50))));
        assertEquals(
                "The share is 99 percent; give 1 to 98, which leaves something for the others, or 100.",
                assertThrows(HostException.class, () -> Traffic.with(now, "p", 3, 99))
                        .getMessage());
        assertThrows(HostException.class, () -> Traffic.with(now, "p", 3, 0));
        assertThrows(HostException.class, () -> Traffic.with(Optional.empty(), "p", 3, 101));
    }
}
