package org.insula.onnx;

/** What the elements of a tensor in a graph are; the constants carry the numbers of {@code TensorProto.DataType}. */
public enum ElementType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    INT32(6, 4),
    INT64(7, 8),
    STRING(8, 0),
    BOOL(9, 1),
    FLOAT16(10, 2),
    DOUBLE(11, 8),
    /** A type that this library passes on without looking inside. */
    OTHER(0, 0);

    private final int number;
    private final int bytes;

    ElementType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /** The number that ONNX files use. */
    public int number() {
        return number;
    }

    /** Bytes of one element, 0 where that varies. */
    int bytes() {
        return bytes;
    }

    static ElementType of(int number) {
        for (ElementType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return OTHER;
    }
}
