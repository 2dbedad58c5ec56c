package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.Network;
import org.insula.onnx.OnnxException;
import org.insula.onnx.Shape;
import org.insula.onnx.Tensor;
import org.insula.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code insula doctor}: looks at the machine and at everything that is kept, repairs what can be repaired, and says what
 * cannot. A server that holds the data examines it itself, while it runs.
 */
@Command(
        name = "doctor",
        description = "Examine the machine and everything that is kept, and repair what can be repaired; exit code 1 if"
                + " something is damaged.")
final class DoctorCommand implements Callable<Integer> {
    private static final long LITTLE_SPACE = 1_000_000_000;

    private final Workshop workshop;
    private final ObjectNode report = JsonNodeFactory.instance.objectNode();
    private final ArrayNode findings = JsonNodeFactory.instance.arrayNode();

    @Mixin
    private ServerChoice server;

    DoctorCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() {
        if (!server.isRemote()) {
            machine();
            disk(server.data().directory(workshop));
        }
        kept();
        report.set("findings", findings);
        boolean damaged = findings.valueStream().anyMatch(DoctorCommand::isDamage);
        if (server.json()) {
            workshop.terminal().json(report.put("damaged", damaged));
        } else {
            tell(damaged);
        }
        return damaged ? 1 : 0;
    }

    private static boolean isDamage(JsonNode finding) {
        return ProjectsCommand.text(finding, "severity").equals("damaged");
    }

    private void find(String severity, String what, String remedy) {
        findings.addObject().put("severity", severity).put("what", what).put("remedy", remedy);
    }

    private void machine() {
        report.put("insula", Workshop.VERSION)
                .put("java", Runtime.version().toString())
                .put("cores", workshop.cores())
                .put("heapBytes", Runtime.getRuntime().maxMemory());
        boolean loads = networksRun();
        report.put("onnxRuntime", loads);
    }

    /** Whether a network of one node doubles a number. */
    private boolean networksRun() {
        GraphBuilder graph = new GraphBuilder();
        String x = graph.input("x", ElementType.FLOAT, Shape.of(1));
        graph.output("y", graph.node("Add", List.of(x, x)), ElementType.FLOAT, Shape.of(1));
        try (Network network = Network.load(graph.build().toBytes())) {
            Map<String, Tensor> output = network.run(Map.of("x", Tensor.of(new float[] {21}, 1)));
            if (output.get("y").floats()[0] == 42) {
                return true;
            }
            find("damaged", "ONNX Runtime calculates wrongly.", "Install Insula anew on this machine.");
        } catch (OnnxException | LinkageError e) {
            find(
                    "damaged",
                    "ONNX Runtime cannot be loaded (" + e.getMessage() + ").",
                    "Install Insula anew for this kind of machine; on Linux it takes glibc 2.28 or newer.");
        }
        return false;
    }

    private void disk(Path directory) {
        try {
            Path there = directory.toAbsolutePath();
            while (!Files.exists(there)) {
                there = there.getParent();
            }
            long free = Files.getFileStore(there).getUsableSpace();
            report.put("data", directory.toString()).put("freeBytes", free);
            if (free < LITTLE_SPACE) {
                find(
                        "warning",
                        "Only " + Amounts.size(free) + " of the disk are free.",
                        "Delete something, or move the data directory to a larger disk.");
            }
            report.put("cacheBytes", size(directory.resolve("cache")));
        } catch (IOException | UncheckedIOException e) {
            find("damaged", "'" + directory + "' cannot be read (" + e.getMessage() + ").", "Check that it is yours.");
        }
    }

    private static long size(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private void kept() {
        if (!server.isRemote() && server.data().isEmpty(workshop)) {
            return;
        }
        try (Client client = server.open(workshop)) {
            JsonNode found = workshop.stoppable(
                    () -> client.post("/api/doctor", JsonNodeFactory.instance.objectNode()),
                    "Stopped; nothing was left half repaired.",
                    1);
            findings.addAll(found.path("findings").valueStream().toList());
            report.set("audit", found.path("audit"));
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.BROKEN) {
                throw e;
            }
            find("damaged", e.getMessage(), "Restore a backup into a new data directory.");
        }
    }

    private void tell(boolean damaged) {
        Terminal terminal = workshop.terminal();
        if (report.has("java")) {
            terminal.say("Insula " + Workshop.VERSION + " on Java " + Runtime.version() + ", " + workshop.cores()
                    + " cores, at most " + Amounts.size(report.path("heapBytes").asLong()) + " of heap.");
            if (report.path("onnxRuntime").asBoolean()) {
                terminal.say("ONNX Runtime loads.");
            }
        }
        if (report.has("freeBytes")) {
            terminal.say(Amounts.size(report.path("freeBytes").asLong()) + " are free for '"
                    + ProjectsCommand.text(report, "data") + "'; its cache takes "
                    + Amounts.size(report.path("cacheBytes").asLong()) + ".");
        }
        Optional<JsonNode> audit = report.optional("audit");
        terminal.say(
                audit.isEmpty()
                        ? "Nothing is kept there yet."
                        : "The audit log holds together for "
                                + audit.get().path("entries").asLong() + " entries, up to "
                                + ProjectsCommand.text(audit.get(), "head") + ".");
        findings.forEach(finding -> terminal.say(ProjectsCommand.text(finding, "severity") + ": "
                + ProjectsCommand.text(finding, "what") + " " + ProjectsCommand.text(finding, "remedy")));
        terminal.say(damaged ? "Something is damaged; see above for what to do." : "Nothing is damaged.");
    }
}
