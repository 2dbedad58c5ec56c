package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.insula.store.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula keys}: who may ask, and for what. */
@Command(
        name = "keys",
        description = "Make, list and revoke API keys. From the first one on, every request needs one.",
        synopsisSubcommandLabel = "COMMAND")
final class KeysCommand implements Runnable {
    private static final String KEYS = "/api/keys";

    private final Workshop workshop;

    @Mixin
    private ServerChoice server;

    KeysCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public void run() {
        throw server.bad("Say what to do: keys list, keys create NAME --role ROLE or keys revoke ID.");
    }

    @Command(name = "list", description = "List the keys; their secrets are kept nowhere.")
    int list(@Option(names = "--tenant", paramLabel = "T", description = "Whose (default: one's own).") String tenant) {
        try (Client client = server.open(workshop)) {
            List<JsonNode> keys = client.all(KEYS + TenantsCommand.query(client, tenant));
            if (server.json()) {
                workshop.terminal().json(ProjectsCommand.array(keys));
                return 0;
            }
            Instant now = workshop.clock().instant();
            TextTable table = new TextTable("ID", "NAME", "ROLE", "SCOPES", "CREATED", "STATE");
            for (JsonNode key : keys) {
                table.row(
                        ProjectsCommand.text(key, "id"),
                        ProjectsCommand.text(key, "name"),
                        ProjectsCommand.text(key, "role"),
                        scopes(key),
                        ProjectsCommand.day(key),
                        state(key, now));
            }
            table.print(workshop.terminal());
        }
        return 0;
    }

    private static String scopes(JsonNode key) {
        if (!key.has("scopes")) {
            return "all";
        }
        StringBuilder scopes = new StringBuilder();
        key.path("scopes")
                .forEach(scope -> scopes.append(scopes.isEmpty() ? "" : ", ").append(scope.asText()));
        return scopes.toString();
    }

    private static String state(JsonNode key, Instant now) {
        if (key.has("revoked")) {
            return "revoked";
        }
        if (!key.has("expires")) {
            return "good";
        }
        String expires = ProjectsCommand.text(key, "expires");
        return Instant.parse(expires).isAfter(now) ? "good until " + expires : "expired";
    }

    @Command(name = "create", description = "Make a key. Its secret is shown this once.")
    int create(
            @Parameters(paramLabel = "NAME", description = "What it is for.") String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "reader asks, teacher also teaches, admin also manages keys.")
                    String role,
            @Option(names = "--tenant", paramLabel = "T", description = "For whom (default: one's own).") String tenant,
            @Option(
                            names = "--scope",
                            paramLabel = "S",
                            description = "Confine it to this model or project; may be repeated.")
                    List<String> scopes,
            @Option(
                            names = "--expires",
                            paramLabel = "TIME",
                            description = "12h, 90d, 4w, 2027-01-31 or 2027-01-31T12:00:00Z (default: never).")
                    String expires) {
        ObjectNode wanted =
                JsonNodeFactory.instance.objectNode().put("name", name).put("role", role(role));
        expiry(expires).ifPresent(time -> wanted.put("expires", time.toString()));
        if (scopes != null) {
            ArrayNode names = wanted.putArray("scopes");
            scopes.forEach(names::add);
        }
        try (Client client = server.open(workshop)) {
            if (tenant != null) {
                wanted.put("tenant", TenantsCommand.id(client, tenant));
            }
            JsonNode key = client.post(KEYS, wanted);
            if (server.json()) {
                workshop.terminal().json(key);
            } else {
                workshop.terminal().say(ProjectsCommand.text(key, "secret"));
            }
            workshop.terminal()
                    .remark("This is the only time that the key is shown; keep it where nobody else can read it."
                            + " From the first key on, every request needs one.");
        }
        return 0;
    }

    private String role(String word) {
        for (Role role : Role.values()) {
            if (role.name().equalsIgnoreCase(word)) {
                return role.name().toLowerCase(Locale.ROOT);
            }
        }
        throw server.bad("--role is '" + word + "', which is no role; give reader, teacher or admin.");
    }

    private Optional<Instant> expiry(String text) {
        if (text == null) {
            return Optional.empty();
        }
        Instant now = workshop.clock().instant();
        Instant time = Amounts.timeOrSpan(text, now)
                .orElseThrow(() -> server.bad("--expires is '" + text + "', which is no time; give 12h, 90d, 4w,"
                        + " 2027-01-31 or 2027-01-31T12:00:00Z."));
        if (!time.isAfter(now)) {
            throw server.bad("--expires is '" + text + "', which has passed; give a time to come.");
        }
        return Optional.of(time);
    }

    @Command(name = "revoke", description = "Take a key back; it is refused from now on.")
    int revoke(
            @Parameters(paramLabel = "ID", description = "As the list shows it.") String id,
            @Option(names = "--tenant", paramLabel = "T", description = "Whose (default: one's own).") String tenant) {
        try (Client client = server.open(workshop)) {
            JsonNode key = client.delete(KEYS + "/" + Client.escaped(id) + TenantsCommand.query(client, tenant));
            if (server.json()) {
                workshop.terminal().json(key);
            } else {
                workshop.terminal().say("Revoked '" + ProjectsCommand.text(key, "name") + "'.");
            }
        }
        return 0;
    }
}
