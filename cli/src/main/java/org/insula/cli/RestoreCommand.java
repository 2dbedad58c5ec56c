package org.insula.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.insula.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula restore}. */
@Command(name = "restore", description = "Fill a new data directory, or an empty database, from a backup.")
final class RestoreCommand implements Callable<Integer> {
    private final Workshop workshop;

    @Parameters(paramLabel = "FILE.zip", description = "As 'insula backup' wrote it.")
    private Path file;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private DataChoice data;

    RestoreCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() {
        Path directory = data.directory(workshop);
        if (!data.isNamed()) {
            throw new CliException("No data directory was named; give a new one with --data.");
        }
        if (!java.nio.file.Files.isRegularFile(file)) {
            throw new CliException("There is no file '" + file + "'; check its name.");
        }
        ServerFile.read(directory).ifPresent(running -> {
            throw new CliException("A server at " + running.address() + " holds '" + directory
                    + "'; restore into a new data directory, then stop the server and start it with that one.");
        });
        try (Store store = Store.open(data.settings(workshop), workshop.clock())) {
            store.restore(file);
        }
        if (json) {
            workshop.terminal()
                    .json(JsonNodeFactory.instance
                            .objectNode()
                            .put("file", file.toString())
                            .put("data", directory.toString()));
        } else {
            workshop.terminal().say("Restored " + file + ". Next: insula up --data " + directory);
        }
        return 0;
    }
}
