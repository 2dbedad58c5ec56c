package org.insula.store;

import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Ids that sort by the time they were made and cannot be guessed: UUID version 7 (RFC 9562) as 26 characters of
 * Crockford's base 32, in lower case. Within one millisecond the random part grows by a random step, so that ids of one
 * store sort in the order they were made. Safe for many threads.
 */
final class Ids {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final long RANDOM_B = (1L << 62) - 1;

    private final InstantSource clock;
    private final SecureRandom random;
    private long lastMillis = -1;
    private int randomA;
    private long randomB;

    Ids(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    String next() {
        long high;
        long low;
        synchronized (this) {
            advance();
            high = lastMillis << 16 | 0x7000L | randomA;
            low = 0x8000_0000_0000_0000L | randomB;
        }
        return base32(high, low);
    }

    private void advance() {
        long now = clock.millis();
        if (now > lastMillis) {
            lastMillis = now;
            randomA = random.nextInt(1 << 12);
            randomB = random.nextLong() & RANDOM_B;
            return;
        }
        long step = 1 + (random.nextLong() & 0xFFFF_FFFF_FFFFL);
        if (randomB <= RANDOM_B - step) {
            randomB += step;
        } else if (randomA < 0xFFF) {
            randomA++;
            randomB = random.nextLong() & RANDOM_B >> 1;
        } else {
            lastMillis++;
            randomA = random.nextInt(1 << 11);
            randomB = random.nextLong() & RANDOM_B;
        }
    }

    /** 128 bits as 26 digits of 5 bits each, of which the first holds 3. */
    static String base32(long high, long low) {
        char[] text = new char[26];
        for (int i = 25; i >= 0; i--) {
            text[i] = DIGITS[(int) (low & 31)];
            low = low >>> 5 | high << 59;
            high >>>= 5;
        }
        return new String(text);
    }
}
