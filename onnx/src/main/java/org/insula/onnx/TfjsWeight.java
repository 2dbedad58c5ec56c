package org.insula.onnx;

/**
 * A constant of a TensorFlow.js model.
 *
 * @param tensor its numbers
 * @param packing how the files hold them, which the converted model keeps
 * @param scale of {@link Packing#BYTE}: number = byte * scale + offset
 * @param offset see {@code scale}
 */
record TfjsWeight(Tensor tensor, Packing packing, float scale, float offset) {
    private static final int SMALL = 1024;

    enum Packing {
        FULL,
        HALF,
        BYTE,
        BOOL
    }

    static TfjsWeight full(Tensor tensor) {
        return new TfjsWeight(tensor, Packing.FULL, 1, 0);
    }

    TfjsWeight with(Tensor other) {
        return new TfjsWeight(other, packing, scale, offset);
    }

    TfjsWeight reshaped(long... shape) {
        return with(tensor.reshaped(shape));
    }

    /** Moves dimension {@code order[i]} to place i. */
    TfjsWeight transposed(int... order) {
        return with(transpose(tensor, order));
    }

    /** Writes the constant; small ones are kept in full, since unpacking costs time whenever a network is loaded. */
    String write(GraphBuilder graph, String name) {
        if (packing == Packing.BOOL) {
            String number = graph.constant(tensor);
            return graph.nodeAs(name, "Cast", java.util.List.of(number), to(ElementType.BOOL));
        }
        if (tensor.size() <= SMALL || packing == Packing.FULL || !tensor.isFloat()) {
            return graph.constant(name, tensor);
        }
        return packing == Packing.HALF
                ? graph.halfConstant(name, tensor)
                : graph.byteConstant(name, bytes(), scale, offset, tensor.shape());
    }

    static Attribute to(ElementType type) {
        return Attribute.of("to", type.number());
    }

    private byte[] bytes() {
        float[] floats = tensor.floats();
        byte[] bytes = new byte[floats.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.clamp(Math.round((floats[i] - (double) offset) / scale), 0, 255);
        }
        return bytes;
    }

    private static Tensor transpose(Tensor tensor, int... order) {
        int rank = tensor.rank();
        long[] shape = new long[rank];
        int[] strides = new int[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = tensor.extent(order[i]);
            int stride = 1;
            for (int j = order[i] + 1; j < rank; j++) {
                stride *= (int) tensor.extent(j);
            }
            strides[i] = stride;
        }
        float[] from = tensor.floats();
        float[] to = new float[from.length];
        int[] at = new int[rank];
        for (int i = 0, source = 0; i < to.length; i++) {
            to[i] = from[source];
            for (int axis = rank - 1; axis >= 0; axis--) {
                source += strides[axis];
                if (++at[axis] < shape[axis]) {
                    break;
                }
                source -= strides[axis] * at[axis];
                at[axis] = 0;
            }
        }
        return Tensor.wrap(to, shape);
    }
}
