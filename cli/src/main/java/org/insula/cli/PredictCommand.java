package org.insula.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.insula.dataset.Content;
import org.insula.dataset.DatasetException;
import org.insula.dataset.DatasetLimits;
import org.insula.dataset.SeriesFile;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.insula.host.Answer;
import org.insula.host.AnswerJson;
import org.insula.host.Hosted;
import org.insula.host.Occurrence;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula predict}. */
@Command(name = "predict", description = "Ask a model about files or texts.")
final class PredictCommand implements Callable<Integer> {
    private final Workshop workshop;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .insula file, a hosted or a built-in name.")
    private String model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "INPUT",
            description =
                    "Files, or folders of frames for hand and body; '-' reads standard input; for a text model also the text itself.")
    private List<String> inputs;

    @Option(names = "--top", paramLabel = "K", description = "List the K most probable labels (default: all).")
    private Integer top;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    PredictCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() {
        if (top != null && top < 1) {
            throw new CliException("--top is " + top + "; give a number from 1.");
        }
        Hosted hosted = workshop.model(model);
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        int failed = 0;
        List<Question> questions = inputs.stream()
                .flatMap(input -> questions(input, hosted.kind()))
                .toList();
        for (Question question : questions) {
            String input = question.input();
            try {
                Answer answer = hosted.answer(question.content().get());
                ObjectNode rendered =
                        AnswerJson.of(input, hosted.kind(), answer, top == null ? Integer.MAX_VALUE : top);
                if (answers.size() == failed && hosted.kind().equals("face")) {
                    rendered.put("note", AnswerJson.APPARENT);
                }
                answers.add(rendered);
                say(input, answer);
            } catch (EncodingException | DatasetException | CliException e) {
                failed++;
                answers.add(AnswerJson.error(input, e.getMessage()));
                workshop.terminal().error(questions.size() > 1 ? input + ": " + e.getMessage() : e.getMessage());
            }
        }
        if (json) {
            workshop.terminal().json(answers);
        } else if (hosted.kind().equals("face") && failed < questions.size()) {
            workshop.terminal().say(AnswerJson.APPARENT);
        }
        return failed > 0 ? 1 : 0;
    }

    /** Something to be asked about, read when its turn comes. */
    private record Question(String input, Supplier<byte[]> content) {}

    /** One for each input, and for each recording of a file that holds many. */
    private static Stream<Question> questions(String input, String kind) {
        if (kind.equals("movement") && !input.equals("-")) {
            try {
                Path file = Path.of(input);
                if (Files.isRegularFile(file) && SeriesFile.is(file)) {
                    List<SeriesFile.Entry> entries = SeriesFile.entries(file);
                    String folder = input.substring(
                            0, input.length() - file.getFileName().toString().length());
                    return entries.stream().map(one -> new Question(folder + one.name(), one.content()::read));
                }
            } catch (InvalidPathException | DatasetException e) {
                return Stream.of(new Question(input, () -> {
                    throw new CliException(e.getMessage(), e);
                }));
            }
        }
        return Stream.of(new Question(input, () -> read(input, kind)));
    }

    private static byte[] read(String input, String kind) {
        int limit = DatasetLimits.standard().maxExampleBytes();
        if (input.equals("-")) {
            return readStandardInput(limit);
        }
        try {
            Path file = Path.of(input);
            if (Files.isRegularFile(file)) {
                return new Content.File(file, limit).read();
            }
            if (Files.isDirectory(file) && Workshop.mayBeFrames(kind)) {
                return new Content.Frames(file, Optional.empty(), limit).read();
            }
            if (Files.isDirectory(file)) {
                throw new CliException("'" + input + "' is a folder; give the files in it, such as " + input + "/*.");
            }
        } catch (InvalidPathException e) {
            // a text may hold what no path may
        }
        if (kind.equals("text")) {
            return input.getBytes(StandardCharsets.UTF_8);
        }
        throw new CliException("There is no file '" + input + "'; check its name.");
    }

    private static byte[] readStandardInput(int limit) {
        try (InputStream in = System.in) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new CliException("Standard input is larger than " + limit / 1_000_000 + " MB; send less.");
            }
            return bytes;
        } catch (IOException e) {
            throw new CliException("Standard input cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private void say(String input, Answer answer) {
        if (json) {
            return;
        }
        for (Answer.Part part : answer.parts()) {
            if (answer.events().isPresent() && part.where() instanceof Where.Span) {
                continue; // of many windows only what happened is told
            }
            String line = switch (part.verdict()) {
                case Verdict.Recognised(String label, double probability, List<Guess> guesses) ->
                    label + " " + percent(probability) + others(guesses);
                case Verdict.Unknown(String nearest, double _, List<Guess> _) -> "unknown (nearest: " + nearest + ")";
            };
            workshop.terminal().say(input + when(part.where()) + ": " + line);
        }
        answer.events().ifPresent(events -> say(input, events));
        answer.remarks().forEach(remark -> workshop.terminal().say("  " + remark));
    }

    private void say(String input, List<Occurrence> events) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (Occurrence event : events) {
            counts.merge(event.label(), 1, Integer::sum);
            workshop.terminal()
                    .say(String.format(
                            Locale.ROOT, "  from %.2f s to %.2f s: %s", event.start(), event.end(), event.label()));
        }
        String summary = counts.isEmpty()
                ? "nothing that was taught happened"
                : counts.entrySet().stream()
                        .map(count -> count.getValue() + " × " + count.getKey())
                        .collect(Collectors.joining(", "));
        workshop.terminal().say(input + ": " + summary);
    }

    private static String when(Where where) {
        return where instanceof Where.Span(double start, double end)
                ? String.format(Locale.ROOT, " %.2f s to %.2f s", start, end)
                : "";
    }

    private String others(List<Guess> guesses) {
        String rest = guesses.stream()
                .skip(1)
                .limit(top == null ? 2 : top - 1L)
                .map(guess -> guess.label() + " " + percent(guess.probability()))
                .collect(Collectors.joining(", "));
        return rest.isEmpty() ? "" : " (" + rest + ")";
    }

    private static String percent(double probability) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * probability);
    }
}
