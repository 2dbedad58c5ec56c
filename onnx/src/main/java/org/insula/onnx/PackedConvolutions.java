package org.insula.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes convolutions of few output channels faster without changing what a network computes. ONNX Runtime computes
 * channels sixteen at a time, so that a convolution of one channel costs as much as one of sixteen. Here several
 * neighbouring places of the output become the channels of a wider convolution with longer strides, and are put back
 * beside one another afterwards.
 */
public final class PackedConvolutions {
    private static final int CHANNELS = 16;
    /** Of the nodes that put places back. */
    private static final int OLDEST_OPSET = 13;

    private static final Set<String> ACTIVATIONS = Set.of("Relu", "Sigmoid", "Tanh");

    private final GraphProto graph;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, Long> uses;
    private final GraphProto.Builder packed;

    private PackedConvolutions(GraphProto graph) {
        this.graph = graph;
        graph.getInitializerList().forEach(constant -> constants.put(constant.getName(), constant));
        this.uses = graph.getNodeList().stream()
                .flatMap(node -> node.getInputList().stream())
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        graph.getOutputList().forEach(output -> uses.merge(output.getName(), 2L, Long::sum));
        this.packed = graph.toBuilder().clearNode();
    }

    /**
     * The model with its convolutions of at most eight channels packed, where their weights are constant and the size of
     * their output is known. Other nodes stay as they are, and so do models of operator sets before 13.
     *
     * @throws OnnxException if the model cannot be run
     */
    public static OnnxModel in(OnnxModel model) {
        if (model.opset() < OLDEST_OPSET) {
            return model;
        }
        ModelProto proto = model.proto();
        PackedConvolutions work = new PackedConvolutions(proto.getGraph());
        work.pack(work.shapes(proto));
        work.dropUnused();
        return new OnnxModel(proto.toBuilder().setGraph(work.packed).build());
    }

    /** The shapes of what the convolutions give, which ONNX Runtime infers. */
    private Map<String, Shape> shapes(ModelProto proto) {
        GraphProto.Builder draft = graph.toBuilder();
        Set<String> known = OnnxModel.names(graph.getOutputList());
        graph.getNodeList().stream()
                .filter(this::isCandidate)
                .map(node -> node.getOutput(0))
                .filter(name -> !known.contains(name))
                .forEach(name -> draft.addOutput(ValueInfoProto.newBuilder().setName(name)));
        try (Network network =
                Network.load(proto.toBuilder().setGraph(draft).build().toByteArray())) {
            return network.outputs().stream().collect(Collectors.toMap(ValueInfo::name, ValueInfo::shape));
        }
    }

    private boolean isCandidate(NodeProto node) {
        if (!node.getOpType().equals("Conv") || !constants.containsKey(node.getInput(1))) {
            return false;
        }
        TensorProto weights = constants.get(node.getInput(1));
        boolean biased = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
        return weights.getDimsCount() == 4
                && weights.getDataType() == ElementType.FLOAT.number()
                && weights.getDims(0) * 2 <= CHANNELS
                && (!biased || constants.containsKey(node.getInput(2)))
                && node.getAttributeList().stream().allMatch(PackedConvolutions::isPlain);
    }

    private static boolean isPlain(AttributeProto attribute) {
        return switch (attribute.getName()) {
            case "strides", "pads", "kernel_shape" -> true;
            case "group" -> attribute.getI() == 1;
            case "dilations" -> attribute.getIntsList().stream().allMatch(dilation -> dilation == 1);
            case "auto_pad" -> attribute.getS().toStringUtf8().equals("NOTSET");
            default -> false;
        };
    }

    private void pack(Map<String, Shape> shapes) {
        List<NodeProto> nodes = graph.getNodeList();
        Set<Integer> done = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            NodeProto node = nodes.get(i);
            Shape shape = isCandidate(node) ? shapes.get(node.getOutput(0)) : null;
            if (done.contains(i)) {
                continue;
            }
            if (shape == null || shape.rank() != 4 || IntStream.range(0, 4).anyMatch(d -> shape.extent(d) < 1)) {
                packed.addNode(node);
                continue;
            }
            int activation = activationAfter(nodes, i);
            PackedConvolution convolution = new PackedConvolution(node, constants, shape);
            if (activation >= 0) {
                done.add(activation);
                convolution.addTo(packed, nodes.get(activation));
            } else {
                convolution.addTo(packed, null);
            }
        }
    }

    /** Weights that only stood in what was packed. */
    private void dropUnused() {
        Set<String> used = packed.getNodeList().stream()
                .flatMap(node -> node.getInputList().stream())
                .collect(Collectors.toSet());
        graph.getOutputList().forEach(output -> used.add(output.getName()));
        List<TensorProto> kept = packed.getInitializerList().stream()
                .filter(constant -> used.contains(constant.getName()))
                .toList();
        packed.clearInitializer().addAllInitializer(kept);
    }

    /** The node that alone uses the convolution's output and works on each number by itself, or -1. */
    private int activationAfter(List<NodeProto> nodes, int convolution) {
        String value = nodes.get(convolution).getOutput(0);
        if (uses.getOrDefault(value, 0L) != 1) {
            return -1;
        }
        for (int i = convolution + 1; i < nodes.size(); i++) {
            if (nodes.get(i).getInputList().contains(value)) {
                return ACTIVATIONS.contains(nodes.get(i).getOpType()) ? i : -1;
            }
        }
        return -1;
    }
}
