package org.insula.server.oip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.insula.onnx.Tensor;

/** Outputs in binary form: little-endian, row by row, byte strings with their length before them. */
final class BinaryTensor {
    private BinaryTensor() {}

    static int size(InferResponse.Output output) {
        return switch (output.data()) {
            case TensorData.Numbers(Tensor tensor) ->
                Math.multiplyExact(tensor.size(), output.type().bytes());
            case TensorData.Strings(List<byte[]> values) -> size(values);
            case TensorData.Unsaid(List<byte[]> values) -> size(values);
        };
    }

    private static int size(List<byte[]> values) {
        return values.stream().mapToInt(value -> 4 + value.length).sum();
    }

    static void write(InferResponse.Output output, ByteBuffer to) {
        switch (output.data()) {
            case TensorData.Numbers(Tensor tensor) -> output.type().write(tensor, to);
            case TensorData.Strings(List<byte[]> values) -> write(values, to);
            case TensorData.Unsaid(List<byte[]> values) -> write(values, to);
        }
    }

    private static void write(List<byte[]> values, ByteBuffer to) {
        to.order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(value -> to.putInt(value.length).put(value));
    }
}
