package org.insula.teach;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.Where;

/**
 * The bytes of a cache file, little-endian: {@code INSE}, version, count, then for each entry where it is (a tag and its
 * doubles), the dense floats, the terms and their weights; last a CRC-32C over all before it.
 */
final class EmbeddingFormat {
    static final int MAX_BYTES = 64_000_000;

    private static final int MAGIC = 0x45534E49;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 12;
    private static final int CHECKSUM_BYTES = 4;

    private EmbeddingFormat() {}

    static byte[] write(List<Encoded> entries) {
        int size = HEADER_BYTES + CHECKSUM_BYTES;
        for (Encoded entry : entries) {
            Embedding embedding = entry.embedding();
            size += 4 + 5 * 8 + 8 + 4 * embedding.dimensions() + 8 * embedding.termCount();
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(VERSION).putInt(entries.size());
        entries.forEach(entry -> write(entry, out));
        out.putInt(checksum(out.array(), out.position()));
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static void write(Encoded entry, ByteBuffer out) {
        switch (entry.where()) {
            case Where.Whole() -> out.putInt(0);
            case Where.Box(double x, double y, double width, double height, double score) ->
                out.putInt(1)
                        .putDouble(x)
                        .putDouble(y)
                        .putDouble(width)
                        .putDouble(height)
                        .putDouble(score);
            case Where.Span(double start, double end) ->
                out.putInt(2).putDouble(start).putDouble(end);
        }
        Embedding embedding = entry.embedding();
        out.putInt(embedding.dimensions()).putInt(embedding.termCount());
        for (int i = 0; i < embedding.dimensions(); i++) {
            out.putFloat(embedding.at(i));
        }
        for (int i = 0; i < embedding.termCount(); i++) {
            out.putInt(embedding.term(i)).putFloat(embedding.weight(i));
        }
    }

    /** The entries, or nothing if these are not the bytes of an encoder with such dimensions and terms. */
    static Optional<List<Encoded>> parse(byte[] bytes, int dimensions, int terms) {
        if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES) {
            return Optional.empty();
        }
        int end = bytes.length - CHECKSUM_BYTES;
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(end) != checksum(bytes, end)) {
            return Optional.empty();
        }
        in.limit(end);
        try {
            if (in.getInt() != MAGIC || in.getInt() != VERSION) {
                return Optional.empty();
            }
            int count = in.getInt();
            List<Encoded> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Where where = where(in);
                entries.add(new Encoded(embedding(in, dimensions, terms), where));
            }
            return entries.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(entries));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Where where(ByteBuffer in) {
        int tag = in.getInt();
        return switch (tag) {
            case 0 -> new Where.Whole();
            case 1 -> new Where.Box(in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble());
            case 2 -> new Where.Span(in.getDouble(), in.getDouble());
            default -> throw new IllegalArgumentException("Tag " + tag + " is not a place.");
        };
    }

    private static Embedding embedding(ByteBuffer in, int dimensions, int terms) {
        int size = in.getInt();
        int count = in.getInt();
        if (size != dimensions || count < 0 || count > in.remaining() / 8 || size > in.remaining() / 4) {
            throw new IllegalArgumentException(size + " dimensions and " + count + " terms do not fit.");
        }
        float[] dense = new float[size];
        for (int i = 0; i < size; i++) {
            dense[i] = in.getFloat();
        }
        int[] indices = new int[count];
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            indices[i] = in.getInt();
            weights[i] = in.getFloat();
        }
        if (count > 0 && indices[count - 1] >= terms) {
            throw new IllegalArgumentException("Term " + indices[count - 1] + " is beyond " + terms + ".");
        }
        return Embedding.of(dense, indices, weights);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
