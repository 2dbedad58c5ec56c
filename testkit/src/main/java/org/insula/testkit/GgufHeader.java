package org.insula.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Metadata and the list of tensors, as GGUF version 3 writes them. */
final class GgufHeader {
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int BOOL = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final ByteArrayOutputStream tensors = new ByteArrayOutputStream();
    private long entryCount;
    private long tensorCount;

    void text(String key, String value) {
        entry(key, STRING);
        string(entries, value);
    }

    void number(String key, int value) {
        entry(key, UINT32);
        entries.writeBytes(int32(value));
    }

    void real(String key, float value) {
        entry(key, FLOAT32);
        entries.writeBytes(int32(Float.floatToRawIntBits(value)));
    }

    void flag(String key, boolean value) {
        entry(key, BOOL);
        entries.write(value ? 1 : 0);
    }

    void texts(String key, List<String> values) {
        array(key, STRING, values.size());
        values.forEach(value -> string(entries, value));
    }

    /** Ordinary tokens are of type 1, special ones of type 3. */
    void tokenTypes(String key, int ordinary, int special) {
        array(key, INT32, ordinary + special);
        for (int i = 0; i < ordinary + special; i++) {
            entries.writeBytes(int32(i < ordinary ? 1 : 3));
        }
    }

    /** A tensor; with no rows it has one dimension. */
    void tensor(String name, int columns, int rows, int type, long offset) {
        string(tensors, name);
        tensors.writeBytes(int32(rows == 0 ? 1 : 2));
        tensors.writeBytes(int64(columns));
        if (rows > 0) {
            tensors.writeBytes(int64(rows));
        }
        tensors.writeBytes(int32(type));
        tensors.writeBytes(int64(offset));
        tensorCount++;
    }

    byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SyntheticTokenizer.utf8("GGUF"));
        out.writeBytes(int32(3));
        out.writeBytes(int64(tensorCount));
        out.writeBytes(int64(entryCount));
        out.writeBytes(entries.toByteArray());
        out.writeBytes(tensors.toByteArray());
        return out.toByteArray();
    }

    private void entry(String key, int type) {
        string(entries, key);
        entries.writeBytes(int32(type));
        entryCount++;
    }

    private void array(String key, int type, long size) {
        entry(key, ARRAY);
        entries.writeBytes(int32(type));
        entries.writeBytes(int64(size));
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = SyntheticTokenizer.utf8(text);
        out.writeBytes(int64(bytes.length));
        out.writeBytes(bytes);
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] int64(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
