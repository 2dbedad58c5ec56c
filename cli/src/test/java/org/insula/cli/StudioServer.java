package org.insula.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.insula.host.Host;
import org.insula.server.ServerOptions;
import org.insula.store.StoreSettings;

/** The server as {@code insula up} starts it, for tests that look at it through a browser; may be stopped and started again. */
public final class StudioServer implements AutoCloseable {
    private static final int MOST_BYTES = 64_000_000;

    private final Path data;
    private final Workshop workshop;
    private Serving serving;
    private int port;

    private StudioServer(Path data) {
        this.data = data;
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        this.workshop = new Workshop(
                data,
                Optional.of(Path.of("..", "examples")),
                new Terminal(nowhere, nowhere, false),
                InstantSource.system());
        begin();
    }

    /** @param data an empty folder, or one that was served before */
    public static StudioServer start(Path data) {
        return new StudioServer(data);
    }

    /** Listens, again where it listened before. */
    public void begin() {
        serving = Serving.start(
                workshop, StoreSettings.in(data.resolve("store")), new ServerOptions("127.0.0.1", port, MOST_BYTES));
        port = serving.address().getPort();
    }

    public void stop() {
        serving.close();
        serving = null;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Host host() {
        return serving.host();
    }

    @Override
    public void close() {
        if (serving != null) {
            serving.close();
        }
        workshop.close();
    }
}
