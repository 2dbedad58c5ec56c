package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of HTTP/1.1 that go while their request waits, that send the next one early, and that never get to the point. */
@Timeout(120)
class DepartingClientsTest {
    private static final String MUSIC = "POST /api/music HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nla";

    @TempDir
    Path folder;

    private final CountDownLatch held = new CountDownLatch(1);
    private WorkServer server;

    @BeforeEach
    void start() {
        server = WorkServer.start(folder, Duration.ofSeconds(1));
        server.recordings().hold(held);
    }

    @AfterEach
    void stop() {
        held.countDown();
        server.close();
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatAClientAskedThatHasGoneIsWithdrawn() throws Exception {
        List<Socket> busy = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) { // as many as there are workers
                busy.add(send(MUSIC));
            }
            until(() -> server.recordings().reading() == 2);
            Socket waiting = send(MUSIC);
            Socket chunked = send("POST /api/music HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "2\r\nla\r\n0\r\n\r\n");
            until(() -> server.host().waiting() == 2);
            waiting.close();
            until(() -> server.host().waiting() == 1);
            chunked.close();
            until(() -> server.host().waiting() == 0);
            held.countDown();
            for (Socket socket : busy) {
                assertTrue(firstLine(socket).contains("200"));
            }
        } finally {
            for (Socket socket : busy) {
                socket.close();
            }
        }
    }

    @Test
    void aRequestThatIsSentBehindOneThatWaitsIsAnsweredToo() throws Exception {
        try (Socket socket = send(MUSIC)) {
            until(() -> server.recordings().reading() == 1);
            String next = "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(3_000) + "\r\n\r\n";
            socket.getOutputStream().write(next.getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(700); // looked at more than once meanwhile
            held.countDown();
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(3, all.split("HTTP/1.1 200", -1).length - 1, all);
        }
    }

    @Test
    void whoeverNeverGetsToThePointIsCutOff() throws Exception {
        try (Socket slow = send("GET /health HTTP/1.1\r\nHost: localhost\r\n")) {
            slow.setSoTimeout(50);
            assertTrue(isCutOff(slow));
        }
        try (Socket silent = send("")) {
            assertTrue(isCutOff(silent));
        }
        assertEquals(200, server.get("/health").statusCode());
    }

    /** Sends a header's letters one by one until the server closes. */
    private static boolean isCutOff(Socket slow) throws IOException {
        InputStream in = slow.getInputStream();
        for (int i = 0; i < 1_000; i++) {
            try {
                slow.getOutputStream().write('x');
                if (in.read() < 0) {
                    return true;
                }
            } catch (java.net.SocketTimeoutException stillOpen) {
                continue;
            } catch (SocketException closed) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whoeverWaitsForAnAnswerIsNotCutOff() throws Exception {
        try (Socket patient = send(MUSIC)) {
            until(() -> server.recordings().reading() == 1);
            try (Socket slow = send("GET /")) { // cut off after more than the patience
                slow.setSoTimeout(50);
                assertTrue(isCutOff(slow));
            }
            held.countDown();
            assertTrue(firstLine(patient).contains("200"));
        }
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
