package org.insula.benchmarks;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that costs next to nothing, since it shares the cores with the server that it measures: one connection, one
 * request at a time, bytes made beforehand, answers looked at no more than it takes to find their end.
 */
abstract class WireClient implements Closeable {
    final Socket socket;
    final DataInputStream in;
    final OutputStream out;

    WireClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
        out = socket.getOutputStream();
    }

    /** Asks once and waits for the answer. */
    abstract void ask() throws IOException;

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** How to open a client. */
    interface Opener {
        WireClient open(int port) throws IOException;
    }

    /** A client of HTTP/1.1 that sends the same POST over and over. */
    static final class Http1 extends WireClient {
        private final byte[] request;
        private final byte[] line = new byte[1_024];

        /** @param headers each ended by CR and LF */
        Http1(int port, String path, String headers, byte[] body) throws IOException {
            super(port);
            byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: "
                            + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            request = ByteBuffer.allocate(head.length + body.length)
                    .put(head)
                    .put(body)
                    .array();
        }

        @Override
        void ask() throws IOException {
            out.write(request);
            String status = line();
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException(status);
            }
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            in.skipNBytes(length);
        }

        private String line() throws IOException {
            int n = 0;
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new EOFException();
                }
                line[n++] = (byte) b;
            }
            return new String(line, 0, n - 1, StandardCharsets.ISO_8859_1);
        }
    }

    /** A client of gRPC that sends the same message over and over, one stream after the other. */
    static final class Grpc extends WireClient {
        private static final int FRAME = 9;
        private static final int DATA = 0;
        private static final int HEADERS = 1;
        private static final int SETTINGS = 4;
        private static final int PING = 6;
        private static final int GOAWAY = 7;
        private static final int WINDOW_UPDATE = 8;
        private static final int END = 1;
        private static final int MOST_IN_FRAME = 16_384;

        private final byte[] request;
        private final List<Integer> streamsAt = new ArrayList<>();
        private int stream = 1;
        private int received;

        Grpc(int port, String path, byte[] message) throws IOException {
            super(port);
            request = request(path, message);
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] window = ByteBuffer.allocate(6)
                    .putShort((short) 4)
                    .putInt(Integer.MAX_VALUE)
                    .array();
            out.write(frame(SETTINGS, 0, 0, window, 0, window.length));
        }

        private byte[] request(String path, byte[] message) {
            byte[] head = head(path);
            byte[] body = ByteBuffer.allocate(5 + message.length)
                    .put((byte) 0)
                    .putInt(message.length)
                    .put(message)
                    .array();
            int frames = 1 + (body.length + MOST_IN_FRAME - 1) / MOST_IN_FRAME;
            ByteBuffer all = ByteBuffer.allocate(FRAME * frames + head.length + body.length);
            streamsAt.add(5);
            all.put(frame(HEADERS, 4, 0, head, 0, head.length));
            for (int at = 0; at < body.length; at += MOST_IN_FRAME) {
                int n = Math.min(MOST_IN_FRAME, body.length - at);
                streamsAt.add(all.position() + 5);
                all.put(frame(DATA, at + n == body.length ? END : 0, 0, body, at, n));
            }
            return all.array();
        }

        /** Literal fields, not indexed (RFC 7541, 6.2.2). */
        private static byte[] head(String path) {
            ByteBuffer head = ByteBuffer.allocate(1_024);
            for (String[] field : new String[][] {
                {":method", "POST"},
                {":scheme", "http"},
                {":path", path},
                {":authority", "localhost"},
                {"content-type", "application/grpc"},
                {"te", "trailers"}
            }) {
                head.put((byte) 0);
                for (String text : field) {
                    head.put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
                }
            }
            return java.util.Arrays.copyOf(head.array(), head.position());
        }

        private static byte[] frame(int type, int flags, int stream, byte[] payload, int from, int length) {
            return ByteBuffer.allocate(FRAME + length)
                    .putInt(length << 8 | type)
                    .put((byte) flags)
                    .putInt(stream)
                    .put(payload, from, length)
                    .array();
        }

        @Override
        void ask() throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(request);
            streamsAt.forEach(at -> bytes.putInt(at, stream));
            out.write(request);
            boolean data = false;
            for (boolean done = false; !done; ) {
                int head = in.readInt();
                int flags = in.readUnsignedByte();
                int of = in.readInt();
                byte[] payload = in.readNBytes(head >>> 8);
                int type = head & 0xff;
                if (type == GOAWAY) {
                    throw new IOException("The server sent " + new String(payload, StandardCharsets.ISO_8859_1));
                }
                if (type == DATA && payload.length > 0) {
                    data = true;
                    count(payload.length);
                }
                if ((type == SETTINGS || type == PING) && (flags & 1) == 0) {
                    out.write(frame(type, 1, 0, payload, 0, type == PING ? payload.length : 0));
                }
                done = of == stream && (type == DATA || type == HEADERS) && (flags & END) != 0;
            }
            if (!data) {
                throw new IOException("The server refused.");
            }
            stream += 2;
        }

        /** Makes room for more on this connection. */
        private void count(int bytes) throws IOException {
            received += bytes;
            if (received > 16_384) {
                byte[] more = ByteBuffer.allocate(4).putInt(received).array();
                out.write(frame(WINDOW_UPDATE, 0, 0, more, 0, 4));
                received = 0;
            }
        }
    }
}
