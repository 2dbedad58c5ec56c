package org.insula.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.ModelFolder;
import org.insula.server.InsulaServer;
import org.insula.server.ServerOptions;
import org.insula.store.Store;
import org.insula.store.StoreSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code insula up}: serves until it is stopped; the first time it teaches the examples before one's eyes. */
@Command(name = "up", description = "Serve every model on this machine; the first time, teach the examples too.")
final class UpCommand implements Callable<Integer> {
    private static final int STOP_SECONDS = 30;

    private final Workshop workshop;

    @Option(names = "--port", paramLabel = "N", description = "0 for any that is free (default: 8460).")
    private int port = ServerOptions.defaults().port();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "Other than this machine's own takes a key (default: 127.0.0.1).")
    private String host = ServerOptions.defaults().host();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where models and the cache are kept (default: $INSULA_DATA or ~/.insula).")
    private Path data;

    @Option(
            names = "--database",
            paramLabel = "URL",
            defaultValue = "${env:INSULA_DATABASE}",
            description = "jdbc:postgresql://… instead of SQLite in the data directory (default: $INSULA_DATABASE).")
    private String database;

    @Option(
            names = "--blobs",
            paramLabel = "URL",
            defaultValue = "${env:INSULA_BLOBS}",
            description = "s3://… instead of a folder in the data directory (default: $INSULA_BLOBS).")
    private String blobs;

    UpCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path directory = data == null ? workshop.home() : data;
        ModelFolder folder = workshop.models(directory);
        ServerOptions options =
                new ServerOptions(host, port, ServerOptions.defaults().maxBodyBytes());
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stop.countDown();
            await(closed);
        }));
        try (Store store = Store.open(settings(directory), workshop.clock());
                Host models = workshop.host(directory, folder, store);
                InsulaServer server = InsulaServer.start(models, options, Workshop.VERSION)) {
            URI address = URI.create("http://" + host + ":" + server.port());
            new ServerFile(address, models.access().localKey()).write(directory);
            new ExampleModels(workshop, directory).teachOnce();
            folder.broken().values().forEach(workshop.terminal()::error);
            workshop.terminal().say("Insula is up at " + address + "/ with " + names(models) + ". Ctrl-C stops it.");
            stop.await();
        } finally {
            ServerFile.remove(directory);
            closed.countDown();
        }
        return 0;
    }

    private StoreSettings settings(Path directory) {
        StoreSettings settings = StoreSettings.in(directory);
        if (database != null) {
            settings = settings.withDatabase(database);
        }
        return blobs == null ? settings : settings.withBlobs(blobs);
    }

    /** Holds the JVM's end back until requests in hand are answered and everything is closed. */
    private static void await(CountDownLatch closed) {
        try {
            boolean _ = closed.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String names(Host models) {
        return String.join(
                ", ",
                models.models(Caller.owner()).stream()
                        .map(model -> model.name())
                        .toList());
    }
}
