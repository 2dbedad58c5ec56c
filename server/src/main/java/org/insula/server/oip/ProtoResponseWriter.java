package org.insula.server.oip;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.util.List;
import org.insula.onnx.Tensor;
import org.insula.server.oip.grpc.InferTensorContents;
import org.insula.server.oip.grpc.ModelInferResponse;
import org.insula.server.oip.grpc.ModelMetadataResponse;

/** Answers as protobuf messages. */
final class ProtoResponseWriter {
    private ProtoResponseWriter() {}

    /** The outputs are raw if the inputs were, or where one of them has no other form; else in typed contents. */
    static ModelInferResponse of(InferResponse response, boolean rawInputs) {
        boolean raw = rawInputs || response.outputs().stream().anyMatch(output -> output.type() == Datatype.FP16);
        ModelInferResponse.Builder message =
                ModelInferResponse.newBuilder().setModelName(response.model()).setModelVersion(response.version());
        response.id().ifPresent(message::setId);
        for (InferResponse.Output output : response.outputs()) {
            ModelInferResponse.InferOutputTensor.Builder tensor = ModelInferResponse.InferOutputTensor.newBuilder()
                    .setName(output.name())
                    .setDatatype(output.type().name());
            for (long extent : output.shape()) {
                tensor.addShape(extent);
            }
            if (raw) {
                message.addRawOutputContents(raw(output));
            } else {
                tensor.setContents(contents(output));
            }
            message.addOutputs(tensor);
        }
        return message.build();
    }

    private static ByteString raw(InferResponse.Output output) {
        ByteBuffer bytes = ByteBuffer.allocate(BinaryTensor.size(output));
        BinaryTensor.write(output, bytes);
        return UnsafeByteOperations.unsafeWrap(bytes.array());
    }

    private static InferTensorContents.Builder contents(InferResponse.Output output) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        switch (output.data()) {
            case TensorData.Strings(List<byte[]> values) -> strings(contents, values);
            case TensorData.Unsaid(List<byte[]> values) -> strings(contents, values);
            case TensorData.Numbers(Tensor tensor) -> numbers(contents, output.type(), tensor);
        }
        return contents;
    }

    private static void strings(InferTensorContents.Builder contents, List<byte[]> values) {
        values.forEach(value -> contents.addBytesContents(UnsafeByteOperations.unsafeWrap(value)));
    }

    private static void numbers(InferTensorContents.Builder contents, Datatype type, Tensor tensor) {
        for (int i = 0; i < tensor.size(); i++) {
            switch (type) {
                case FP64 -> contents.addFp64Contents(tensor.floats()[i]);
                case FP32, FP16 -> contents.addFp32Contents(tensor.floats()[i]);
                case INT8, INT32 -> contents.addIntContents((int) tensor.longs()[i]);
                case UINT8 -> contents.addUintContents((int) tensor.longs()[i]);
                case BOOL -> contents.addBoolContents(tensor.longs()[i] != 0);
                case INT64, BYTES -> contents.addInt64Contents(tensor.longs()[i]);
            }
        }
    }

    static ModelMetadataResponse of(Metadata metadata) {
        return ModelMetadataResponse.newBuilder()
                .setName(metadata.name())
                .addAllVersions(metadata.versions())
                .setPlatform(metadata.platform())
                .addAllInputs(metadata.inputs().stream()
                        .map(ProtoResponseWriter::port)
                        .toList())
                .addAllOutputs(metadata.outputs().stream()
                        .map(ProtoResponseWriter::port)
                        .toList())
                .build();
    }

    private static ModelMetadataResponse.TensorMetadata port(Metadata.Port port) {
        return ModelMetadataResponse.TensorMetadata.newBuilder()
                .setName(port.name())
                .setDatatype(port.type().name())
                .addAllShape(port.shape())
                .build();
    }
}
