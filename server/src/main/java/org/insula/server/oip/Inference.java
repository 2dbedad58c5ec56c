package org.insula.server.oip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.HostException;
import org.insula.host.Hosted;
import org.insula.host.HostedNetwork;
import org.insula.host.Servable;
import org.insula.host.TensorPort;
import org.insula.onnx.Tensor;
import org.insula.onnx.ValueInfo;
import org.insula.server.http.BadRequest;

/**
 * The protocol without its forms. Models that look at files and texts are asked with {@code content}; the version
 * {@value #GRAPH} of one that was taught is its exported graph, which takes tensors, as bare networks do.
 */
final class Inference {
    /** The version of every model as it is. */
    static final String FIRST = "1";
    /** The version of a taught model that is its exported graph. */
    static final String GRAPH = "graph";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Host host;

    Inference(Host host) {
        this.host = host;
    }

    /** A model at a version that it has. */
    record At(Servable model, String version) {
        boolean isTensors() {
            return !(model instanceof Hosted) || version.equals(GRAPH);
        }
    }

    /**
     * Finds a model.
     *
     * @param version null or empty for the one that fits what is asked
     * @throws HostException if there is no such model or version
     */
    At find(Caller caller, String name, String version) {
        Servable model = host.model(caller, name);
        if (version == null || version.isEmpty()) {
            return new At(model, FIRST);
        }
        if (!versions(model).contains(version)) {
            throw new HostException(
                    HostException.Reason.NOT_FOUND,
                    "Model '" + name + "' has no version '" + version + "'; choose one of "
                            + String.join(", ", versions(model)) + ", or leave it out.");
        }
        return new At(model, version);
    }

    private static List<String> versions(Servable model) {
        return model instanceof Hosted taught && !taught.builtIn() ? List.of(FIRST, GRAPH) : List.of(FIRST);
    }

    Metadata metadata(Caller caller, At at) throws InterruptedException {
        Servable model = at.model();
        if (model instanceof Hosted taught && !at.isTensors()) {
            return new Metadata(
                    model.name(),
                    versions(model),
                    "insula_" + model.kind(),
                    ContentModel.inputs(),
                    new ContentModel(host, taught).outputs());
        }
        TensorPort port = host.tensors(caller, model);
        return new Metadata(
                model.name(),
                versions(model),
                "onnxruntime_onnx",
                port.inputs().stream().map(Metadata.Port::of).toList(),
                port.outputs().stream().map(Metadata.Port::of).toList());
    }

    /** Answers a request; one for tensors goes to the graph of a taught model even if it does not name that version. */
    InferResponse infer(Caller caller, At at, InferRequest request) throws InterruptedException {
        Duration patience = request.timeout().orElse(PATIENCE);
        String name = at.model().name();
        if (!at.isTensors()
                && at.model() instanceof Hosted taught
                && request.inputs().getFirst().name().equals(ContentModel.CONTENT)) {
            ContentModel model = new ContentModel(host, taught);
            requireOutputs(
                    request, model.outputs().stream().map(Metadata.Port::name).collect(Collectors.toSet()));
            return new InferResponse(name, FIRST, request.id(), model.infer(caller, request, patience));
        }
        TensorPort port = host.tensors(caller, at.model());
        requireOutputs(request, port.outputs().stream().map(ValueInfo::name).collect(Collectors.toSet()));
        Map<String, Tensor> outputs = host.infer(caller, at.model(), tensors(port, request), patience);
        String version = at.model() instanceof HostedNetwork ? FIRST : GRAPH;
        return new InferResponse(name, version, request.id(), outputs(port, outputs, request));
    }

    private static Map<String, Tensor> tensors(TensorPort port, InferRequest request) {
        Map<String, Tensor> tensors =
                LinkedHashMap.newLinkedHashMap(request.inputs().size());
        for (InferRequest.Input input : request.inputs()) {
            requireType(port, input);
            if (!(input.data() instanceof TensorData.Numbers(Tensor tensor))) {
                throw new BadRequest("The input '" + input.name()
                        + "' holds byte strings and the network takes numbers; give those.");
            }
            if (tensors.put(input.name(), tensor) != null) {
                throw new BadRequest("The input '" + input.name() + "' came twice; give it once.");
            }
        }
        return tensors;
    }

    /** An input that the network does not have is told by the network itself. */
    private static void requireType(TensorPort port, InferRequest.Input input) {
        for (ValueInfo value : port.inputs()) {
            if (value.name().equals(input.name()) && Datatype.of(value.type()) != input.type()) {
                throw new BadRequest("The input '" + input.name() + "' came as " + input.type()
                        + " and the network takes " + Datatype.of(value.type()) + "; give that.");
            }
        }
    }

    private static List<InferResponse.Output> outputs(
            TensorPort port, Map<String, Tensor> tensors, InferRequest request) {
        List<InferResponse.Output> outputs = new ArrayList<>(port.outputs().size());
        for (ValueInfo value : port.outputs()) {
            if (!request.leavesOut(value.name())) {
                Tensor tensor = tensors.get(value.name());
                outputs.add(new InferResponse.Output(
                        value.name(), Datatype.of(value.type()), tensor.shape(), new TensorData.Numbers(tensor)));
            }
        }
        return outputs;
    }

    private static void requireOutputs(InferRequest request, Set<String> names) {
        for (InferRequest.Output wanted : request.outputs()) {
            if (!names.contains(wanted.name())) {
                throw new BadRequest("The output '" + wanted.name() + "' was asked for and the model gives " + names
                        + "; ask for some of these.");
            }
        }
    }
}
