package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdsTest {
    /** The example of RFC 9562, appendix A.6, with its bits taken five at a time. */
    @Test
    void theExampleOfTheRfcInBaseThirtyTwo() {
        long high = 0x017F22E279B07CC3L;
        long low = 0x98C4DC0C0C07398FL;

        assertEquals("01fwhe4ydgfk1shh6w1g60eecf", Ids.base32(high, low));
    }

    @Test
    void idsOfOneStoreSortAsTheyWereMade() {
        HandClock clock = new HandClock();
        Ids ids = new Ids(clock, new SecureRandom());

        List<String> made = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            if (i % 10_000 == 9_999) {
                clock.forward(Duration.ofMillis(i % 20_000 == 9_999 ? 1 : -5));
            }
            made.add(ids.next());
        }

        assertEquals(made.stream().sorted().toList(), made);
        assertEquals(made.size(), new HashSet<>(made).size());
        assertTrue(made.stream().allMatch(id -> id.matches("[0-9a-hjkmnp-tv-z]{26}")));
    }

    @Test
    void anIdTellsItsMillisecondVersionAndVariant() {
        HandClock clock = new HandClock();

        String id = new Ids(clock, new SecureRandom()).next();

        BigInteger bits = BigInteger.ZERO;
        for (int digit : id.chars().toArray()) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf("0123456789abcdefghjkmnpqrstvwxyz".indexOf(digit)));
        }
        assertEquals(clock.millis(), bits.shiftRight(80).longValueExact());
        assertEquals(7, bits.shiftRight(76).intValue() & 15);
        assertEquals(2, bits.shiftRight(62).intValue() & 3);
    }
}
