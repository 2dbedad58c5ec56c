package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live streams of browsers, which can send no headers of their own: the key comes as a protocol of the socket. */
class LiveKeysTest {
    @TempDir
    Path folder;

    private WorkServer server;
    private String key;

    @BeforeEach
    void start() {
        server = WorkServer.start(folder);
        String admin = server.issue("owner", "admin", "");
        server.use(admin);
        server.vowels("vowels", "text");
        server.teach("vowels");
        server.ask("POST", "/api/projects/vowels/versions/1/publish", "{}");
        key = server.issue("owner", "reader", "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The first message of a socket. */
    private static final class First implements WebSocket.Listener {
        private final CompletableFuture<String> text = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.complete(data.toString());
            return null;
        }
    }

    @Test
    void aKeyBesideTheProtocolOpensTheStream() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            First first = new First();
            WebSocket socket = client.newWebSocketBuilder()
                    .subprotocols("insula", "insula-key." + key)
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/api/live/vowels"), first)
                    .get(30, TimeUnit.SECONDS);
            assertEquals("insula", socket.getSubprotocol());
            assertTrue(first.text.get(30, TimeUnit.SECONDS).contains("\"model\":\"vowels\""));
            socket.abort();
        }
    }

    @Test
    void theKeyIsNeverSentBack() throws Exception {
        String[] offers = {
            "insula, insula-key." + key,
            "insula-key." + key + ", insula",
            "insula-key." + key,
            "insula-key." + key + "x, insula",
            "insula-key." + key + ", insula-key." + key + ", insula",
        };
        int[] statuses = {101, 101, 400, 401, 401};
        for (int i = 0; i < offers.length; i++) {
            String answer = handshake("vowels", "Sec-WebSocket-Protocol: " + offers[i] + "\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 " + statuses[i]), offers[i] + " got " + answer);
            assertFalse(answer.contains(key.substring(0, 20)), answer);
            assertEquals(statuses[i] == 101, answer.contains("Sec-WebSocket-Protocol: insula\r\n"), answer);
        }
        String elsewhere = handshake("none", "Sec-WebSocket-Protocol: insula-key." + key + ", insula\r\n");
        assertTrue(elsewhere.startsWith("HTTP/1.1 404") && !elsewhere.contains(key), elsewhere);
        String lines = handshake(
                "vowels", "Sec-WebSocket-Protocol: insula-key." + key + "\r\nSec-WebSocket-Protocol: insula\r\n");
        assertTrue(lines.startsWith("HTTP/1.1 101") && !lines.contains(key), lines);
    }

    @Test
    void aHeaderStillServesAndNoKeyIsNotEnough() throws Exception {
        assertTrue(handshake("vowels", "Authorization: Bearer " + key + "\r\n").startsWith("HTTP/1.1 101"));
        assertTrue(handshake("vowels", "X-API-Key: " + key + "\r\nSec-WebSocket-Protocol: insula\r\n")
                .startsWith("HTTP/1.1 101"));
        assertTrue(handshake("vowels", "Sec-WebSocket-Protocol: insula\r\n").startsWith("HTTP/1.1 401"));
        assertTrue(handshake("vowels", "").startsWith("HTTP/1.1 401"));
    }

    @Test
    void pagesFromElsewhereAreTurnedAwayWithAnyKey() throws Exception {
        String answer = handshake(
                "vowels", "Origin: http://evil.example\r\nSec-WebSocket-Protocol: insula, insula-key." + key + "\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 403") && !answer.contains(key), answer);
    }

    @Test
    void theProtocolIsNoKeyForOrdinaryRequests() {
        assertEquals(401, statusOf("/api/models", "insula, insula-key." + key));
    }

    private int statusOf(String path, String protocol) {
        server.use("");
        return server.send("GET", path, "", "Sec-WebSocket-Protocol", protocol).statusCode();
    }

    private String handshake(String model, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            String request = "GET /api/live/" + model + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                head.append((char) c);
                if (head.length() > 3 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                    break;
                }
            }
            return head.toString();
        }
    }
}
