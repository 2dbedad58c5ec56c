package org.insula.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events, begun with the first of them, so that what fails before can still be answered with a status.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class EventStream {
    private final Context context;
    private final Runnable headers;
    private OutputStream out;

    /** @param headers sets those of the answer, before its first byte */
    EventStream(Context context, Runnable headers) {
        this.context = context;
        this.headers = headers;
    }

    boolean begun() {
        return out != null;
    }

    void data(JsonNode json) {
        write("data: " + json + "\n\n");
    }

    void event(String name, JsonNode json) {
        write("event: " + name + "\ndata: " + json + "\n\n");
    }

    /** Says nothing; finds out whether the caller is still there. */
    void alive() {
        write(":\n\n");
    }

    void done() {
        write("data: [DONE]\n\n");
    }

    /** @throws UncheckedIOException if the caller has gone */
    private synchronized void write(String text) {
        try {
            if (out == null) {
                headers.run();
                context.res().setContentType("text/event-stream");
                context.res().setCharacterEncoding("utf-8");
                context.res().setHeader("Cache-Control", "no-cache");
                out = context.res().getOutputStream();
            }
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
