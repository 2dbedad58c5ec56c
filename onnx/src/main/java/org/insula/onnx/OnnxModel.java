package org.insula.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An ONNX model in memory. Immutable and safe to share between threads.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">the ONNX intermediate representation</a>
 */
public final class OnnxModel {
    private final ModelProto proto;

    OnnxModel(ModelProto proto) {
        this.proto = proto;
    }

    /**
     * Reads the bytes of an {@code .onnx} file; they may come from anyone. No other file is opened: a model whose
     * weights lie beside it is refused.
     *
     * @throws OnnxException if the bytes are not an ONNX model, or one that needs more memory than its size suggests
     */
    public static OnnxModel parse(byte[] bytes) {
        ProtoBounds.check(bytes);
        try {
            ModelProto proto = ModelProto.parseFrom(bytes);
            if (!proto.hasGraph() || proto.getGraph().getOutputCount() == 0) {
                throw new OnnxException("These " + bytes.length
                        + " bytes hold no ONNX graph with an output; give the content of an .onnx file.");
            }
            ExternalData.refuse(proto);
            return new OnnxModel(proto);
        } catch (InvalidProtocolBufferException e) {
            throw new OnnxException(
                    "These " + bytes.length + " bytes are not an ONNX model; give the content of an .onnx file.", e);
        }
    }

    /** The bytes of the {@code .onnx} file; the same model always gives the same bytes. */
    public byte[] toBytes() {
        return proto.toByteArray();
    }

    /** What must be fed, in the graph's order. */
    public List<ValueInfo> inputs() {
        Set<String> constants = initializerNames();
        return proto.getGraph().getInputList().stream()
                .filter(input -> !constants.contains(input.getName()))
                .map(TensorProtos::read)
                .toList();
    }

    /** What the graph gives, in its order. */
    public List<ValueInfo> outputs() {
        return proto.getGraph().getOutputList().stream().map(TensorProtos::read).toList();
    }

    /** The version of the standard operator set that the nodes are written in. */
    public int opset() {
        return (int) proto.getOpsetImportList().stream()
                .filter(OnnxModel::isStandard)
                .mapToLong(OperatorSetIdProto::getVersion)
                .filter(version -> version > 0 && version < 1000)
                .findFirst()
                .orElse(1);
    }

    /** The names of the constants that the graph carries, in its order. */
    public Set<String> initializerNames() {
        return proto.getGraph().getInitializerList().stream()
                .map(TensorProto::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * A constant of the graph.
     *
     * @return its numbers, or empty if the graph has no constant of that name
     * @throws OnnxException if its numbers do not fill its shape, or are of a type other than float, integer or boolean
     */
    public Optional<Tensor> initializer(String name) {
        return proto.getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .map(TensorProtos::read);
    }

    /** The notes that travel with the model (origin, licence…), in the file's order. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (StringStringEntryProto entry : proto.getMetadataPropsList()) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        return Collections.unmodifiableMap(metadata);
    }

    /** This model with these notes, in this order, in place of its own. */
    public OnnxModel withMetadata(Map<String, String> metadata) {
        ModelProto.Builder changed = proto.toBuilder().clearMetadataProps();
        metadata.forEach((key, value) -> changed.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return new OnnxModel(changed.build());
    }

    /** This model with these descriptions in place of those of its outputs. */
    OnnxModel withOutputs(List<ValueInfo> outputs) {
        GraphProto.Builder graph = proto.getGraph().toBuilder().clearOutput();
        outputs.forEach(output -> graph.addOutput(TensorProtos.write(output)));
        return new OnnxModel(proto.toBuilder().setGraph(graph).build());
    }

    ModelProto proto() {
        return proto;
    }

    static boolean isStandard(OperatorSetIdProto imported) {
        return imported.getDomain().isEmpty() || imported.getDomain().equals("ai.onnx");
    }

    static Set<String> names(List<ValueInfoProto> infos) {
        return infos.stream().map(ValueInfoProto::getName).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return "OnnxModel[" + inputs() + " -> " + outputs() + ", opset " + opset() + "]";
    }
}
