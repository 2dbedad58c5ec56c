package org.insula.signal.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.insula.signal.SignalException;

/** The bytes of one file, wherever they lie. Not for use by two threads at once; whoever opened it closes it. */
public sealed interface Content extends AutoCloseable {
    long size();

    /** How the errors call it: its file name or its size. */
    String name();

    /** Reads up to {@code count} bytes from {@code position} on into the front of {@code target}; -1 at the end. */
    int read(long position, byte[] target, int count) throws IOException;

    @Override
    void close();

    /** @param what how an error calls it, such as "The sound" */
    static Content of(byte[] bytes, String what) {
        if (bytes.length == 0) {
            throw empty(what);
        }
        return new Memory(bytes);
    }

    static Content of(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new SignalException("'" + file + "' is "
                        + (Files.exists(file) ? "not a file" : "not there")
                        + "; give the path of a sound or video file.");
            }
            if (Files.size(file) == 0) {
                throw empty("'" + file.getFileName() + "'");
            }
            return new Channel(file.getFileName().toString(), FileChannel.open(file, StandardOpenOption.READ));
        } catch (IOException e) {
            throw new SignalException(
                    "'" + file + "' cannot be read (" + e.getClass().getSimpleName()
                            + "); check that it may be read by this program.",
                    e);
        }
    }

    private static SignalException empty(String what) {
        return new SignalException(what + " has 0 bytes; give a complete sound or video file.");
    }

    /** @param bytes read in place */
    record Memory(byte[] bytes) implements Content {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public String name() {
            return "The file of " + bytes.length + " bytes";
        }

        @Override
        public int read(long position, byte[] target, int count) {
            if (position < 0 || position >= bytes.length) {
                return -1;
            }
            int n = (int) Math.min(count, bytes.length - position);
            System.arraycopy(bytes, (int) position, target, 0, n);
            return n;
        }

        @Override
        public void close() {}
    }

    /** A file on disk, of which only the part at hand is in memory. */
    record Channel(String fileName, FileChannel channel) implements Content {
        @Override
        public long size() {
            try {
                return channel.size();
            } catch (IOException e) {
                return -1;
            }
        }

        @Override
        public String name() {
            return "'" + fileName + "'";
        }

        @Override
        public int read(long position, byte[] target, int count) throws IOException {
            return position < 0 ? -1 : channel.read(ByteBuffer.wrap(target, 0, count), position);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // nothing was written, so nothing is lost
            }
        }
    }
}
