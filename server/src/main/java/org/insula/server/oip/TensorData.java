package org.insula.server.oip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.insula.onnx.Tensor;
import org.insula.server.http.BadRequest;

/** What a tensor of the protocol holds. */
sealed interface TensorData {
    /** Numbers or truth values. */
    record Numbers(Tensor tensor) implements TensorData {}

    /** Byte strings, row by row. */
    record Strings(List<byte[]> values) implements TensorData {}

    /** Strings of JSON, in UTF-8, that do not say whether they are the content or base64 of it. */
    record Unsaid(List<byte[]> values) implements TensorData {}

    /**
     * The contents of a tensor in binary form: for byte strings, each with its length before it in four bytes.
     *
     * @param from all of them and nothing else
     * @throws BadRequest if the bytes are not what type and shape say
     */
    static TensorData read(String name, Datatype type, long[] shape, ByteBuffer from) {
        int size = size(name, shape, from.remaining());
        if (type == Datatype.BYTES) {
            return new Strings(strings(name, size, from.order(ByteOrder.LITTLE_ENDIAN)));
        }
        if ((long) size * type.bytes() != from.remaining()) {
            throw new BadRequest("The tensor '" + name + "' of " + type + " and shape " + Arrays.toString(shape)
                    + " came with " + from.remaining() + " bytes; give " + (long) size * type.bytes() + ".");
        }
        return new Numbers(type.read(from, size, shape));
    }

    private static List<byte[]> strings(String name, int size, ByteBuffer from) {
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int length = from.remaining() < 4 ? -1 : from.getInt();
            if (length < 0 || length > from.remaining()) {
                throw strings(name, size);
            }
            byte[] value = new byte[length];
            from.get(value);
            values.add(value);
        }
        if (from.hasRemaining()) {
            throw strings(name, size);
        }
        return values;
    }

    private static BadRequest strings(String name, int size) {
        return new BadRequest("The bytes of the tensor '" + name + "' are not " + size
                + " byte strings; give each with its length before it, four bytes, little-endian.");
    }

    /**
     * How many elements a shape has.
     *
     * @param most how many there can be in what came
     * @throws BadRequest if an extent is negative or there are more
     */
    static int size(String name, long[] shape, int most) {
        long size = 1;
        for (long extent : shape) {
            if (extent < 0 || (extent > 0 && size > Integer.MAX_VALUE / extent)) {
                throw new BadRequest("The tensor '" + name + "' has shape " + Arrays.toString(shape)
                        + "; give extents from 0 whose product fits into the request.");
            }
            size *= extent;
        }
        if (size > most) {
            throw new BadRequest("The tensor '" + name + "' has shape " + Arrays.toString(shape) + ", which is " + size
                    + " elements, and fewer came; give all of them.");
        }
        return (int) size;
    }
}
