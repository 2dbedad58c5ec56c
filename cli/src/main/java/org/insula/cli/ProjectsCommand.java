package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.insula.dataset.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula projects}: what {@code insula teach} does with a folder, with examples and versions that are kept. */
@Command(
        name = "projects",
        description = "Collect examples in projects, teach them, and publish what they learned.",
        synopsisSubcommandLabel = "COMMAND")
final class ProjectsCommand implements Runnable {
    private static final String PROJECTS = "/api/projects";
    private static final String NAME = "NAME";

    private final Workshop workshop;

    @Mixin
    private ServerChoice server;

    ProjectsCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public void run() {
        throw server.bad("Say what to do: projects list, create, add, teach, publish, versions or rm.");
    }

    private int with(Function<Client, Integer> work) {
        return workshop.stoppable(() -> {
            try (Client client = server.open(workshop)) {
                return work.apply(client);
            }
        });
    }

    @Command(name = "list", description = "List the projects.")
    int list() {
        return with(client -> {
            List<JsonNode> projects = client.all(PROJECTS);
            if (server.json()) {
                workshop.terminal().json(array(projects));
                return 0;
            }
            TextTable table = new TextTable("NAME", "KIND", "CREATED", "PURPOSE");
            for (JsonNode project : projects) {
                table.row(
                        text(project, "name"),
                        text(project, "kind"),
                        day(project),
                        text(project, "purpose").replaceAll("\\s+", " "));
            }
            table.print(workshop.terminal());
            return 0;
        });
    }

    @Command(name = "create", description = "Begin a project.")
    int create(
            @Parameters(paramLabel = NAME) String name,
            @Option(
                            names = "--kind",
                            required = true,
                            paramLabel = "KIND",
                            description = "What its examples are: face, picture, sound, movement, hand, body or text.")
                    String kind,
            @Option(
                            names = "--purpose",
                            paramLabel = "TEXT",
                            description = "What it is for; models of expressions are published only where it is said.")
                    String purpose) {
        ObjectNode wanted =
                JsonNodeFactory.instance.objectNode().put("name", name).put("kind", kind);
        if (purpose != null) {
            wanted.put("purpose", purpose);
        }
        return with(client -> {
            JsonNode project = client.post(PROJECTS, wanted);
            return answer(project, "Created '" + name + "'. Next: insula projects add " + name + " DATA");
        });
    }

    @Command(
            name = "add",
            description =
                    "Send examples; those that the project has already are not sent again, so that what broke off is"
                            + " gone on with by the same command.")
    int add(
            @Parameters(paramLabel = NAME) String name,
            @Parameters(
                            paramLabel = "DATA",
                            description =
                                    "A folder with one sub-folder per label; a table; or a zip of one of these, as"
                                            + " 'insula teach' takes it.")
                    Path data) {
        return with(client -> {
            JsonNode project = project(client, name);
            try (Dataset examples = workshop.dataset(data, text(project, "kind"))) {
                Upload upload = new Upload(client, path(project), workshop.progress("Sending examples"));
                Upload.Sent sent = upload.send(examples);
                workshop.terminal().clear();
                sent.skipped()
                        .forEach(skip -> workshop.terminal().remark(skip.input() + " was not sent: " + skip.error()));
                return answer(
                        sent.json(),
                        "Added " + sent.added() + " examples; " + sent.known() + " were there already. Next: insula"
                                + " projects teach " + name);
            }
        });
    }

    @Command(name = "teach", description = "Teach a project and say how good the new version is.")
    int teach(@Parameters(paramLabel = NAME) String name) {
        return with(client -> {
            JsonNode project = project(client, name);
            new TeachingWatch(client, workshop.progress("Looking at examples")).teach(path(project));
            workshop.terminal().clear();
            JsonNode version = newest(client, project, name);
            if (server.json()) {
                ObjectNode json = JsonNodeFactory.instance
                        .objectNode()
                        .put("project", name)
                        .put("version", version.path("version").asLong());
                json.setAll((ObjectNode) version.path("figures"));
                workshop.terminal().json(json);
                return 0;
            }
            new Report(workshop.terminal()).lesson(version.path("figures"), Report.UNSEEN);
            workshop.terminal().say("");
            workshop.terminal()
                    .say("This is version " + version.path("version").asLong()
                            + ", a draft. Next: insula projects publish " + name);
            return 0;
        });
    }

    @Command(name = "publish", description = "Give a version the traffic of a name.")
    int publish(
            @Parameters(paramLabel = NAME) String name,
            @Option(names = "--version", paramLabel = "N", description = "Default: the newest.") Long number,
            @Option(names = "--as", paramLabel = "MODEL", description = "The name to ask for (default: the project's).")
                    String model) {
        return with(client -> {
            JsonNode project = project(client, name);
            long version = number != null
                    ? number
                    : newest(client, project, name).path("version").asLong();
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            if (model != null) {
                body.put("name", model);
            }
            JsonNode published = client.post(path(project) + "/versions/" + version + "/publish", body);
            return answer(
                    published,
                    "Published version " + version + " of '" + name + "' as '" + text(published, "model") + "'.");
        });
    }

    @Command(name = "versions", description = "List the versions of a project.")
    int versions(@Parameters(paramLabel = NAME) String name) {
        return with(client -> {
            List<JsonNode> versions = client.all(path(project(client, name)) + "/versions");
            if (server.json()) {
                workshop.terminal().json(array(versions));
                return 0;
            }
            TextTable table = new TextTable("VERSION", "STATE", "CREATED", "EXAMPLES", "RIGHT");
            for (JsonNode version : versions) {
                JsonNode figures = version.path("figures");
                table.row(
                        text(version, "version"),
                        text(version, "state"),
                        day(version),
                        text(figures, "examples"),
                        String.format(
                                Locale.ROOT,
                                "%.0f in 100",
                                100 * figures.path("accuracy").asDouble()));
            }
            table.print(workshop.terminal());
            return 0;
        });
    }

    @Command(
            name = "rm",
            description =
                    "Delete a project with its examples and versions; names that they are published under go first, with"
                            + " 'insula models rm'.")
    int remove(@Parameters(paramLabel = NAME) String name) {
        return with(client -> {
            JsonNode project = project(client, name);
            client.delete(path(project));
            return answer(project, "Deleted '" + name + "' with everything in it.");
        });
    }

    private int answer(JsonNode json, String sentence) {
        if (server.json()) {
            workshop.terminal().json(json);
        } else {
            workshop.terminal().say(sentence);
        }
        return 0;
    }

    /** By its name; what a path cannot carry is looked for in the list. */
    private static JsonNode project(Client client, String name) {
        if (name.matches("[\\p{L}\\p{N} _.@-]*[\\p{L}\\p{N}]")) {
            return client.get(PROJECTS + "/" + Client.escaped(name));
        }
        return client.all(PROJECTS).stream()
                .filter(project -> text(project, "name").equals(name))
                .findFirst()
                .orElseThrow(() -> new CliException(
                        "There is no project '" + name + "'; list the projects and name one of them."));
    }

    private static String path(JsonNode project) {
        return PROJECTS + "/" + Client.escaped(text(project, "id"));
    }

    private static JsonNode newest(Client client, JsonNode project, String name) {
        Optional<JsonNode> newest = client.all(path(project) + "/versions").stream()
                .max(java.util.Comparator.comparingLong(
                        version -> version.path("version").asLong()));
        return newest.orElseThrow(() ->
                new CliException("'" + name + "' has no version yet; teach it first: insula projects teach " + name));
    }

    static ArrayNode array(List<JsonNode> items) {
        return JsonNodeFactory.instance.arrayNode().addAll(items);
    }

    static String text(JsonNode json, String field) {
        return json.path(field).asText();
    }

    static String day(JsonNode json) {
        String created = text(json, "created");
        return created.length() < 10 ? created : created.substring(0, 10);
    }
}
