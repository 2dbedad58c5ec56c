package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that break off, lie about lengths, send too much, too slowly or nothing at all. */
class MalformedHttpTest {
    private static final String UPLOAD = "POST /api/projects/winks/examples HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: multipart/form-data; boundary=edge\r\n";
    private static final int IDLE = 2_000;

    @TempDir
    Path folder;

    private WorkServer server;

    @BeforeEach
    void start() {
        server = WorkServer.start(folder);
        server.ask("POST", "/api/projects", "{\"name\":\"winks\",\"kind\":\"text\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String part(String file, String content) {
        return "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file + "\"\r\n\r\n" + content
                + "\r\n";
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** Sends this, ends, and reads what is answered. */
    private String exchange(String request) throws IOException {
        try (Socket socket = connect();
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.shutdownOutput();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private JsonNode examples() {
        return server.ask("GET", "/api/projects/winks/examples", "").path("items");
    }

    /** What is kept of contents, and what was left of those that were not. */
    private long blobs() {
        return server.files("blobs") - 1; // and the store's own mark
    }

    @Test
    void ofABrokenFormTheWholeFilesAreKeptAndTheRestCanBeSentAgain() throws Exception {
        String whole = part("wink/a.txt", "aaa") + part("wink/b.txt", "bbb");
        String all = whole + part("wink/c.txt", "c".repeat(5_000)) + part("wink/d.txt", "ddd") + "--edge--\r\n";
        String broken = all.substring(0, whole.length() + 3_000);
        String answer = exchange(UPLOAD + "Content-Length: " + all.length() + "\r\n\r\n" + broken);
        assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 400"), answer);
        assertEquals(2, examples().size());
        assertEquals(2, blobs(), "nothing of the broken one");

        String again = exchange(UPLOAD + "Connection: close\r\nContent-Length: " + all.length() + "\r\n\r\n" + all);
        assertTrue(again.startsWith("HTTP/1.1 201") && again.contains("\"added\":2,\"known\":2"), again);
        assertEquals(4, examples().size());
    }

    @Test
    void aFormWithoutItsEndIsRefusedAndItsLastFileNotKept() throws Exception {
        String body = part("wink/a.txt", "aaa") + part("wink/b.txt", "bbb");
        String answer = exchange(UPLOAD + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        assertEquals(1, examples().size(), "nobody can tell whether the last one was whole");
        assertEquals(1, blobs());
    }

    @Test
    void aBareBodyThatEndsBeforeItsLengthIsNotKept() throws Exception {
        String head = "POST /api/projects/winks/examples?label=wink&name=a HTTP/1.1\r\nHost: localhost\r\n";
        exchange(head + "Content-Length: 100\r\n\r\nhalf");
        exchange(head + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
        exchange(head + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nhalf\r\n");
        exchange(head + "Transfer-Encoding: chunked\r\n\r\nno number\r\nhalf\r\n");
        assertEquals(0, examples().size());
        assertEquals(0, blobs());
    }

    @Test
    void aFileThatIsTooLargeIsRefusedWhole() {
        String tooLarge = "x".repeat(WorkServer.MOST_BLOB_BYTES + 1);
        HttpResponse<String> bare = server.send("POST", "/api/projects/winks/examples?label=wink", tooLarge);
        assertEquals(413, bare.statusCode());
        assertEquals(
                "The content is larger than the 100000 bytes that are taken; send less, or allow larger blobs.",
                WorkServer.json(bare).path("detail").asText());
        HttpResponse<String> form = server.upload("winks", "wink/a=small", "wink/b=" + tooLarge, "wink/c=small too");
        assertEquals(413, form.statusCode());
        assertEquals(1, examples().size(), "what was whole before it");
        assertEquals(1, blobs());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET",
                "GET /api/projects HTTP/1.1\r\nHost: local",
                "GET /api/projects HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "GET /api/projects HTTP/1.1\r\n\r\n",
                "GET /api/projects HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /api/projects HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
                "GET /api/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/projects/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /assets/../../openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/projects/a%2fb HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/projects/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0000\u0001\u0002\u0003",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnot a frame at all",
                "POST /api/projects HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            })
    void whatIsNoRequestIsRefusedOrCutOff(String request) throws Exception {
        String answer = exchange(request);
        assertTrue(
                answer.isEmpty() || answer.matches("(?s)HTTP/1.1 [45][0-9][0-9] .*") || request.startsWith("PRI"),
                answer);
        assertTrue(!answer.startsWith("HTTP/1.1 500"), answer);
        assertTrue(!answer.contains("root:"), answer);
        assertTrue(
                !answer.contains("<html>")
                        && !answer.toLowerCase(java.util.Locale.ROOT).contains("jetty"),
                answer);
        assertEquals(200, server.get("/health").statusCode());
    }

    @Test
    void headersWithoutEndAreRefused() throws Exception {
        String answer =
                exchange("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(100_000) + "\r\n\r\n");
        assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 431"), answer);
        String path = exchange("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertTrue(path.isEmpty() || path.matches("(?s)HTTP/1.1 (414|431) .*"), path);
        assertEquals(200, server.get("/health").statusCode());
    }

    @Test
    void aClientOfEventsThatLeavesIsForgotten() throws Exception {
        server.vowels("vowels", "text");
        String job = server.teach("vowels").path("id").asText();
        for (int i = 0; i < 20; i++) {
            try (Socket socket = connect()) {
                socket.getOutputStream()
                        .write(("GET /api/jobs/" + job + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertEquals(200, server.get("/health").statusCode());
        assertTrue(!server.get("/metrics").body().contains("status=\"500\""));
    }

    @Test
    void clientsThatSendSlowlyHoldUpNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            String head = UPLOAD + "Content-Length: 10000\r\n\r\n"
                    + part("wink/a.txt", "a").substring(0, 40);
            for (int i = 0; i < 200; i++) {
                Socket socket = connect();
                slow.add(socket);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            }
            for (int round = 0; round < 5; round++) {
                for (Socket socket : slow) {
                    drip(socket);
                }
                assertEquals(
                        201,
                        server.upload("winks", "wink/" + round + "=" + round).statusCode());
            }
            assertEquals(5, examples().size());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static void drip(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('x');
        } catch (SocketException cutOff) {
            socket.close(); // for being too slow
        }
    }

    /** So slow a body is cut off, not the connections of others. */
    @Test
    void aBodyThatComesTooSlowlyIsGivenUp() throws Exception {
        try (Socket socket = connect()) {
            String head = UPLOAD + "Content-Length: 10000\r\n\r\n"
                    + part("wink/a.txt", "a").substring(0, 40);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(100);
            boolean cutOff = false;
            for (int i = 0; i < 300 && !cutOff; i++) {
                try {
                    socket.getOutputStream().write('x');
                    cutOff = socket.getInputStream().readAllBytes() != null;
                } catch (java.net.SocketTimeoutException stillOpen) {
                    continue;
                } catch (SocketException closed) {
                    cutOff = true;
                }
            }
            assertTrue(cutOff);
        }
    }

    @Test
    void thousandsOfIdleConnectionsHoldUpNobody() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE; i++) {
                idle.add(connect());
            }
            assertEquals(200, server.get("/api/projects").statusCode());
            assertEquals(201, server.upload("winks", "wink/a=a").statusCode());
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }
}
