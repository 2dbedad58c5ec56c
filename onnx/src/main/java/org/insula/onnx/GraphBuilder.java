package org.insula.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Composes an ONNX graph from inputs, constants, nodes and other models. A value in the graph is referred to by its
 * name; a node may only use values that exist already, so that the nodes are always in an order in which they can run.
 *
 * <p>Not safe for use by several threads. The same calls give the same bytes.
 */
public final class GraphBuilder {
    /** The operator set of a {@linkplain #GraphBuilder() plain} builder. */
    public static final int DEFAULT_OPSET = 18;

    private static final int OLDEST_OPSET = 7;
    private static final int NEWEST_OPSET = 21;

    private final int opset;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("insula");
    private final Set<String> values = new HashSet<>();
    private final Map<String, Integer> counters = new HashMap<>();
    private final Map<Tensor, String> pooled = new HashMap<>();
    private final Map<String, Long> domains = new TreeMap<>();
    private long irVersion;

    /** A builder for operator set {@value #DEFAULT_OPSET}. */
    public GraphBuilder() {
        this(DEFAULT_OPSET);
    }

    /**
     * A builder for one version of the standard operator set. To compose with an existing model, give the model's
     * {@link OnnxModel#opset()}, and write the other nodes as that version wants them.
     *
     * @param opset 7 to 21
     */
    public GraphBuilder(int opset) {
        if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
            throw new OnnxException("Operator set " + opset + " was asked for; this library writes " + OLDEST_OPSET
                    + " to " + NEWEST_OPSET + ", so convert the model to one of these.");
        }
        this.opset = opset;
        this.irVersion = opset <= 11 ? 6 : opset <= 14 ? 7 : 8;
    }

    /** The version of the standard operator set that the nodes must be written in. */
    public int opset() {
        return opset;
    }

    /** Whether a value of this name exists. */
    public boolean has(String value) {
        return values.contains(value);
    }

    /**
     * Declares an input.
     *
     * @return its name
     */
    public String input(String name, ElementType type, Shape shape) {
        declare(name);
        graph.addInput(TensorProtos.write(new ValueInfo(name, type, shape)));
        return name;
    }

    /**
     * Names a value as an output. A value of another name is copied to it.
     *
     * @param name how callers will ask for it
     * @param value the value it gives
     */
    public void output(String name, String value, ElementType type, Shape shape) {
        require(value, "output '" + name + "'");
        if (!name.equals(value)) {
            nodeAs(name, "Identity", List.of(value));
        }
        graph.addOutput(TensorProtos.write(new ValueInfo(name, type, shape)));
    }

    /** Names a value as an output without saying what it is; for graphs whose outputs are described later. */
    void output(String name, String value) {
        if (!name.equals(value)) {
            nodeAs(name, "Identity", List.of(value));
        }
        graph.addOutput(ValueInfoProto.newBuilder().setName(name));
    }

    /**
     * Adds a constant under a name of its own, by which {@link OnnxModel#initializer} finds it again.
     *
     * @return the name
     */
    public String constant(String name, Tensor tensor) {
        declare(name);
        graph.addInitializer(TensorProtos.write(name, tensor));
        return name;
    }

    /**
     * Adds a small constant without a name of its own; equal ones are stored once.
     *
     * @return the name it got
     */
    public String constant(Tensor tensor) {
        return pooled.computeIfAbsent(tensor, t -> constant(fresh(t.isFloat() ? "float" : "int"), t));
    }

    /** Adds a list of integers, shape (n,), such as axes or a shape. */
    public String ints(long... values) {
        return constant(Tensor.of(values, values.length));
    }

    /** Adds a single float, shape (). */
    public String scalar(float value) {
        return constant(Tensor.scalar(value));
    }

    /**
     * Adds a constant that takes two bytes for each number in the file and is a float in the graph.
     *
     * @param tensor floats; each is rounded to the nearest half-precision number
     * @return the name
     */
    public String halfConstant(String name, Tensor tensor) {
        return stored(TensorProtos.writeHalf(declare(name + "/half"), tensor), name);
    }

    /**
     * Adds a constant that takes one byte for each number in the file and is {@code byte * scale + offset}, with the byte
     * from 0 to 255, in the graph.
     *
     * @return the name
     * @throws OnnxException if the shape does not hold exactly these bytes
     */
    public String byteConstant(String name, byte[] bytes, float scale, float offset, long... shape) {
        if (Tensor.size(shape) != bytes.length) {
            throw new OnnxException("Constant '" + name + "' of shape " + Shape.describe(shape) + " came with "
                    + bytes.length + " bytes; give one for each element.");
        }
        String stored = declare(name + "/byte");
        String units = stored(TensorProtos.writeBytes(stored, ElementType.UINT8, bytes, shape), name + "/units");
        String scaled = node("Mul", List.of(units, scalar(scale)));
        return nodeAs(name, "Add", List.of(scaled, scalar(offset)));
    }

    private String stored(TensorProto proto, String name) {
        graph.addInitializer(proto);
        return nodeAs(name, "Cast", List.of(proto.getName()), Attribute.of("to", ElementType.FLOAT.number()));
    }

    /**
     * Adds a node with one output, whose name is made up.
     *
     * @param operator the operator of the standard set, such as {@code MatMul}
     * @param inputs values in the operator's order; the empty text leaves an optional one out
     * @return the name of the output
     */
    public String node(String operator, List<String> inputs, Attribute... attributes) {
        return nodeAs(fresh(operator.toLowerCase(Locale.ROOT)), operator, inputs, attributes);
    }

    /** Like {@link #node}, with a name for the output. */
    public String nodeAs(String output, String operator, List<String> inputs, Attribute... attributes) {
        return nodes(List.of(output), operator, inputs, attributes).get(0);
    }

    /**
     * Adds a node with several outputs.
     *
     * @param outputs their names, in the operator's order
     * @return the same names
     */
    public List<String> nodes(List<String> outputs, String operator, List<String> inputs, Attribute... attributes) {
        NodeProto.Builder node = NodeProto.newBuilder().setName(outputs.get(0)).setOpType(operator);
        for (String input : inputs) {
            if (!input.isEmpty()) {
                require(input, "node '" + outputs.get(0) + "' (" + operator + ")");
            }
            node.addInput(input);
        }
        outputs.forEach(output -> node.addOutput(declare(output)));
        Arrays.stream(attributes).map(Attribute::proto).forEach(node::addAttribute);
        graph.addNode(node);
        return outputs;
    }

    /**
     * Puts all of another model into this graph; its inputs become values of this graph.
     *
     * @param part the model; its operator set must be this builder's
     * @param prefix set before every name of the part, so that names stay distinct
     * @param inputs for each input of the part the value that feeds it
     * @return for each output of the part the name of the value here, in the part's order
     * @throws OnnxException if an input is missing or unknown or the operator sets differ
     */
    public Map<String, String> splice(OnnxModel part, String prefix, Map<String, String> inputs) {
        admit(part, inputs);
        Splice renamed = new Splice(part.proto().getGraph(), prefix, inputs);
        for (TensorProto tensor : renamed.initializers()) {
            declare(tensor.getName());
            graph.addInitializer(tensor);
        }
        for (NodeProto node : renamed.nodes()) {
            node.getInputList().stream()
                    .filter(input -> !input.isEmpty())
                    .forEach(input -> require(input, "node '" + node.getName() + "' (" + node.getOpType() + ")"));
            node.getOutputList().stream().filter(output -> !output.isEmpty()).forEach(this::declare);
            graph.addNode(node);
        }
        renamed.outputs().values().forEach(value -> require(value, "the outputs of part '" + prefix + "'"));
        return renamed.outputs();
    }

    private void admit(OnnxModel part, Map<String, String> inputs) {
        if (part.opset() != opset) {
            throw new OnnxException("The part is written in operator set " + part.opset() + " and the graph in " + opset
                    + "; start the graph with new GraphBuilder(" + part.opset() + ").");
        }
        if (part.proto().getFunctionsCount() > 0 || part.proto().getGraph().getSparseInitializerCount() > 0) {
            throw new OnnxException(
                    "The part brings functions or sparse constants of its own; inline them before composing with it.");
        }
        Set<String> expected = OnnxModel.names(part.proto().getGraph().getInputList());
        for (ValueInfo input : part.inputs()) {
            if (!inputs.containsKey(input.name())) {
                throw new OnnxException("The part's input " + input + " is not fed; say which value it takes.");
            }
        }
        inputs.forEach((name, value) -> {
            if (!expected.contains(name)) {
                throw new OnnxException("The part has no input '" + name + "'; its inputs are " + part.inputs() + ".");
            }
            require(value, "the part's input '" + name + "'");
        });
        for (OperatorSetIdProto imported : part.proto().getOpsetImportList()) {
            if (!OnnxModel.isStandard(imported)) {
                domains.merge(imported.getDomain(), imported.getVersion(), Math::max);
            }
        }
        irVersion = Math.max(irVersion, part.proto().getIrVersion());
    }

    /**
     * The model as composed so far.
     *
     * @throws OnnxException if it has no output
     */
    public OnnxModel build() {
        if (graph.getOutputCount() == 0) {
            throw new OnnxException("The graph has no output; name at least one value as output.");
        }
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(irVersion)
                .setProducerName("insula")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
                .setGraph(graph);
        domains.forEach((domain, version) -> model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
        return new OnnxModel(model.build());
    }

    /** A name that no value has yet, starting with {@code hint}. */
    public String fresh(String hint) {
        String name;
        do {
            name = hint + "#" + counters.merge(hint, 1, Integer::sum);
        } while (values.contains(name));
        return name;
    }

    private String declare(String name) {
        if (name.isEmpty() || !values.add(name)) {
            throw new OnnxException("The graph already has a value '" + name + "'; give each value a name of its own.");
        }
        return name;
    }

    private void require(String value, String user) {
        if (!values.contains(value)) {
            throw new OnnxException("The graph has no value '" + value + "', which " + user
                    + " uses; add inputs, constants and nodes before what uses them.");
        }
    }
}
