package org.insula.language;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads once from front to back; then looks up the few tokens that have names. */
final class GgufReader {
    private static final int MAGIC = 0x46554747; // "GGUF"
    private static final int MAX_ENTRIES = 1 << 16;
    private static final int MAX_TENSORS = 1 << 16;
    private static final int MAX_KEY = 1 << 10;
    private static final int MAX_NAME = 63;
    private static final int MAX_STRING = 1 << 20;
    private static final int MAX_KEPT = 1 << 24;
    private static final int MAX_KEPT_NUMBERS = 1 << 12;
    private static final long MAX_ARRAY = 1L << 28;
    private static final int MAX_DIMENSIONS = 4;
    private static final long MAX_ALIGNMENT = 1 << 16;
    private static final String TOKENS = "tokenizer.ggml.tokens";
    private static final List<String> NAMED_TOKENS = List.of(
            "tokenizer.ggml.bos_token_id",
            "tokenizer.ggml.eos_token_id",
            "tokenizer.ggml.eot_token_id",
            "tokenizer.ggml.padding_token_id");

    private record StringArray(long position, long count) {}

    private final GgufInput in;
    private final long fileBytes;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private StringArray tokens = new StringArray(0, 0);
    private int kept;

    GgufReader(FileChannel channel, long fileBytes) {
        this.in = new GgufInput(channel, fileBytes);
        this.fileBytes = fileBytes;
    }

    Gguf read() throws IOException {
        if (in.readInt("its first bytes") != MAGIC) {
            throw Gguf.refused("does not begin with GGUF; convert the model to GGUF first.");
        }
        int version = in.readInt("its version");
        if (version != 2 && version != 3) {
            throw Gguf.refused("is of GGUF version " + Integer.toUnsignedString(version)
                    + ", and versions 2 and 3 are understood; convert it again.");
        }
        long tensorCount = in.readCount(MAX_TENSORS, 24, "tensors");
        long entryCount = in.readCount(MAX_ENTRIES, 13, "metadata entries");
        for (long i = 0; i < entryCount; i++) {
            readEntry();
        }
        List<Gguf.Tensor> tensors = readTensors((int) tensorCount);
        return new Gguf(Map.copyOf(values), Map.copyOf(sizes), namedTokens(), tensors, fileBytes);
    }

    private void readEntry() throws IOException {
        String key = keep(in.readString(MAX_KEY, "a metadata key"));
        int type = in.readInt("the type of '" + key + "'");
        Object value = type == 9 ? readArray(key) : readScalar(type, key);
        if (values.put(key, value) != null) {
            throw Gguf.refused("has '" + key + "' twice; convert the model again.");
        }
    }

    private Object readScalar(int type, String key) throws IOException {
        return switch (type) {
            case 0 -> (long) (in.readByte(key) & 0xff);
            case 1 -> (long) in.readByte(key);
            case 2 -> (long) (in.readShort(key) & 0xffff);
            case 3 -> (long) in.readShort(key);
            case 4 -> in.readInt(key) & 0xffffffffL;
            case 5 -> (long) in.readInt(key);
            case 6 -> (double) Float.intBitsToFloat(in.readInt(key));
            case 7 -> in.readByte(key) != 0;
            case 8 -> keep(in.readString(MAX_STRING, "'" + key + "'"));
            case 10, 11 -> in.readLong(key);
            case 12 -> Double.longBitsToDouble(in.readLong(key));
            default ->
                throw Gguf.refused("gives '" + key + "' the type " + Integer.toUnsignedString(type)
                        + ", which GGUF does not know; convert the model again.");
        };
    }

    private Object readArray(String key) throws IOException {
        int type = in.readInt("the type of '" + key + "'");
        int width = width(type, key);
        long count = in.readCount(MAX_ARRAY, type == 8 ? 8 : width, "values of '" + key + "'");
        sizes.put(key, count);
        if (type == 8) {
            return readStrings(key, count);
        }
        if (type == 6 || type == 12 || count > MAX_KEPT_NUMBERS) {
            in.skip(count * width, "'" + key + "'");
            return new long[0];
        }
        keep((int) count * Long.BYTES);
        long[] numbers = new long[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            Object value = readScalar(type, key);
            numbers[i] = value instanceof Boolean flag ? (flag ? 1 : 0) : (Long) value;
        }
        return numbers;
    }

    private Object readStrings(String key, long count) throws IOException {
        StringArray array = new StringArray(in.position(), count);
        if (key.equals(TOKENS)) {
            tokens = array;
        }
        for (long i = 0; i < count; i++) {
            in.skip(in.readCount(MAX_STRING, 1, "bytes of a string of '" + key + "'"), "'" + key + "'");
        }
        return array;
    }

    private static int width(int type, String key) {
        return switch (type) {
            case 0, 1, 7 -> 1;
            case 2, 3 -> 2;
            case 4, 5, 6 -> 4;
            case 8, 10, 11, 12 -> 8;
            default ->
                throw Gguf.refused("gives the values of '" + key + "' the type " + Integer.toUnsignedString(type)
                        + ", which arrays cannot have; convert the model again.");
        };
    }

    private String keep(String text) {
        keep(2 * text.length() + 64);
        return text;
    }

    private void keep(int bytes) {
        kept += bytes;
        if (kept > MAX_KEPT) {
            throw Gguf.refused("has more than 16 MB of metadata beside its tokens; convert the model again.");
        }
    }

    private List<Gguf.Tensor> readTensors(int count) throws IOException {
        long alignment = values.get("general.alignment") instanceof Long given ? given : 32;
        if (alignment < 1 || alignment > MAX_ALIGNMENT || Long.bitCount(alignment) != 1) {
            throw Gguf.refused(
                    "aligns its tensors to " + alignment + " bytes; a power of two up to 65536 is expected.");
        }
        List<Gguf.Tensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long end = 0;
        for (int i = 0; i < count; i++) {
            long offset = padded(end, alignment);
            Gguf.Tensor tensor = readTensor(offset);
            if (!names.add(tensor.name())) {
                throw Gguf.refused("has the tensor '" + tensor.name() + "' twice; convert the model again.");
            }
            tensors.add(tensor);
            end = offset + tensor.bytes();
        }
        long needed = padded(in.position(), alignment) + end;
        if (needed > fileBytes) {
            throw Gguf.refused("has " + fileBytes + " bytes, and with its tensors it needs " + needed
                    + "; it was cut off, fetch it again.");
        }
        return List.copyOf(tensors);
    }

    private Gguf.Tensor readTensor(long expectedOffset) throws IOException {
        String name = keep(in.readString(MAX_NAME, "a tensor's name"));
        int dimensions = in.readInt("the tensor '" + name + "'");
        if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
            throw Gguf.refused("gives the tensor '" + name + "' " + Integer.toUnsignedString(dimensions)
                    + " dimensions; at most 4 are expected.");
        }
        long[] shape = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = in.readLong("the tensor '" + name + "'");
        }
        int id = in.readInt("the tensor '" + name + "'");
        TensorType type = TensorType.of(id);
        if (type == null) {
            throw Gguf.refused("holds the tensor '" + name + "' in the type " + Integer.toUnsignedString(id)
                    + ", which is not known here; take another quantisation of the model.");
        }
        Gguf.Tensor tensor = sized(name, type, shape);
        long offset = in.readLong("the tensor '" + name + "'");
        if (offset != expectedOffset) {
            throw Gguf.refused("puts the tensor '" + name + "' at " + Long.toUnsignedString(offset)
                    + " and the one before" + " ends at " + expectedOffset + "; convert the model again.");
        }
        return tensor;
    }

    private Gguf.Tensor sized(String name, TensorType type, long[] shape) {
        long elements = 1;
        for (long side : shape) {
            if (side < 1 || side > Long.MAX_VALUE / 8 / elements) {
                throw Gguf.refused(
                        "gives the tensor '" + name + "' the shape " + Arrays.toString(shape) + "; fetch it again.");
            }
            elements *= side;
        }
        if ((shape.length > 0 && shape[0] % type.blockSize != 0) || elements % type.blockSize != 0) {
            throw Gguf.refused("gives the tensor '" + name + "' rows of " + shape[0] + " numbers in blocks of "
                    + type.blockSize + "; convert the model again.");
        }
        long blocks = elements / type.blockSize;
        if (blocks > fileBytes / type.blockBytes) {
            throw Gguf.refused("has " + fileBytes + " bytes, and its tensor '" + name
                    + "' alone needs more; it was cut off," + " fetch it again.");
        }
        return new Gguf.Tensor(name, type, elements, blocks * type.blockBytes);
    }

    private static long padded(long value, long alignment) {
        return (value + alignment - 1) & -alignment;
    }

    private Map<String, String> namedTokens() throws IOException {
        Map<String, String> found = new HashMap<>();
        for (String key : NAMED_TOKENS) {
            if (values.get(key) instanceof Long number && number >= 0 && number < tokens.count()) {
                in.seek(tokens.position());
                for (long i = 0; i < number; i++) {
                    in.skip(in.readLong("the tokens"), "the tokens");
                }
                found.put(key, in.readString(MAX_STRING, "a token"));
            }
        }
        return Map.copyOf(found);
    }
}
