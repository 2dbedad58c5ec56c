package org.insula.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code insula version}. */
@Command(name = "version", description = "Say which version this is.")
final class VersionCommand implements Runnable {
    private final Workshop workshop;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    VersionCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public void run() {
        if (json) {
            workshop.terminal()
                    .json(JsonNodeFactory.instance
                            .objectNode()
                            .put("version", Workshop.VERSION)
                            .put("java", Runtime.version().toString()));
        } else {
            workshop.terminal().say("insula " + Workshop.VERSION);
        }
    }
}
