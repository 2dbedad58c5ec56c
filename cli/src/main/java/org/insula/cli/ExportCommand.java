package org.insula.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.insula.host.Hosted;
import org.insula.teach.Model;
import org.insula.teach.ModelFile;
import org.insula.teach.OnnxExport;
import org.insula.teach.SafeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula export}. */
@Command(
        name = "export",
        description = "Write a taught model for other programs: one ONNX graph, or the model file as a plain zip.")
final class ExportCommand implements Callable<Integer> {
    private final Workshop workshop;

    enum Format {
        ONNX,
        ZIP
    }

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .insula file or a hosted name.")
    private String model;

    @Option(names = "--format", required = true, description = "onnx or zip.")
    private Format format;

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "Write it here.")
    private Path output;

    ExportCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() {
        Hosted hosted = workshop.model(model);
        Model taught = hosted.taught()
                .orElseThrow(() -> new CliException(
                        "'" + model + "' is built in; only taught models are exported, so teach one first."));
        byte[] bytes = switch (format) {
            case ONNX -> OnnxExport.of(taught, hosted.encoder());
            case ZIP -> ModelFile.toBytes(taught);
        };
        SafeFile.write(output, bytes);
        workshop.terminal().say("Wrote " + output + " (" + bytes.length / 1_000 + " kB).");
        return 0;
    }
}
