package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code insula usage}. */
@Command(name = "usage", description = "Show what was used of which model, hour by hour.")
final class UsageCommand implements Callable<Integer> {
    private final Workshop workshop;

    @Mixin
    private ServerChoice server;

    @Option(names = "--tenant", paramLabel = "T", description = "Whose (default: one's own).")
    private String tenant;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "2027-01-31 or 2027-01-31T12:00:00Z, UTC (default: 31 days before the end).")
    private String from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "The end, which is not in it any more (default: now).")
    private String until;

    UsageCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() {
        String span = time("from", from) + time("until", until);
        try (Client client = server.open(workshop)) {
            String whose = TenantsCommand.query(client, tenant);
            List<JsonNode> usage = client.all("/api/usage" + (whose.isEmpty() ? "?" : whose) + span);
            if (server.json()) {
                workshop.terminal().json(ProjectsCommand.array(usage));
            } else {
                print(usage);
            }
        }
        return 0;
    }

    private String time(String name, String text) {
        if (text == null) {
            return "";
        }
        return "&" + name + "="
                + Amounts.time(text)
                        .orElseThrow(() -> server.bad("--" + name + " is '" + text
                                + "', which is no time; give 2027-01-31 or 2027-01-31T12:00:00Z."));
    }

    private void print(List<JsonNode> usage) {
        if (usage.isEmpty()) {
            workshop.terminal().say("Nothing was used in this time.");
            return;
        }
        TextTable table = new TextTable("HOUR", "MODEL", "REQUESTS", "FAILED", "SECONDS", "RECEIVED");
        for (JsonNode hour : usage) {
            table.row(
                    ProjectsCommand.text(hour, "hour"),
                    ProjectsCommand.text(hour, "model"),
                    ProjectsCommand.text(hour, "requests"),
                    ProjectsCommand.text(hour, "errors"),
                    String.format(
                            Locale.ROOT, "%.3f", hour.path("computeSeconds").asDouble()),
                    Amounts.size(hour.path("bytesIn").asLong()));
        }
        table.print(workshop.terminal());
    }
}
