package org.insula.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.insula.onnx.TfjsWeight.Packing;

/**
 * Reads the weights of a TensorFlow.js model: groups of files that hold one constant after another, little-endian, some
 * of them quantised to fewer bits.
 *
 * @see <a href="https://github.com/tensorflow/tfjs/blob/master/tfjs-core/src/io/types.ts">WeightsManifestConfig</a>
 */
final class TfjsWeights {
    private static final long MAX_BYTES = 1L << 30;

    private TfjsWeights() {}

    /** @param manifest the {@code weightsManifest} of model.json */
    static Map<String, TfjsWeight> read(JsonNode manifest, TfjsFolder folder) {
        Map<String, TfjsWeight> weights = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        long budget = MAX_BYTES;
        for (JsonNode group : manifest) {
            List<byte[]> shards = new ArrayList<>();
            for (JsonNode path : group.path("paths")) {
                if (!seen.add(path.asText())) {
                    throw new OnnxException("The model names the weight file '" + path.asText()
                            + "' twice; give a model.json that has not been edited.");
                }
                byte[] shard = folder.read(path.asText(), budget);
                budget -= shard.length;
                shards.add(shard);
            }
            ByteBuffer bytes = join(shards);
            for (JsonNode entry : group.path("weights")) {
                weights.put(entry.path("name").asText(), weight(entry, bytes));
            }
        }
        return weights;
    }

    private static ByteBuffer join(List<byte[]> shards) {
        if (shards.size() == 1) {
            return ByteBuffer.wrap(shards.get(0)).order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer all = ByteBuffer.allocate(
                shards.stream().mapToInt(shard -> shard.length).sum());
        shards.forEach(all::put);
        return all.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static TfjsWeight weight(JsonNode entry, ByteBuffer bytes) {
        String name = entry.path("name").asText();
        String type = entry.path("dtype").asText();
        JsonNode quantization = entry.path("quantization");
        String stored = quantization.path("dtype").asText(type);
        long[] shape = shape(entry);
        long size = Tensor.size(shape);
        long needed = size * width(name, stored);
        if (size < 0 || needed > bytes.remaining()) {
            throw new OnnxException("The weight '" + name + "' of shape " + Shape.describe(shape) + " needs "
                    + (size < 0 ? "more memory than there is" : needed + " bytes") + " and " + bytes.remaining()
                    + " are left; the weight files are cut short or do not belong to this model.json.");
        }
        double scale = quantization.path("scale").asDouble(1);
        double offset = quantization.path("min").asDouble(0);
        return switch (type) {
            case "float32" ->
                new TfjsWeight(
                        Tensor.wrap(floats(bytes, stored, (int) size, scale, offset), shape),
                        packing(stored),
                        (float) scale,
                        (float) offset);
            case "int32" -> TfjsWeight.full(Tensor.wrap(longs(bytes, stored, (int) size, scale, offset), shape));
            case "bool" ->
                new TfjsWeight(Tensor.wrap(longs(bytes, stored, (int) size, 1, 0), shape), Packing.BOOL, 1, 0);
            default -> throw unsupported(name, type);
        };
    }

    private static long[] shape(JsonNode entry) {
        JsonNode dimensions = entry.path("shape");
        long[] shape = new long[dimensions.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dimensions.get(i).asLong(-1);
        }
        return shape;
    }

    private static int width(String name, String stored) {
        return switch (stored) {
            case "float32", "int32" -> 4;
            case "float16", "uint16" -> 2;
            case "uint8", "bool" -> 1;
            default -> throw unsupported(name, stored);
        };
    }

    private static Packing packing(String stored) {
        return switch (stored) {
            case "float16" -> Packing.HALF;
            case "uint8" -> Packing.BYTE;
            default -> Packing.FULL;
        };
    }

    private static float[] floats(ByteBuffer bytes, String stored, int size, double scale, double offset) {
        float[] floats = new float[size];
        for (int i = 0; i < size; i++) {
            floats[i] = switch (stored) {
                case "float32" -> bytes.getFloat();
                case "float16" -> Float.float16ToFloat(bytes.getShort());
                default -> (float) (integer(bytes, stored) * scale + offset);
            };
        }
        return floats;
    }

    private static long[] longs(ByteBuffer bytes, String stored, int size, double scale, double offset) {
        long[] longs = new long[size];
        for (int i = 0; i < size; i++) {
            long value = integer(bytes, stored);
            longs[i] = stored.equals("int32") || stored.equals("bool") ? value : Math.round(value * scale + offset);
        }
        return longs;
    }

    private static long integer(ByteBuffer bytes, String stored) {
        return switch (stored) {
            case "uint8" -> bytes.get() & 0xff;
            case "bool" -> bytes.get() != 0 ? 1 : 0;
            case "uint16" -> bytes.getShort() & 0xffff;
            case "int32" -> bytes.getInt();
            default -> Math.round(Float.float16ToFloat(bytes.getShort()));
        };
    }

    private static OnnxException unsupported(String name, String type) {
        return new OnnxException("The weight '" + name + "' is of type '" + type
                + "'; float32, int32 and bool can be converted, quantised to float16, uint16 or uint8 or not.");
    }
}
