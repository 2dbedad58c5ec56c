package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a client sends as a cursor, it is one that the list gave or it is refused. */
class CursorFuzzTest {
    @FuzzTest(maxDuration = "30s")
    void anyText(FuzzedDataProvider data) {
        read(data.consumeRemainingAsString());
    }

    @FuzzTest(maxDuration = "30s")
    void anyBytesInBase64(byte[] bytes) {
        read(Base64.getUrlEncoder().encodeToString(bytes));
    }

    private static void read(String cursor) {
        PageRequest page = PageRequest.after(cursor, 10);
        try {
            String text = Cursor.text("keys", page, "");
            assertEquals(text, Cursor.text("keys", PageRequest.after(Cursor.of("keys", text), 10), ""));
            long number = Cursor.number("keys", page, 0);
            assertEquals(number, Cursor.number("keys", PageRequest.after(Cursor.of("keys", "" + number), 10), 0));
        } catch (StoreException expected) {
            assertEquals(StoreException.Reason.BAD_INPUT, expected.reason());
        }
    }

    @Test
    void hostileCursorsAreRefused() {
        for (String cursor : List.of(
                "",
                "!",
                "a",
                base64("keys"),
                base64("projects\nx"),
                base64("keys\nx\ny"),
                base64("keys\n\0"),
                base64("keys\n" + "x".repeat(5000)))) {
            StoreContract.refused(
                    StoreException.Reason.BAD_INPUT, () -> Cursor.text("keys", PageRequest.after(cursor, 1), ""));
        }
        StoreContract.refused(
                StoreException.Reason.BAD_INPUT,
                () -> Cursor.number("keys", PageRequest.after(base64("keys\n1e9"), 1), 0));
        StoreContract.refused(StoreException.Reason.BAD_INPUT, () -> PageRequest.first(0));
        StoreContract.refused(StoreException.Reason.BAD_INPUT, () -> PageRequest.first(1001));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
