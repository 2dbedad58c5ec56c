package org.insula.studio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class StudioTest {
    private final Studio studio = Studio.open();

    private StudioFile script() {
        String page = new String(studio.index().bytes("identity"), StandardCharsets.UTF_8);
        Matcher script = Pattern.compile("src=\"/([^\"]+)\"").matcher(page);
        assertTrue(script.find(), page);
        return studio.file(script.group(1)).orElseThrow();
    }

    @Test
    void thePageIsAskedForEachTimeAndItsFilesAreKept() {
        assertEquals("text/html; charset=utf-8", studio.index().type());
        assertTrue(!studio.index().isImmutable());
        assertTrue(script().isImmutable());
        assertEquals("text/javascript; charset=utf-8", script().type());
    }

    @Test
    void theSmallerFormsAreTheSameFile() throws IOException {
        StudioFile script = script();
        byte[] whole = script.bytes("identity");
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(script.bytes("gzip")))) {
            assertArrayEquals(whole, gzip.readAllBytes());
        }
        assertTrue(script.bytes("br").length < script.bytes("gzip").length);
    }

    @Test
    void whatIsNoFileIsNotThere() {
        for (String path : new String[] {"", "files.txt", "../Studio.class", "assets/", "/index.html"}) {
            assertEquals(Optional.empty(), studio.file(path), path);
        }
    }
}
