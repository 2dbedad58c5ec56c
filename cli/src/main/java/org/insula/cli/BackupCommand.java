package org.insula.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.insula.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code insula backup}: from the data itself, or from the server that holds it, while it goes on. */
@Command(
        name = "backup",
        description =
                "Write tenants, keys, projects, examples, versions, usage and the audit log into one file. Models that"
                        + " lie in the folder 'models' are files already and are not in it.")
final class BackupCommand implements Callable<Integer> {
    private final Workshop workshop;

    @Parameters(paramLabel = "FILE.zip", description = "What was there is replaced when the backup is whole.")
    private Path file;

    @Mixin
    private ServerChoice server;

    BackupCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
            throw new CliException("'" + file + "' cannot be written; name a file in a folder that exists.");
        }
        Optional<Client> running = server.running(workshop);
        if (running.isPresent()) {
            try (Client client = running.get()) {
                fetch(client);
            }
        } else if (server.data().isEmpty(workshop)) {
            throw new CliException("Nothing is kept in '" + server.data().directory(workshop)
                    + "' that could be backed up; name the data directory with --data.");
        } else {
            try (Store store = Store.open(server.data().settings(workshop), workshop.clock())) {
                store.backup(file);
            }
        }
        long size = file.toFile().length();
        if (server.json()) {
            workshop.terminal()
                    .json(JsonNodeFactory.instance
                            .objectNode()
                            .put("file", file.toString())
                            .put("bytes", size));
        } else {
            workshop.terminal()
                    .say("Wrote " + file + " (" + Amounts.size(size)
                            + "). Whoever can read it can read the examples. To go back: insula restore " + file
                            + " --data NEW_DIR");
        }
        return 0;
    }

    /** The file is there whole, or as it was before. */
    private void fetch(Client client) {
        Path half = file.resolveSibling(file.getFileName() + ".part");
        try {
            client.download("/api/backup", half);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CliException(
                    "'" + file + "' cannot be written (" + e.getMessage() + "); choose another place.", e);
        } finally {
            boolean _ = half.toFile().delete();
        }
    }
}
