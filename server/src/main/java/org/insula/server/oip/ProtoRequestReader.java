package org.insula.server.oip;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.insula.onnx.Tensor;
import org.insula.server.http.BadRequest;
import org.insula.server.oip.grpc.InferParameter;
import org.insula.server.oip.grpc.InferTensorContents;
import org.insula.server.oip.grpc.ModelInferRequest;

/** Requests as protobuf messages. */
final class ProtoRequestReader {
    private ProtoRequestReader() {}

    /**
     * Reads a request.
     *
     * @param deadline how long the caller waits, if the call says so
     * @throws BadRequest if it does not hold together
     */
    static InferRequest read(ModelInferRequest message, Optional<Duration> deadline) {
        int raws = message.getRawInputContentsCount();
        int count = message.getInputsCount();
        if (count == 0) {
            throw new BadRequest("The request has no inputs; give at least one.");
        }
        if (count > InferRequest.MOST_TENSORS || message.getOutputsCount() > InferRequest.MOST_TENSORS) {
            throw new BadRequest("The request has more than " + InferRequest.MOST_TENSORS + " tensors; send fewer.");
        }
        if (raws != 0 && raws != count) {
            throw new BadRequest("The request has " + count + " inputs and " + raws
                    + " raw_input_contents; give one for each input, in their order, or none.");
        }
        List<InferRequest.Input> inputs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            inputs.add(input(message.getInputs(i), raws == 0 ? null : message.getRawInputContents(i)));
        }
        List<InferRequest.Output> outputs = message.getOutputsList().stream()
                .map(output -> new InferRequest.Output(output.getName(), Optional.empty()))
                .toList();
        Optional<String> id = Optional.of(message.getId()).filter(text -> !text.isEmpty());
        return new InferRequest(id, inputs, outputs, deadline.or(() -> timeout(message.getParametersMap())), raws != 0);
    }

    private static Optional<Duration> timeout(Map<String, InferParameter> parameters) {
        return Optional.ofNullable(parameters.get("timeout"))
                .map(InferParameter::getInt64Param)
                .filter(micros -> micros > 0)
                .map(micros -> Duration.of(micros, ChronoUnit.MICROS));
    }

    private static InferRequest.Input input(ModelInferRequest.InferInputTensor input, ByteString raw) {
        String name = input.getName();
        Datatype type = Datatype.of(input.getDatatype());
        if (input.getShapeCount() > InferRequest.MOST_RANK) {
            throw new BadRequest(
                    "The input '" + name + "' has more than " + InferRequest.MOST_RANK + " dimensions; give fewer.");
        }
        long[] shape = new long[input.getShapeCount()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = input.getShape(i);
        }
        if (raw != null && input.hasContents()) {
            throw new BadRequest("The input '" + name + "' has both contents and raw contents; give one of them.");
        }
        TensorData data = raw == null
                ? contents(name, type, shape, input.getContents())
                : TensorData.read(name, type, shape, raw.asReadOnlyByteBuffer());
        return new InferRequest.Input(name, type, shape, data);
    }

    private static TensorData contents(String name, Datatype type, long[] shape, InferTensorContents from) {
        return switch (type) {
            case FP32 -> floats(name, type, shape, from.getFp32ContentsCount(), from::getFp32Contents);
            case FP64 -> floats(name, type, shape, from.getFp64ContentsCount(), from::getFp64Contents);
            case INT8, INT32 -> longs(name, type, shape, from.getIntContentsCount(), from::getIntContents);
            case INT64 -> longs(name, type, shape, from.getInt64ContentsCount(), from::getInt64Contents);
            case UINT8 ->
                longs(name, type, shape, from.getUintContentsCount(), i -> from.getUintContents(i) & 0xffffffffL);
            case BOOL -> longs(name, type, shape, from.getBoolContentsCount(), i -> from.getBoolContents(i) ? 1 : 0);
            case BYTES -> {
                require(name, type, shape, from.getBytesContentsCount());
                yield new TensorData.Strings(from.getBytesContentsList().stream()
                        .map(ByteString::toByteArray)
                        .toList());
            }
            case FP16 ->
                throw new BadRequest(
                        "The input '" + name + "' is FP16, which has no typed contents; give raw_input_contents.");
        };
    }

    private static TensorData floats(String name, Datatype type, long[] shape, int count, IntToDoubleFunction at) {
        require(name, type, shape, count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) at.applyAsDouble(i);
        }
        return new TensorData.Numbers(Tensor.wrap(values, shape));
    }

    private static TensorData longs(String name, Datatype type, long[] shape, int count, IntToLongFunction at) {
        require(name, type, shape, count);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = type.inRange(name, at.applyAsLong(i));
        }
        return new TensorData.Numbers(Tensor.wrap(values, shape));
    }

    private static void require(String name, Datatype type, long[] shape, int count) {
        if (TensorData.size(name, shape, count) != count) {
            throw new BadRequest("The input '" + name + "' of " + type + " and shape " + Arrays.toString(shape)
                    + " came with " + count + " elements in the contents of that type; give as many as the shape"
                    + " says.");
        }
    }
}
