package org.insula.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Tensors and their descriptions, to and from the messages of an ONNX file. */
final class TensorProtos {
    private TensorProtos() {}

    static TensorProto write(String name, Tensor tensor) {
        ByteBuffer raw = allocate((long) tensor.size() * (tensor.isFloat() ? Float.BYTES : Long.BYTES));
        if (tensor.isFloat()) {
            raw.asFloatBuffer().put(tensor.floats());
        } else {
            raw.asLongBuffer().put(tensor.longs());
        }
        return write(name, tensor.isFloat() ? ElementType.FLOAT : ElementType.INT64, tensor.shape(), raw);
    }

    static TensorProto writeHalf(String name, Tensor tensor) {
        ByteBuffer raw = allocate((long) tensor.size() * Short.BYTES);
        for (float value : tensor.floats()) {
            raw.putShort(Float.floatToFloat16(value));
        }
        return write(name, ElementType.FLOAT16, tensor.shape(), raw.flip());
    }

    static TensorProto writeBytes(String name, ElementType type, byte[] values, long... shape) {
        return write(name, type, shape, ByteBuffer.wrap(values));
    }

    private static TensorProto write(String name, ElementType type, long[] shape, ByteBuffer raw) {
        TensorProto.Builder proto = TensorProto.newBuilder().setName(name).setDataType(type.number());
        for (long extent : shape) {
            proto.addDims(extent);
        }
        return proto.setRawData(UnsafeByteOperations.unsafeWrap(raw)).build();
    }

    private static ByteBuffer allocate(long bytes) {
        if (bytes > Integer.MAX_VALUE - 16) {
            throw new OnnxException("A constant takes " + bytes
                    + " bytes; an ONNX file holds at most 2 GiB, so use a smaller network.");
        }
        return ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static Tensor read(TensorProto proto) {
        long[] shape = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
        long size = Tensor.size(shape);
        ElementType type = ElementType.of(proto.getDataType());
        ByteString raw = proto.getRawData();
        boolean fits = raw.isEmpty() ? size == typed(proto, type) : size >= 0 && raw.size() == size * type.bytes();
        if (!fits || type.bytes() == 0) {
            throw new OnnxException("The constant '" + proto.getName() + "' of shape " + Shape.describe(shape)
                    + " does not hold as many numbers as its shape says; the file is damaged or of another type.");
        }
        ByteBuffer bytes = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        return raw.isEmpty() ? readTyped(proto, type, (int) size, shape) : readRaw(bytes, type, (int) size, shape);
    }

    private static int typed(TensorProto proto, ElementType type) {
        return switch (type) {
            case FLOAT -> proto.getFloatDataCount();
            case DOUBLE -> proto.getDoubleDataCount();
            case INT64 -> proto.getInt64DataCount();
            default -> proto.getInt32DataCount();
        };
    }

    private static Tensor readTyped(TensorProto proto, ElementType type, int size, long[] shape) {
        float[] floats = new float[isFloating(type) ? size : 0];
        long[] longs = new long[isFloating(type) ? 0 : size];
        for (int i = 0; i < size; i++) {
            switch (type) {
                case FLOAT -> floats[i] = proto.getFloatData(i);
                case DOUBLE -> floats[i] = (float) proto.getDoubleData(i);
                case FLOAT16 -> floats[i] = Float.float16ToFloat((short) proto.getInt32Data(i));
                case INT64 -> longs[i] = proto.getInt64Data(i);
                default -> longs[i] = proto.getInt32Data(i);
            }
        }
        return isFloating(type) ? Tensor.wrap(floats, shape) : Tensor.wrap(longs, shape);
    }

    private static Tensor readRaw(ByteBuffer raw, ElementType type, int size, long[] shape) {
        float[] floats = new float[isFloating(type) ? size : 0];
        long[] longs = new long[isFloating(type) ? 0 : size];
        for (int i = 0; i < size; i++) {
            switch (type) {
                case FLOAT -> floats[i] = raw.getFloat();
                case DOUBLE -> floats[i] = (float) raw.getDouble();
                case FLOAT16 -> floats[i] = Float.float16ToFloat(raw.getShort());
                case INT64 -> longs[i] = raw.getLong();
                case INT32 -> longs[i] = raw.getInt();
                case INT8 -> longs[i] = raw.get();
                default -> longs[i] = raw.get() & 0xff;
            }
        }
        return isFloating(type) ? Tensor.wrap(floats, shape) : Tensor.wrap(longs, shape);
    }

    private static boolean isFloating(ElementType type) {
        return type == ElementType.FLOAT || type == ElementType.FLOAT16 || type == ElementType.DOUBLE;
    }

    static ValueInfoProto write(ValueInfo info) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int i = 0; i < info.shape().rank(); i++) {
            TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
            if (info.shape().extent(i) >= 0) {
                dimension.setDimValue(info.shape().extent(i));
            } else if (!info.shape().dimensions().get(i).equals(Shape.ANY)) {
                dimension.setDimParam(info.shape().dimensions().get(i));
            }
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(info.type().number()).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(info.name())
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    static ValueInfo read(ValueInfoProto proto) {
        TypeProto.Tensor tensor = proto.getType().getTensorType();
        List<String> dimensions = new ArrayList<>();
        for (TensorShapeProto.Dimension dimension : tensor.getShape().getDimList()) {
            String name = dimension.getDimParam().isEmpty() ? Shape.ANY : dimension.getDimParam();
            dimensions.add(
                    dimension.hasDimValue() && dimension.getDimValue() >= 0 ? "" + dimension.getDimValue() : name);
        }
        return new ValueInfo(proto.getName(), ElementType.of(tensor.getElemType()), new Shape(dimensions));
    }
}
