package org.insula.server.oip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.insula.onnx.ElementType;
import org.insula.onnx.Tensor;
import org.insula.server.http.BadRequest;

/**
 * The element types of the protocol that networks here take and give. In memory they are the floats and longs of a
 * {@link Tensor}: FP64 loses what a float does not hold.
 */
enum Datatype {
    FP32(ElementType.FLOAT, 4, 0, 0),
    FP64(ElementType.DOUBLE, 8, 0, 0),
    FP16(ElementType.FLOAT16, 2, 0, 0),
    INT8(ElementType.INT8, 1, Byte.MIN_VALUE, Byte.MAX_VALUE),
    INT32(ElementType.INT32, 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
    INT64(ElementType.INT64, 8, Long.MIN_VALUE, Long.MAX_VALUE),
    UINT8(ElementType.UINT8, 1, 0, 255),
    BOOL(ElementType.BOOL, 1, 0, 1),
    /** Byte strings of any length: files, texts, labels. */
    BYTES(ElementType.STRING, 0, 0, 0);

    private final ElementType element;
    private final int bytes;
    private final long least;
    private final long most;

    Datatype(ElementType element, int bytes, long least, long most) {
        this.element = element;
        this.bytes = bytes;
        this.least = least;
        this.most = most;
    }

    /** @throws BadRequest if there is no such type here */
    static Datatype of(String name) {
        for (Datatype type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new BadRequest("The datatype is '" + name + "'; give one of "
                + Arrays.stream(values()).map(Datatype::name).collect(Collectors.joining(", ")) + ".");
    }

    /** @throws BadRequest if the protocol has no name for it, or none that is known here */
    static Datatype of(ElementType element) {
        for (Datatype type : values()) {
            if (type.element == element) {
                return type;
            }
        }
        throw new BadRequest(
                422,
                "The network has tensors whose elements are neither numbers nor truth values; ask one"
                        + " that has not.");
    }

    /** Bytes of one element in binary form, 0 where that varies. */
    int bytes() {
        return bytes;
    }

    /** Whether numbers of this type are held as floats, not longs. */
    boolean isFloat() {
        return this == FP32 || this == FP64 || this == FP16;
    }

    /** @throws BadRequest if this type does not hold the number */
    long inRange(String tensor, long value) {
        if (value < least || value > most) {
            throw new BadRequest("The tensor '" + tensor + "' holds " + value + " and " + this + " goes from " + least
                    + " to " + most + "; give numbers in that range.");
        }
        return value;
    }

    /** Numbers from their binary form: little-endian, row by row. */
    Tensor read(ByteBuffer from, int size, long[] shape) {
        from.order(ByteOrder.LITTLE_ENDIAN);
        return isFloat() ? Tensor.wrap(floats(from, size), shape) : Tensor.wrap(longs(from, size), shape);
    }

    private float[] floats(ByteBuffer from, int size) {
        float[] values = new float[size];
        switch (this) {
            case FP32 -> from.asFloatBuffer().get(values);
            case FP64 -> {
                for (int i = 0; i < size; i++) {
                    values[i] = (float) from.getDouble();
                }
            }
            default -> {
                for (int i = 0; i < size; i++) {
                    values[i] = Float.float16ToFloat(from.getShort());
                }
            }
        }
        return values;
    }

    private long[] longs(ByteBuffer from, int size) {
        long[] values = new long[size];
        switch (this) {
            case INT64 -> from.asLongBuffer().get(values);
            case INT32 -> {
                for (int i = 0; i < size; i++) {
                    values[i] = from.getInt();
                }
            }
            case INT8 -> {
                for (int i = 0; i < size; i++) {
                    values[i] = from.get();
                }
            }
            case BOOL -> {
                for (int i = 0; i < size; i++) {
                    values[i] = from.get() == 0 ? 0 : 1;
                }
            }
            default -> {
                for (int i = 0; i < size; i++) {
                    values[i] = from.get() & 0xff;
                }
            }
        }
        return values;
    }

    /** Numbers in their binary form, written on. */
    void write(Tensor tensor, ByteBuffer to) {
        to.order(ByteOrder.LITTLE_ENDIAN);
        if (tensor.isFloat()) {
            writeFloats(tensor.floats(), to);
        } else {
            writeLongs(tensor.longs(), to);
        }
    }

    private void writeFloats(float[] values, ByteBuffer to) {
        switch (this) {
            case FP32 -> {
                to.asFloatBuffer().put(values);
                to.position(to.position() + 4 * values.length);
            }
            case FP64 -> {
                for (float value : values) {
                    to.putDouble(value);
                }
            }
            default -> {
                for (float value : values) {
                    to.putShort(Float.floatToFloat16(value));
                }
            }
        }
    }

    private void writeLongs(long[] values, ByteBuffer to) {
        switch (this) {
            case INT64 -> {
                to.asLongBuffer().put(values);
                to.position(to.position() + 8 * values.length);
            }
            case INT32 -> {
                for (long value : values) {
                    to.putInt((int) value);
                }
            }
            default -> {
                for (long value : values) {
                    to.put((byte) value);
                }
            }
        }
    }
}
