package org.insula.language;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/** What the host and its worker say to each other: a length, a kind and a body, one frame after the other. */
@SuppressWarnings("EnumOrdinal") // both sides are of one build
final class Frames {
    /** What a frame is about. */
    enum Kind {
        SUBMIT,
        CANCEL,
        TOKENIZE,
        DETOKENIZE,
        EMBED,
        STATS,
        READY,
        REFUSED,
        STARTED,
        DELTA,
        DONE,
        FAILED,
        TOKENS,
        TEXT,
        EMBEDDINGS,
        STATISTICS,
        UNANSWERED
    }

    /** Writes the body of a frame. */
    interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** A frame that arrived; the body is read from {@code in}. */
    record Frame(Kind kind, DataInputStream in) {}

    static final int MAX_BYTES = 64 << 20;

    private Frames() {}

    /**
     * The bytes of a frame.
     *
     * @throws LanguageException if it would be longer than a frame may be
     */
    static byte[] encode(Kind kind, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0);
            out.writeByte(kind.ordinal());
            body.writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        byte[] frame = bytes.toByteArray();
        int length = frame.length - Integer.BYTES;
        if (length > MAX_BYTES) {
            throw new LanguageException(
                    LanguageException.Reason.INVALID_REQUEST,
                    "The request has " + length + " bytes; give at most " + MAX_BYTES + ".");
        }
        frame[0] = (byte) (length >>> 24);
        frame[1] = (byte) (length >>> 16);
        frame[2] = (byte) (length >>> 8);
        frame[3] = (byte) length;
        return frame;
    }

    /** The next frame, or null if there is no more. */
    static Frame read(DataInputStream in) throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException e) {
            return null;
        }
        if (length < 1 || length > MAX_BYTES) {
            throw new IOException("a frame says that it has " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || bytes[0] < 0 || bytes[0] >= Kind.values().length) {
            throw new IOException("a frame is broken");
        }
        InputStream body = new java.io.ByteArrayInputStream(bytes, 1, length - 1);
        return new Frame(Kind.values()[bytes[0]], new DataInputStream(body));
    }

    /** Sends frames whole, one thread's after another's. */
    static final class Sender implements AutoCloseable {
        private final OutputStream out;
        private final ReentrantLock lock = new ReentrantLock();

        Sender(OutputStream out) {
            this.out = out;
        }

        /** Held by a thread whose frames must go first. */
        ReentrantLock lock() {
            return lock;
        }

        void send(byte[] frame) throws IOException {
            lock.lock();
            try {
                out.write(frame);
                out.flush();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
