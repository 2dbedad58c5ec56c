package org.insula.language;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** The little-endian numbers and strings of a GGUF file, one after the other. It never holds more than one string. */
final class GgufInput {
    private final FileChannel channel;
    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private long bufferEnd;

    GgufInput(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
        buffer.limit(0);
    }

    long position() {
        return bufferEnd - buffer.remaining();
    }

    long remaining() {
        return size - position();
    }

    void seek(long position) {
        buffer.limit(0);
        bufferEnd = position;
    }

    void skip(long bytes, String what) throws IOException {
        expect(bytes, what);
        if (bytes <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) bytes);
        } else {
            seek(position() + bytes);
        }
    }

    byte readByte(String what) throws IOException {
        return need(1, what).get();
    }

    short readShort(String what) throws IOException {
        return need(2, what).getShort();
    }

    int readInt(String what) throws IOException {
        return need(4, what).getInt();
    }

    long readLong(String what) throws IOException {
        return need(8, what).getLong();
    }

    /** A number that counts something, which the file could hold if each took at least {@code bytesEach}. */
    long readCount(long most, long bytesEach, String what) throws IOException {
        long count = readLong(what);
        if (count < 0 || count > most || count > remaining() / bytesEach) {
            throw Gguf.refused("says that there are " + Long.toUnsignedString(count) + " " + what
                    + ", which it cannot hold; fetch it again.");
        }
        return count;
    }

    String readString(int most, String what) throws IOException {
        long length = readCount(most, 1, "bytes of " + what);
        byte[] bytes = new byte[(int) length];
        int done = 0;
        while (done < bytes.length) {
            int part = Math.min(bytes.length - done, buffer.capacity());
            need(part, what).get(bytes, done, part);
            done += part;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private ByteBuffer need(int bytes, String what) throws IOException {
        if (buffer.remaining() < bytes) {
            expect(bytes, what);
            buffer.compact();
            while (buffer.position() < bytes) {
                int read = channel.read(buffer, bufferEnd);
                if (read < 0) {
                    buffer.flip();
                    throw cutOff(what);
                }
                bufferEnd += read;
            }
            buffer.flip();
        }
        return buffer;
    }

    private void expect(long bytes, String what) {
        if (bytes < 0 || bytes > remaining()) {
            throw cutOff(what);
        }
    }

    private LanguageException cutOff(String what) {
        return Gguf.refused("has " + size + " bytes and ends within " + what + "; fetch it again.");
    }
}
