package org.insula.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.TfjsConverter;
import org.insula.onnx.TfjsOptions;
import org.insula.onnx.ValueInfo;
import org.insula.teach.SafeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula import}. */
@Command(
        name = "import",
        description = "Turn a TensorFlow.js model, as Teachable Machine exports them, into an ONNX graph.")
final class ImportCommand implements Callable<Integer> {
    private final Workshop workshop;

    @Parameters(paramLabel = "MODEL_DIR", description = "A folder with model.json and its weights, or the model.json.")
    private Path model;

    @Option(names = "-o", required = true, paramLabel = "FILE.onnx", description = "Write the graph here.")
    private Path output;

    ImportCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() {
        OnnxModel graph = TfjsConverter.convert(model, TfjsOptions.asDeclared());
        byte[] bytes = graph.toBytes();
        SafeFile.write(output, bytes);
        workshop.terminal().say("Wrote " + output + " (" + bytes.length / 1_000 + " kB).");
        graph.inputs().forEach(input -> workshop.terminal().say("  input  " + describe(input)));
        graph.outputs().forEach(output -> workshop.terminal().say("  output " + describe(output)));
        return 0;
    }

    private static String describe(ValueInfo value) {
        return value.name() + " " + value.shape();
    }
}
