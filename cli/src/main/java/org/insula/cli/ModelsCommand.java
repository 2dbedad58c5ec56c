package org.insula.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.Map;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.ModelFolder;
import org.insula.host.ModelInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code insula models list | add FILE | rm NAME}; a running server of that data directory sees the change at once. */
@Command(name = "models", description = "List, add or remove hosted models.")
final class ModelsCommand implements Runnable {
    private final Workshop workshop;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The data directory (default: $INSULA_DATA or ~/.insula).")
    private Path data;

    ModelsCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: models list, models add FILE or models rm NAME.");
    }

    @Command(name = "list", description = "List every model.")
    int list(@Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (Host host = host()) {
            if (json) {
                ArrayNode models = JsonNodeFactory.instance.arrayNode();
                for (ModelInfo model : host.models(Caller.owner())) {
                    var entry = models.addObject()
                            .put("name", model.name())
                            .put("kind", model.kind())
                            .put("about", model.about())
                            .put("builtIn", model.builtIn());
                    model.labels().forEach(entry.putArray("labels")::add);
                }
                workshop.terminal().json(models);
            } else {
                host.models(Caller.owner())
                        .forEach(model -> workshop.terminal()
                                .say(String.format("%-16s %-8s %s", model.name(), model.kind(), model.about())));
            }
        }
        Map<String, String> broken = folder().broken();
        broken.values().forEach(workshop.terminal()::error);
        return broken.isEmpty() ? 0 : 1;
    }

    @Command(name = "add", description = "Host a model file under its name, or another.")
    int add(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--name", paramLabel = "NAME", description = "Default: the file's name.") String name) {
        String given = name != null ? name : file.getFileName().toString().replaceFirst("\\.(insula|onnx)$", "");
        try (Host host = host()) {
            workshop.terminal().say("Added '" + host.add(given, file).name() + "'.");
        }
        return 0;
    }

    @Command(name = "rm", description = "Remove a hosted model and its file.")
    int remove(@Parameters(paramLabel = "NAME") String name) {
        try (Host host = host()) {
            host.remove(name);
            workshop.terminal().say("Removed '" + name + "'.");
        }
        return 0;
    }

    private Host host() {
        return new Host(workshop.builtIn(), folder(), HostOptions.of(1));
    }

    private ModelFolder folder() {
        return workshop.models(data == null ? workshop.home() : data);
    }
}
