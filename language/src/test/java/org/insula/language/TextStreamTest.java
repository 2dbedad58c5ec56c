package org.insula.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextStreamTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aCharacterIsShownWhenItIsWhole() {
        TextStream stream = new TextStream(List.of());
        byte[] smile = utf8("🙂");
        assertEquals("a", stream.accept(new byte[] {'a', smile[0]}));
        assertEquals("", stream.accept(new byte[] {smile[1], smile[2]}));
        assertEquals("🙂b", stream.accept(new byte[] {smile[3], 'b'}));
        assertEquals("", stream.finish());
    }

    @Test
    void halfACharacterAtTheEndIsReplaced() {
        TextStream stream = new TextStream(List.of());
        assertEquals("a", stream.accept(new byte[] {'a', (byte) 0xc3}));
        assertEquals("\uFFFD", stream.finish());
    }

    @Test
    void whatMayBecomeAStopStringIsHeldBack() {
        TextStream stream = new TextStream(List.of("END", "STOP"));
        assertEquals("one", stream.accept(utf8("one")));
        assertEquals(" ", stream.accept(utf8(" EN")));
        assertEquals("EN", stream.accept(utf8("ST")));
        assertEquals("ST", stream.accept(utf8("EN")));
        assertEquals("", stream.accept(utf8("D two")));
        assertTrue(stream.stopped());
        assertEquals("", stream.accept(utf8("three")));
        assertEquals("", stream.finish());
        assertEquals(8, stream.shown());
    }

    @Test
    void whatWasHeldBackInVainIsShownInTheEnd() {
        TextStream stream = new TextStream(List.of("</tool>"));
        assertEquals("x", stream.accept(utf8("x</to")));
        assertFalse(stream.stopped());
        assertEquals("</to", stream.finish());
    }

    /** The plain way: join everything, then cut before the first stop string. */
    @Test
    void howeverTheBytesAreCutTheTextIsTheSame() {
        Random random = new Random(5);
        String alphabet = "abcé🙂";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                int at = random.nextInt(5);
                text.append(alphabet, at, Math.min(alphabet.length(), at == 4 ? 6 : at + 1));
                if (at == 4) {
                    break;
                }
            }
            List<String> stops = List.of("ab", "bca", "éa");
            int cut = text.length();
            for (String stop : stops) {
                cut = text.indexOf(stop) < 0 ? cut : Math.min(cut, text.indexOf(stop));
            }
            assertEquals(text.substring(0, cut), streamed(utf8(text.toString()), stops, random), "round " + round);
        }
    }

    private static String streamed(byte[] bytes, List<String> stops, Random random) {
        TextStream stream = new TextStream(stops);
        List<String> shown = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(3));
            byte[] part = new byte[count];
            System.arraycopy(bytes, at, part, 0, count);
            shown.add(stream.accept(part));
            at += count;
        }
        shown.add(stream.finish());
        return String.join("", shown);
    }
}
