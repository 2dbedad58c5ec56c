package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.ModelFolder;
import org.insula.language.ModelInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula models list | add FILE | pull SOURCE | rm NAME}; a running server of that data directory sees the change at once. */
@Command(name = "models", description = "List, add, fetch or remove hosted models.")
final class ModelsCommand implements Runnable {
    private final Workshop workshop;

    @Mixin
    private ServerChoice server;

    ModelsCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public void run() {
        throw server.bad("Say what to do: models list, models add FILE, models pull SOURCE or models rm NAME.");
    }

    @Command(name = "list", description = "List every model that is served, published ones too.")
    int list() {
        JsonNode models;
        try (Client client = server.open(workshop)) {
            models = client.get("/api/models").path("models");
        }
        if (server.json()) {
            workshop.terminal().json(models);
        } else {
            models.forEach(model -> workshop.terminal()
                    .say(String.format(
                            "%-16s %-8s %s",
                            model.path("name").asText(),
                            model.path("kind").asText(),
                            model.path("about").asText())));
        }
        Map<String, String> broken = server.isRemote() ? Map.of() : folder().broken();
        broken.values().forEach(workshop.terminal()::error);
        return broken.isEmpty() ? 0 : 1;
    }

    @Command(name = "add", description = "Host a model file under its name, or another.")
    int add(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--name", paramLabel = "NAME", description = "Default: the file's name.") String name) {
        String given = name != null ? name : file.getFileName().toString().replaceFirst("\\.(insula|onnx|gguf)$", "");
        if (server.isRemote()) {
            throw new CliException("A model file cannot be sent to a server; copy it into the folder 'models' of the"
                    + " server's data directory, or run this command there with --data.");
        }
        try (Host host = host()) {
            String added = host.add(given, file).name();
            return answer("added", added, "Added '" + added + "'.");
        }
    }

    @Command(
            name = "pull",
            description = "Fetch a language model and host it: hf:OWNER/REPO/FILE.gguf[@REVISION], or an https address."
                    + " What broke off is gone on with.")
    int pull(
            @Parameters(paramLabel = "SOURCE") String from,
            @Option(names = "--name", paramLabel = "NAME", description = "Default: the file's name.") String name,
            @Option(
                            names = "--sha256",
                            paramLabel = "HEX",
                            description = "What the file has to be (default: what the server says, if it does).")
                    String sha256,
            @Option(
                            names = "--mirror",
                            paramLabel = "URL",
                            description = "Where hf: leads (default: $INSULA_MIRROR, or Hugging Face).")
                    String mirror) {
        if (server.isRemote()) {
            throw new CliException(
                    "A server cannot be told to fetch a model; run this command beside it, with --data.");
        }
        String hub = Optional.ofNullable(mirror)
                .or(() -> Optional.ofNullable(System.getenv("INSULA_MIRROR")))
                .orElse(ModelSource.HUB);
        ModelSource source = ModelSource.of(from, hub);
        String given = name != null ? name : source.modelName();
        Path models = server.data().directory(workshop).resolve("models");
        Path file = models.resolve(".pulling-" + source.fileName().replaceAll("[^A-Za-z0-9._-]", "-"));
        try (Host host = host();
                Download download = new Download(workshop.terminal())) {
            host.requireFree(given);
            Files.createDirectories(models);
            Optional<String> checked = download.fetch(source.address(), file, Optional.ofNullable(sha256));
            ModelInfo info = ModelInfo.read(file);
            workshop.terminal()
                    .remark(checked.map(hash -> "SHA-256 " + hash).orElse("No SHA-256 to check it by.") + " Licence: "
                            + info.license().orElse("none is named in the file") + ".");
            String added = host.add(given, file).name();
            return answer("added", added, "Added '" + added + "'.");
        } catch (IOException e) {
            throw new CliException("The folder '" + models + "' cannot be written (" + e.getMessage() + ").", e);
        }
    }

    @Command(name = "rm", description = "Remove a hosted model and its file, or the name of a published version.")
    int remove(@Parameters(paramLabel = "NAME") String name) {
        if (isInFolder(name)) {
            try (Host host = host()) {
                host.remove(name);
            }
        } else {
            try (Client client = server.open(workshop)) {
                client.delete("/api/aliases/" + Client.escaped(name));
            }
        }
        return answer("removed", name, "Removed '" + name + "'.");
    }

    /** What is built in is looked for there too, where its removal is refused. */
    private boolean isInFolder(String name) {
        return !server.isRemote()
                && (name.equals(Workshop.EXPRESSION) || folder().find(name).isPresent());
    }

    private int answer(String did, String name, String sentence) {
        if (server.json()) {
            workshop.terminal().json(JsonNodeFactory.instance.objectNode().put(did, name));
        } else {
            workshop.terminal().say(sentence);
        }
        return 0;
    }

    private Host host() {
        return new Host(workshop.builtIn(), folder(), HostOptions.of(1));
    }

    private ModelFolder folder() {
        return workshop.models(server.data().directory(workshop));
    }
}
