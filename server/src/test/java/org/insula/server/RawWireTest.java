package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests and frames that were whole, with a few bytes changed, over a bare socket: each is answered as HTTP allows or cut
 * off, and the next ordinary request is answered. {@code -Dinsula.cases=10000} sends more, {@code -Dinsula.seed} others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawWireTest {
    private static final int CASES = Integer.getInteger("insula.cases", 400);
    private static final long SEED = Long.getLong("insula.seed", 1);
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final List<String> REQUESTS = List.of(
            "GET /api/projects?limit=5" + HOST + "Accept: application/json\r\n\r\n",
            "POST /api/projects" + HOST + "Content-Type: application/json\r\nContent-Length: 30"
                    + "\r\n\r\n{\"name\":\"p\",\"kind\":\"text\"}    ",
            "POST /api/models/vowels/predict" + HOST + "Transfer-Encoding: chunked\r\n\r\n"
                    + "3\r\naaa\r\n2;x=y\r\nee\r\n0\r\nTrailer: t\r\n\r\n",
            "POST /v2/models/vowels/infer" + HOST + "Inference-Header-Content-Length: 80\r\n"
                    + "Content-Length: 85\r\n\r\n{\"inputs\":[{\"name\":\"content\",\"shape\":[1],\"datatype\":\"BYTES\","
                    + "\"parameters\":{}}]}\u0001\u0000\u0000\u0000a",
            "POST /api/music?format=json" + HOST + "Expect: 100-continue\r\nContent-Length: 2\r\n"
                    + "Content-Type: multipart/form-data; boundary=\"e\"\r\n\r\nla",
            "GET /" + HOST + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                    + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
            "GET /" + HOST + "\r\nGET /health" + HOST + "\r\n");
    private static final byte[] HTTP2 = bytes(
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            0,
            0,
            0,
            4,
            0,
            0,
            0,
            0,
            0, // settings
            0,
            0,
            8,
            6,
            0,
            0,
            0,
            0,
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8, // ping
            0,
            0,
            3,
            1,
            5,
            0,
            0,
            0,
            1,
            0x82,
            0x86,
            0x84); // GET / without an authority

    @TempDir
    static Path folder;

    private WorkServer server;

    @BeforeAll
    void start() {
        server = WorkServer.start(folder);
        server.vowels("vowels", "text");
        server.teach("vowels");
        server.ask("POST", "/api/projects/vowels/versions/1/publish", "{}");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static byte[] bytes(String start, int... rest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(start.getBytes(StandardCharsets.ISO_8859_1));
        for (int each : rest) {
            all.write(each);
        }
        return all.toByteArray();
    }

    @Test
    void changedRequestsAreAnsweredOrCutOff() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            byte[] whole = REQUESTS.get(random.nextInt(REQUESTS.size())).getBytes(StandardCharsets.ISO_8859_1);
            byte[] sent = Mutations.of(whole, random);
            String answer = exchange(sent);
            String what = "case " + i + " of seed " + SEED + ": " + new String(sent, StandardCharsets.ISO_8859_1)
                    + " got " + answer;
            assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1.1 ([1-4][0-9][0-9]|501|505) .*"), what);
            assertTrue(!answer.contains("\tat ") && !answer.contains("Exception"), what);
        }
        theServerServesOn();
    }

    @Test
    void changedFramesOfHttp2AreAnsweredOrCutOff() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            String answer = exchange(Mutations.of(HTTP2, random));
            assertTrue(!answer.contains("\tat ") && !answer.contains("Exception"), "case " + i + ": " + answer);
        }
        theServerServesOn();
    }

    @Test
    void changedFramesOfASocketAreAnsweredOrCutOff() throws Exception {
        byte[] opening = bytes("GET /api/live/vowels" + HOST + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        byte[] frames = bytes(
                "", 0x81, 0x83, 1, 2, 3, 4, 'a' ^ 1, 'a' ^ 2, 'e' ^ 3, // a text
                0x02, 0x82, 0, 0, 0, 0, 'a', 'b', // the first part of a binary message
                0x80, 0x81, 0, 0, 0, 0, 'c', // and the last
                0x89, 0x80, 9, 9, 9, 9, // ping
                0x82, 0xFE, 0, 4, 0, 0, 0, 0, 'a', 'b', 'c', 'd', // with a length of two bytes
                0x88, 0x82, 0, 0, 0, 0, 3, 0xE8); // close
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES / 2; i++) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(random.nextInt(3) == 0 ? Mutations.of(opening, random) : opening);
            all.writeBytes(Mutations.of(frames, random));
            String answer = exchange(all.toByteArray());
            assertTrue(!answer.contains("\tat ") && !answer.contains("Exception"), "case " + i + ": " + answer);
        }
        theServerServesOn();
    }

    private void theServerServesOn() {
        assertEquals(200, server.get("/health").statusCode());
        assertEquals(200, server.get("/api/projects").statusCode());
        assertTrue(!server.get("/metrics").body().contains("status=\"500\""));
    }

    /** Sends all, ends, and reads what comes until the server ends too. */
    private String exchange(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                return new String(in.readNBytes(1_000_000), StandardCharsets.ISO_8859_1);
            } catch (SocketException cutOff) {
                return "";
            }
        }
    }
}
