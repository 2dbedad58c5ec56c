package org.insula.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.insula.server.ServerOptions;
import org.insula.store.StoreException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Which server a command speaks to: the one that was named, the one that holds the data directory, or else one that is
 * started for the command.
 */
final class ServerChoice {
    private static final int ATTEMPTS = 50;
    private static final long PAUSE_MILLIS = 200;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--server",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Speak to this server, such as http://127.0.0.1:8460, instead of a data directory.")
    private String server;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            scope = ScopeType.INHERIT,
            description = "The API key (default: $INSULA_KEY with --server, the owner's own with --data).")
    private String key;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private DataChoice data;

    boolean json() {
        return json;
    }

    DataChoice data() {
        return data;
    }

    /** Whether a server was named, and not a directory. */
    boolean isRemote() {
        if (server != null && data.isNamed()) {
            throw bad("--server and --data were both given; give the one that is meant.");
        }
        return server != null;
    }

    /** A command was used in a way that cannot be meant. */
    ParameterException bad(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The server that runs already, if one was named or holds the data directory. */
    Optional<Client> running(Workshop workshop) {
        if (isRemote()) {
            Optional<String> secret =
                    Optional.ofNullable(key).or(() -> Optional.ofNullable(System.getenv("INSULA_KEY")));
            return Optional.of(new Client(address(), secret, () -> {}));
        }
        return ServerFile.read(data.directory(workshop)).map(file -> client(file, () -> {}));
    }

    private Client client(ServerFile file, AutoCloseable beneath) {
        return new Client(file.address(), Optional.of(key == null ? file.key() : key), beneath);
    }

    private URI address() {
        try {
            URI address = new URI(server.replaceFirst("/+$", ""));
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (web && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw bad("--server is '" + server
                + "', which is no address of a server; give one such as http://127.0.0.1:8460.");
    }

    /** A server to speak to; one that has to be started stops when this is closed. */
    Client open(Workshop workshop) {
        for (int attempt = 1; ; attempt++) {
            Optional<Client> running = running(workshop);
            if (running.isPresent()) {
                return running.get();
            }
            try {
                return own(workshop);
            } catch (StoreException e) {
                if (e.reason() != StoreException.Reason.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
                pause(); // another command has the directory, and soon has done
            }
        }
    }

    private Client own(Workshop workshop) {
        ServerOptions options =
                new ServerOptions("127.0.0.1", 0, ServerOptions.defaults().maxBodyBytes());
        Serving serving = Serving.start(workshop, data.settings(workshop), options);
        return client(serving.file(), serving);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Stopped while another command had the data directory; start it again.");
        }
    }
}
