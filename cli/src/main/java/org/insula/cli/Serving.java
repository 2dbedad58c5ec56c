package org.insula.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.host.Host;
import org.insula.host.ModelFolder;
import org.insula.server.InsulaServer;
import org.insula.server.ServerOptions;
import org.insula.store.Store;
import org.insula.store.StoreSettings;

/** A server of a data directory in this process, with all that it stands on. */
final class Serving implements AutoCloseable {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Path directory;
    private final ServerOptions options;
    private ModelFolder folder;
    private Host host;
    private InsulaServer server;

    private Serving(Path directory, ServerOptions options) {
        this.directory = directory;
        this.options = options;
    }

    /**
     * Opens the data and listens.
     *
     * @throws org.insula.store.StoreException CONFLICT if another process holds the directory
     * @throws org.insula.server.ServerException if the port is taken, or others could reach it and there is no key
     */
    static Serving start(Workshop workshop, StoreSettings settings, ServerOptions options) {
        Serving serving = new Serving(settings.dataDirectory(), options);
        try {
            serving.open(workshop, settings);
            return serving;
        } catch (RuntimeException e) {
            serving.close();
            throw e;
        }
    }

    private void open(Workshop workshop, StoreSettings settings) {
        folder = workshop.models(directory);
        Store store = Store.open(settings, workshop.clock());
        opened.add(store);
        host = workshop.host(directory, folder, store);
        opened.add(host);
        MusicDesk music = new MusicDesk(host);
        opened.add(music);
        server = InsulaServer.start(host, options, Workshop.VERSION, List.of(new MusicTool(music)), Optional.of(music));
        opened.add(server);
    }

    Host host() {
        return host;
    }

    ModelFolder folder() {
        return folder;
    }

    /** Such as {@code http://127.0.0.1:8460}. */
    URI address() {
        String name = options.host().contains(":") && !options.host().startsWith("[")
                ? "[" + options.host() + "]"
                : options.host();
        return URI.create("http://" + name + ":" + server.port());
    }

    /** Lets commands that are given the directory find it, until it is closed. */
    void announce() {
        opened.add(() -> ServerFile.remove(directory));
        file().write(directory);
    }

    /** Where it is, and the owner's key while it runs. */
    ServerFile file() {
        return new ServerFile(address(), host.access().localKey());
    }

    /** Finishes what was accepted, then closes everything, the last opened first. */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (AutoCloseable each : opened.reversed()) {
            try {
                each.close();
            } catch (RuntimeException e) {
                failure = e;
            } catch (Exception e) {
                failure = new IllegalStateException(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
