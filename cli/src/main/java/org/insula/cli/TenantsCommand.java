package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula tenants}: who shares this Insula, and how much of it each may use. */
@Command(
        name = "tenants",
        description = "Manage who shares this Insula; tenants see nothing of each other.",
        synopsisSubcommandLabel = "COMMAND")
final class TenantsCommand implements Runnable {
    private static final String TENANTS = "/api/tenants";

    private final Workshop workshop;

    @Mixin
    private ServerChoice server;

    TenantsCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    /** What a tenant may use; what is not given stays as it is. */
    static final class Bounds {
        @Option(
                names = "--weight",
                paramLabel = "N",
                description = "Its share when all are waiting, relative to the others, 1 to 1000 (at first 1).")
        private Long weight;

        @Option(names = "--requests-per-minute", paramLabel = "N", description = "At most; 'unlimited' for no bound.")
        private String requests;

        @Option(
                names = "--compute-seconds-per-day",
                paramLabel = "N",
                description = "At most; 'unlimited' for no bound.")
        private String seconds;

        @Option(
                names = "--storage",
                paramLabel = "SIZE",
                description = "At most, in bytes or as 10GB; 'unlimited' for no bound.")
        private String storage;
    }

    @Override
    public void run() {
        throw server.bad("Say what to do: tenants list, tenants create NAME, tenants change ID or tenants rm ID.");
    }

    @Command(name = "list", description = "List the tenants.")
    int list() {
        try (Client client = server.open(workshop)) {
            List<JsonNode> tenants = client.all(TENANTS);
            if (server.json()) {
                workshop.terminal().json(ProjectsCommand.array(tenants));
                return 0;
            }
            TextTable table = new TextTable("ID", "NAME", "WEIGHT", "A MINUTE", "SECONDS A DAY", "STORED", "OF");
            for (JsonNode tenant : tenants) {
                JsonNode quotas = tenant.path("quotas");
                table.row(
                        ProjectsCommand.text(tenant, "id"),
                        ProjectsCommand.text(tenant, "name"),
                        ProjectsCommand.text(tenant, "weight"),
                        bound(quotas, "requestsPerMinute"),
                        bound(quotas, "computeSecondsPerDay"),
                        Amounts.size(tenant.path("storedBytes").asLong()),
                        quotas.has("storageBytes")
                                ? Amounts.size(quotas.path("storageBytes").asLong())
                                : "unlimited");
            }
            table.print(workshop.terminal());
        }
        return 0;
    }

    private static String bound(JsonNode quotas, String name) {
        return quotas.has(name) ? ProjectsCommand.text(quotas, name) : "unlimited";
    }

    @Command(name = "create", description = "Let somebody in; then make them a key with 'insula keys create --tenant'.")
    int create(@Parameters(paramLabel = "NAME") String name, @Mixin Bounds bounds) {
        ObjectNode wanted = json(bounds).put("name", name);
        try (Client client = server.open(workshop)) {
            JsonNode tenant = client.post(TENANTS, wanted);
            return answer(
                    tenant,
                    "Created '" + name + "'. Next: insula keys create NAME --role teacher --tenant "
                            + ProjectsCommand.text(tenant, "id"));
        }
    }

    @Command(name = "change", description = "Change what a tenant may use; it holds from the next request on.")
    int change(
            @Parameters(paramLabel = "ID", description = "Its id or its name.") String tenant,
            @Option(names = "--name", paramLabel = "NAME", description = "Call it so.") String name,
            @Mixin Bounds bounds) {
        ObjectNode wanted = json(bounds);
        if (name != null) {
            wanted.put("name", name);
        }
        if (wanted.path("quotas").isEmpty() && wanted.size() == 1) {
            throw server.bad("Nothing is to be changed; give --name, --weight or a bound.");
        }
        try (Client client = server.open(workshop)) {
            return answer(
                    client.patch(TENANTS + "/" + Client.escaped(id(client, tenant)), wanted),
                    "Changed '" + tenant + "'.");
        }
    }

    private ObjectNode json(Bounds bounds) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (bounds.weight != null) {
            json.put("weight", bounds.weight);
        }
        ObjectNode quotas = json.putObject("quotas");
        number("--requests-per-minute", bounds.requests).ifPresent(most -> quotas.put("requestsPerMinute", most));
        number("--compute-seconds-per-day", bounds.seconds).ifPresent(most -> quotas.put("computeSecondsPerDay", most));
        if (bounds.storage != null) {
            quotas.put("storageBytes", storage(bounds.storage));
        }
        return json;
    }

    private Optional<Long> number(String option, String text) {
        if (text == null || isUnlimited(text)) {
            return Optional.ofNullable(text).map(_ -> Long.MAX_VALUE);
        }
        if (!text.matches("[0-9]{1,15}")) {
            throw server.bad(option + " is '" + text + "', which is no amount; give a whole number or 'unlimited'.");
        }
        return Optional.of(Long.parseLong(text));
    }

    private long storage(String text) {
        if (isUnlimited(text)) {
            return Long.MAX_VALUE;
        }
        return Amounts.bytes(text)
                .orElseThrow(() -> server.bad("--storage is '" + text
                        + "', which is no size; give bytes, a size such as 10GB, or 'unlimited'."));
    }

    private static boolean isUnlimited(String text) {
        return text.equals("unlimited");
    }

    @Command(name = "rm", description = "Delete a tenant with everything that it has.")
    int remove(@Parameters(paramLabel = "ID", description = "Its id or its name.") String tenant) {
        try (Client client = server.open(workshop)) {
            String id = id(client, tenant);
            client.delete(TENANTS + "/" + Client.escaped(id));
            return answer(
                    JsonNodeFactory.instance.objectNode().put("id", id),
                    "Deleted '" + tenant + "' with all that it had.");
        }
    }

    private int answer(JsonNode json, String sentence) {
        if (server.json()) {
            workshop.terminal().json(json);
        } else {
            workshop.terminal().say(sentence);
        }
        return 0;
    }

    /** The id of a tenant that was given by its id or its name. */
    static String id(Client client, String tenant) {
        List<JsonNode> all = client.all(TENANTS);
        return all.stream()
                .map(each -> ProjectsCommand.text(each, "id"))
                .filter(tenant::equals)
                .findFirst()
                .or(() -> all.stream()
                        .filter(each -> ProjectsCommand.text(each, "name").equals(tenant))
                        .map(each -> ProjectsCommand.text(each, "id"))
                        .findFirst())
                .orElseThrow(() -> new CliException(
                        "There is no tenant '" + tenant + "'; see 'insula tenants list' and name one of them."));
    }

    /** What narrows a list down to a tenant, where one was given. */
    static String query(Client client, String tenant) {
        return tenant == null ? "" : "?tenant=" + Client.escaped(id(client, tenant));
    }
}
