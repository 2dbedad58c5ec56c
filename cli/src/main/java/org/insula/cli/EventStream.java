package org.insula.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The data of server-sent events, one after the other; names of events, ids and comments are passed over.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class EventStream {
    static final int MOST_BYTES = 4_000_000;

    private final InputStream in;
    private boolean afterReturn;

    private EventStream(InputStream in) {
        this.in = in;
    }

    /**
     * Reads to the end; an event that is not whole by then is none.
     *
     * @param each is given the data of each event
     * @throws CliException if an event is larger than 4 MB
     */
    static void read(InputStream in, Consumer<byte[]> each) throws IOException {
        new EventStream(new BufferedInputStream(in)).events(each);
    }

    private void events(Consumer<byte[]> each) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        boolean any = false;
        while (line(line)) {
            if (line.size() == 0 && any) {
                each.accept(data.toByteArray());
                data.reset();
                any = false;
            } else {
                byte[] value = dataOf(line.toString(StandardCharsets.UTF_8));
                if (value != null) {
                    if (any) {
                        data.write('\n');
                    }
                    bounded(data.size() + value.length);
                    data.write(value);
                    any = true;
                }
            }
        }
    }

    private static byte[] dataOf(String line) {
        if (line.equals("data")) {
            return new byte[0];
        }
        if (!line.startsWith("data:")) {
            return null;
        }
        return line.substring(line.startsWith("data: ") ? 6 : 5).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads one line, which ends with LF, CR or both; false if the stream ended before it did. */
    private boolean line(ByteArrayOutputStream line) throws IOException {
        line.reset();
        for (int c = in.read(); c >= 0; c = in.read()) {
            boolean second = afterReturn && c == '\n';
            afterReturn = c == '\r';
            if (second) {
                continue;
            }
            if (c == '\n' || c == '\r') {
                return true;
            }
            line.write(c);
            bounded(line.size());
        }
        return false;
    }

    private static void bounded(long bytes) {
        if (bytes > MOST_BYTES) {
            throw new CliException("An event of the server is larger than " + MOST_BYTES
                    + " bytes, which none of Insula's is; check what listens there.");
        }
    }
}
