package org.insula.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.ModelFolder;
import org.insula.server.InsulaServer;
import org.insula.server.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code insula up}: serves until it is stopped; the first time it teaches the examples before one's eyes. */
@Command(name = "up", description = "Serve every model on this machine; the first time, teach the examples too.")
final class UpCommand implements Callable<Integer> {
    private static final int STOP_SECONDS = 30;

    private final Workshop workshop;

    @Option(names = "--port", paramLabel = "N", description = "0 for any that is free (default: 8460).")
    private int port = ServerOptions.defaults().port();

    @Option(names = "--host", paramLabel = "NAME", description = "This machine's own (default: 127.0.0.1).")
    private String host = ServerOptions.defaults().host();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where models and the cache are kept (default: $INSULA_DATA or ~/.insula).")
    private Path data;

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
        try (Host models = new Host(workshop.builtIn(), folder, HostOptions.of(workshop.cores()));
                InsulaServer server = InsulaServer.start(models, options, Workshop.VERSION)) {
            new ExampleModels(workshop, directory).teachOnce();
            folder.broken().values().forEach(workshop.terminal()::error);
            workshop.terminal()
                    .say("Insula is up at http://" + host + ":" + server.port() + "/ with " + names(models)
                            + ". Ctrl-C stops it.");
            stop.await();
        } finally {
            closed.countDown();
        }
        return 0;
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
