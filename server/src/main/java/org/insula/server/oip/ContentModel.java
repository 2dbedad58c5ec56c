package org.insula.server.oip;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.insula.host.Answer;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.Hosted;
import org.insula.onnx.Tensor;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Together;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;

/**
 * A model that looks at files and texts, as the protocol sees it: an input {@code content} of byte strings, shape (n), and
 * outputs with an entry for each of them. {@code labels} names the columns of {@code probabilities}.
 */
record ContentModel(Host host, Hosted model) {
    static final String CONTENT = "content";

    private static final String LABEL = "label";
    private static final String PROBABILITY = "probability";
    private static final String UNKNOWN = "unknown";
    private static final String PROBABILITIES = "probabilities";
    private static final String LABELS = "labels";
    private static final int MOST_CONTENTS = 1_000;

    static List<Metadata.Port> inputs() {
        return List.of(new Metadata.Port(CONTENT, Datatype.BYTES, List.of(-1L)));
    }

    List<Metadata.Port> outputs() {
        long labels = model.labels().size();
        return List.of(
                new Metadata.Port(LABEL, Datatype.BYTES, List.of(-1L)),
                new Metadata.Port(PROBABILITY, Datatype.FP32, List.of(-1L)),
                new Metadata.Port(UNKNOWN, Datatype.BOOL, List.of(-1L)),
                new Metadata.Port(PROBABILITIES, Datatype.FP32, List.of(-1L, labels)),
                new Metadata.Port(LABELS, Datatype.BYTES, List.of(labels)));
    }

    List<InferResponse.Output> infer(Caller caller, InferRequest request, Duration patience)
            throws InterruptedException {
        List<Answer> answers =
                Together.each(contents(request), content -> host.predict(caller, model.name(), content, patience));
        List<Verdict> verdicts = answers.stream().map(Answer::verdict).toList();
        List<InferResponse.Output> outputs = new ArrayList<>();
        for (Metadata.Port port : outputs()) {
            if (!request.leavesOut(port.name())) {
                outputs.add(output(port, verdicts));
            }
        }
        return outputs;
    }

    private InferResponse.Output output(Metadata.Port port, List<Verdict> verdicts) {
        int n = verdicts.size();
        return switch (port.name()) {
            case LABEL ->
                strings(port, verdicts.stream().map(ContentModel::label).toList());
            case PROBABILITY -> {
                float[] values = new float[n];
                for (int i = 0; i < n; i++) {
                    values[i] = (float) verdicts.get(i).top().getFirst().probability();
                }
                yield numbers(port, Tensor.wrap(values, n));
            }
            case UNKNOWN ->
                numbers(
                        port,
                        Tensor.wrap(
                                verdicts.stream()
                                        .mapToLong(verdict -> verdict instanceof Verdict.Unknown ? 1 : 0)
                                        .toArray(),
                                n));
            case PROBABILITIES -> numbers(port, probabilities(verdicts));
            default -> strings(port, model.labels());
        };
    }

    private Tensor probabilities(List<Verdict> verdicts) {
        List<String> labels = model.labels();
        Map<String, Integer> column =
                IntStream.range(0, labels.size()).boxed().collect(Collectors.toMap(labels::get, i -> i));
        float[] values = new float[verdicts.size() * labels.size()];
        for (int i = 0; i < verdicts.size(); i++) {
            for (Guess guess : verdicts.get(i).top()) {
                values[i * labels.size() + column.get(guess.label())] = (float) guess.probability();
            }
        }
        return Tensor.wrap(values, verdicts.size(), labels.size());
    }

    private static String label(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Recognised recognised -> recognised.label();
            case Verdict.Unknown unknown -> unknown.nearest();
        };
    }

    private static InferResponse.Output numbers(Metadata.Port port, Tensor tensor) {
        return new InferResponse.Output(port.name(), port.type(), tensor.shape(), new TensorData.Numbers(tensor));
    }

    private static InferResponse.Output strings(Metadata.Port port, List<String> values) {
        return new InferResponse.Output(
                port.name(),
                port.type(),
                new long[] {values.size()},
                new TensorData.Strings(values.stream()
                        .map(value -> value.getBytes(StandardCharsets.UTF_8))
                        .toList()));
    }

    private List<byte[]> contents(InferRequest request) {
        InferRequest.Input input = request.inputs().getFirst();
        if (request.inputs().size() > 1 || input.type() != Datatype.BYTES || input.shape().length != 1) {
            throw new BadRequest("'" + CONTENT + "' came with other inputs, or is " + input.type() + " of "
                    + input.shape().length + " dimensions; give it alone, as BYTES of shape [n].");
        }
        List<byte[]> contents = switch (input.data()) {
            case TensorData.Strings(List<byte[]> values) -> values;
            case TensorData.Unsaid(List<byte[]> values) -> model.kind().equals("text") ? values : decoded(values);
            case TensorData.Numbers _ -> throw new IllegalStateException("BYTES are no numbers");
        };
        if (contents.isEmpty() || contents.size() > MOST_CONTENTS) {
            throw new BadRequest(
                    "'" + CONTENT + "' holds " + contents.size() + " contents; give from 1 to " + MOST_CONTENTS + ".");
        }
        return contents;
    }

    private static List<byte[]> decoded(List<byte[]> values) {
        return values.stream()
                .map(value -> JsonTensor.decoded(new String(value, StandardCharsets.UTF_8), CONTENT))
                .toList();
    }
}
