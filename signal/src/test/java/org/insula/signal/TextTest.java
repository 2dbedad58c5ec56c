package org.insula.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void everyScriptIsRead() {
        String text = "naïve 中文 العربية 🙂";
        assertEquals(text, Text.decode(text.getBytes(StandardCharsets.UTF_8), 100));
        assertEquals("", Text.decode(new byte[0], 0));
    }

    @Test
    void aByteOrderMarkIsDropped() {
        assertEquals("a", Text.decode(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a'}, 10));
    }

    @Test
    void otherEncodingsAreRefusedWithThePosition() {
        byte[] latin = "caf\u00e9 au lait".getBytes(StandardCharsets.ISO_8859_1);
        var e = assertThrows(SignalException.class, () -> Text.decode(latin, 100));
        assertEquals(
                "The text is not UTF-8: byte 3 (0xE9) fits no character; save it as UTF-8 and try again.",
                e.getMessage());
        byte[] cut = {'a', (byte) 0xE4, (byte) 0xB8};
        var end = assertThrows(SignalException.class, () -> Text.decode(cut, 100));
        assertEquals(
                "The text is not UTF-8: byte 1 (0xE4) fits no character; save it as UTF-8 and try again.",
                end.getMessage());
    }

    @Test
    void aLongTextIsRefused() {
        var e = assertThrows(SignalException.class, () -> Text.decode(new byte[11], 10));
        assertEquals("The text has 11 bytes, more than the limit of 10; shorten it or split it.", e.getMessage());
    }

    @Test
    void compositionMakesEqualLookingTextsEqual() {
        assertEquals("\u00e9", Text.composed("e\u0301"));
    }
}
