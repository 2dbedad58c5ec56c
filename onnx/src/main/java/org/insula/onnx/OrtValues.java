package org.insula.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors and their descriptions, to and from the classes of ONNX Runtime. */
final class OrtValues {
    private OrtValues() {}

    static Map<String, ValueInfo> describe(Map<String, NodeInfo> nodes) {
        Map<String, ValueInfo> described = new LinkedHashMap<>();
        nodes.forEach((name, node) -> {
            if (!(node.getInfo() instanceof TensorInfo info)) {
                throw new OnnxException("The network's value '" + name
                        + "' is a sequence or a map; give a network whose inputs and outputs are tensors.");
            }
            List<String> dimensions = new ArrayList<>();
            long[] extents = info.getShape();
            String[] names = info.getDimensionNames();
            for (int i = 0; i < extents.length; i++) {
                dimensions.add(extents[i] >= 0 ? Long.toString(extents[i]) : names[i].isEmpty() ? Shape.ANY : names[i]);
            }
            described.put(name, new ValueInfo(name, type(info.type), new Shape(dimensions)));
        });
        return Collections.unmodifiableMap(described);
    }

    private static ElementType type(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> ElementType.FLOAT;
            case DOUBLE -> ElementType.DOUBLE;
            case INT8 -> ElementType.INT8;
            case INT32 -> ElementType.INT32;
            case INT64 -> ElementType.INT64;
            case BOOL -> ElementType.BOOL;
            case UINT8 -> ElementType.UINT8;
            case STRING -> ElementType.STRING;
            case FLOAT16 -> ElementType.FLOAT16;
            default -> ElementType.OTHER;
        };
    }

    static OnnxTensor feed(OrtEnvironment environment, String name, ElementType type, Tensor tensor)
            throws OrtException {
        return tensor.isFloat()
                ? feedFloats(environment, name, type, tensor)
                : feedLongs(environment, name, type, tensor);
    }

    private static OnnxTensor feedFloats(OrtEnvironment environment, String name, ElementType type, Tensor tensor)
            throws OrtException {
        long[] shape = tensor.shape();
        return switch (type) {
            case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(tensor.floats()), shape);
            case DOUBLE -> {
                DoubleBuffer doubles = DoubleBuffer.allocate(tensor.size());
                for (float value : tensor.floats()) {
                    doubles.put(value);
                }
                yield OnnxTensor.createTensor(environment, doubles.flip(), shape);
            }
            case FLOAT16 -> {
                ShortBuffer halves = ByteBuffer.allocateDirect(Short.BYTES * tensor.size())
                        .order(ByteOrder.nativeOrder())
                        .asShortBuffer();
                for (float value : tensor.floats()) {
                    halves.put(Float.floatToFloat16(value));
                }
                yield OnnxTensor.createTensor(environment, halves.flip(), shape, OnnxJavaType.FLOAT16);
            }
            default -> throw unfit(name, type, tensor);
        };
    }

    private static OnnxTensor feedLongs(OrtEnvironment environment, String name, ElementType type, Tensor tensor)
            throws OrtException {
        long[] shape = tensor.shape();
        return switch (type) {
            case INT64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(tensor.longs()), shape);
            case INT32 -> {
                IntBuffer ints = IntBuffer.allocate(tensor.size());
                for (long value : tensor.longs()) {
                    ints.put((int) inRange(name, value, Integer.MIN_VALUE, Integer.MAX_VALUE));
                }
                yield OnnxTensor.createTensor(environment, ints.flip(), shape);
            }
            case UINT8 -> OnnxTensor.createTensor(environment, bytes(name, tensor, 0, 255), shape, OnnxJavaType.UINT8);
            case INT8 -> OnnxTensor.createTensor(environment, bytes(name, tensor, -128, 127), shape, OnnxJavaType.INT8);
            case BOOL -> OnnxTensor.createTensor(environment, bytes(name, tensor, 0, 1), shape, OnnxJavaType.BOOL);
            default -> throw unfit(name, type, tensor);
        };
    }

    private static ByteBuffer bytes(String name, Tensor tensor, long min, long max) {
        ByteBuffer bytes = ByteBuffer.allocate(tensor.size());
        for (long value : tensor.longs()) {
            bytes.put((byte) inRange(name, value, min, max));
        }
        return bytes.flip();
    }

    private static long inRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new OnnxException("The input '" + name + "' holds " + value + " and the network takes " + min + " to "
                    + max + "; give numbers in that range.");
        }
        return value;
    }

    private static OnnxException unfit(String name, ElementType type, Tensor tensor) {
        return new OnnxException("The input '" + name + "' came with " + (tensor.isFloat() ? "floats" : "integers")
                + " and the network takes " + type + "; give the other kind of tensor.");
    }

    static Map<String, Tensor> fetch(OrtSession.Result result) throws OrtException {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, OnnxValue> entry : result) {
            outputs.put(entry.getKey(), fetch(entry.getKey(), (OnnxTensor) entry.getValue()));
        }
        return Collections.unmodifiableMap(outputs);
    }

    private static Tensor fetch(String name, OnnxTensor value) throws OrtException {
        TensorInfo info = value.getInfo();
        long[] shape = info.getShape();
        return switch (info.type) {
            case FLOAT, FLOAT16, BFLOAT16 -> Tensor.wrap(array(value.getFloatBuffer()), shape);
            case DOUBLE -> {
                double[] doubles = value.getDoubleBuffer().array();
                float[] floats = new float[doubles.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) doubles[i];
                }
                yield Tensor.wrap(floats, shape);
            }
            case INT64 -> Tensor.wrap(value.getLongBuffer().array(), shape);
            case INT32 -> {
                int[] ints = value.getIntBuffer().array();
                long[] longs = new long[ints.length];
                for (int i = 0; i < longs.length; i++) {
                    longs[i] = ints[i];
                }
                yield Tensor.wrap(longs, shape);
            }
            case BOOL, UINT8, INT8 -> {
                byte[] bytes = value.getByteBuffer().array();
                long[] longs = new long[bytes.length];
                for (int i = 0; i < longs.length; i++) {
                    longs[i] = info.type == OnnxJavaType.INT8 ? bytes[i] : bytes[i] & 0xff;
                }
                yield Tensor.wrap(longs, shape);
            }
            default ->
                throw new OnnxException("The network's output '" + name + "' holds " + info.type
                        + "; give a network whose outputs are numbers.");
        };
    }

    private static float[] array(FloatBuffer buffer) {
        if (buffer.hasArray() && buffer.array().length == buffer.remaining()) {
            return buffer.array();
        }
        float[] floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }

    /** The reason in one line without the code in front. */
    static String firstLine(OrtException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        return message.replaceFirst("^Error code - \\w+ - message: ", "").strip();
    }
}
