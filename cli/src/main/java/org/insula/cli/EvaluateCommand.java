package org.insula.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.insula.dataset.Dataset;
import org.insula.host.Hosted;
import org.insula.teach.ReportJson;
import org.insula.teach.Teacher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula evaluate}. */
@Command(name = "evaluate", description = "Measure a model on labelled examples that it was not taught with.")
final class EvaluateCommand implements Callable<Integer> {
    private final Workshop workshop;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .insula file, a hosted or a built-in name.")
    private String model;

    @Parameters(index = "1", paramLabel = "DATA", description = "As for teach.")
    private Path data;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    EvaluateCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() {
        Hosted hosted = workshop.model(model);
        try (Dataset examples = workshop.dataset(data, hosted.kind())) {
            Evaluator evaluator = new Evaluator(workshop, hosted);
            Teacher.Measured measured = workshop.stoppable(() -> evaluator.measure(examples));
            if (json) {
                workshop.terminal().json(ReportJson.of(hosted.kind(), measured));
            } else {
                new Report(workshop.terminal()).measured(ReportJson.of(hosted.kind(), measured));
            }
        }
        return 0;
    }
}
