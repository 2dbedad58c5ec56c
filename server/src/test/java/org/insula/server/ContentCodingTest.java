package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContentCodingTest {
    private static final List<String> OFFERED = List.of("br", "gzip");

    @Test
    void theSmallestFormThatIsReadIsGiven() {
        assertEquals("br", ContentCoding.choose("gzip, deflate, br, zstd", OFFERED));
        assertEquals("gzip", ContentCoding.choose("GZIP;q=0.5", OFFERED));
        assertEquals("gzip", ContentCoding.choose("br;q=0, gzip", OFFERED));
    }

    @Test
    void whoeverReadsNoneOfThemIsGivenTheFileAsItIs() {
        assertEquals("identity", ContentCoding.choose(null, OFFERED));
        assertEquals("identity", ContentCoding.choose("", OFFERED));
        assertEquals("identity", ContentCoding.choose("zstd, gzip ; q=0.000", OFFERED));
        assertEquals("identity", ContentCoding.choose("br", List.of()));
    }
}
