package org.insula.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static List<String> read(String stream) throws IOException {
        List<String> events = new ArrayList<>();
        EventStream.read(
                new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)),
                data -> events.add(new String(data, StandardCharsets.UTF_8)));
        return events;
    }

    @Test
    void dataIsGivenEventByEvent() throws IOException {
        assertEquals(List.of("{\"a\":1}", "two"), read("event: job\ndata: {\"a\":1}\n\n: still at it\n\ndata:two\n\n"));
        assertEquals(List.of("a\nb\n"), read("data: a\r\ndata: b\r\ndata\r\n\r\n"));
        assertEquals(List.of("a", "b"), read("data: a\r\rdata: b\r\r"));
        assertEquals(List.of("grüße"), read("id: 7\ndata: grüße\nretry: 5\n\n"));
    }

    @Test
    void whatIsNotWholeIsNoEvent() throws IOException {
        assertEquals(List.of(), read("data: half"));
        assertEquals(List.of("whole"), read("data: whole\n\ndata: half\n"));
    }

    @Test
    void aLineWithoutEndIsGivenUp() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        CliException e = assertThrows(CliException.class, () -> EventStream.read(endless, data -> {}));
        assertEquals(
                "An event of the server is larger than 4000000 bytes, which none of Insula's is; check what listens"
                        + " there.",
                e.getMessage());
    }

    @FuzzTest(maxDuration = "30s")
    void whateverComesIsReadOrRefused(byte[] stream) throws IOException {
        long[] bytes = {0};
        try {
            EventStream.read(new ByteArrayInputStream(stream), data -> bytes[0] += data.length);
        } catch (CliException refused) {
            return;
        }
        if (bytes[0] > 3L * stream.length) { // what is no UTF-8 becomes longer
            throw new AssertionError("More came out than went in.");
        }
    }
}
