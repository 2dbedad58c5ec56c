package org.insula.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A graph under other names: its inputs take the names of the values that feed them, all else gets a prefix. */
final class Splice {
    private final GraphProto graph;
    private final String prefix;
    private final Map<String, String> inputs;

    Splice(GraphProto graph, String prefix, Map<String, String> inputs) {
        this.graph = graph;
        this.prefix = prefix;
        this.inputs = inputs;
    }

    List<TensorProto> initializers() {
        return graph.getInitializerList().stream()
                .filter(tensor -> !inputs.containsKey(tensor.getName()))
                .map(tensor ->
                        tensor.toBuilder().setName(rename(tensor.getName())).build())
                .toList();
    }

    List<NodeProto> nodes() {
        return graph.getNodeList().stream().map(this::node).toList();
    }

    Map<String, String> outputs() {
        return graph.getOutputList().stream()
                .collect(Collectors.toMap(
                        ValueInfoProto::getName, output -> rename(output.getName()), (a, b) -> a, LinkedHashMap::new));
    }

    private String rename(String name) {
        return name.isEmpty() ? name : inputs.getOrDefault(name, prefix + name);
    }

    private NodeProto node(NodeProto node) {
        NodeProto.Builder renamed = node.toBuilder().clearInput().clearOutput().clearAttribute();
        renamed.setName(rename(node.getName()));
        node.getInputList().forEach(input -> renamed.addInput(rename(input)));
        node.getOutputList().forEach(output -> renamed.addOutput(rename(output)));
        node.getAttributeList().forEach(attribute -> renamed.addAttribute(attribute(attribute)));
        return renamed.build();
    }

    /** The branches of a conditional and the body of a loop are graphs that see the names around them. */
    private AttributeProto attribute(AttributeProto attribute) {
        if (!attribute.hasG() && attribute.getGraphsCount() == 0) {
            return attribute;
        }
        AttributeProto.Builder renamed = attribute.toBuilder().clearGraphs();
        if (attribute.hasG()) {
            renamed.setG(subgraph(attribute.getG()));
        }
        attribute.getGraphsList().forEach(inner -> renamed.addGraphs(subgraph(inner)));
        return renamed.build();
    }

    private GraphProto subgraph(GraphProto inner) {
        GraphProto.Builder renamed = inner.toBuilder()
                .clearNode()
                .clearInput()
                .clearOutput()
                .clearInitializer()
                .clearValueInfo();
        inner.getNodeList().forEach(node -> renamed.addNode(node(node)));
        inner.getInputList().forEach(input -> renamed.addInput(info(input)));
        inner.getOutputList().forEach(output -> renamed.addOutput(info(output)));
        inner.getInitializerList()
                .forEach(tensor -> renamed.addInitializer(tensor.toBuilder().setName(rename(tensor.getName()))));
        return renamed.build();
    }

    private ValueInfoProto info(ValueInfoProto info) {
        return info.toBuilder().setName(rename(info.getName())).build();
    }
}
