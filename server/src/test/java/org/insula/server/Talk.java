package org.insula.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One side of a socket. */
final class Talk implements WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<Optional<String>> received = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket socket;
    private int status;

    static Talk open(InsulaServer server, String path) {
        Talk talk = new Talk();
        talk.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri(server, path), talk)
                .join();
        return talk;
    }

    static URI uri(InsulaServer server, String path) {
        return URI.create("ws://127.0.0.1:" + server.port() + "/api/live/" + path);
    }

    void hangUp() {
        socket.sendClose(1000, "").join();
    }

    synchronized int status() {
        return status;
    }

    void send(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
    }

    void sendText(String message) {
        socket.sendText(message, true).join();
    }

    JsonNode next() throws Exception {
        return JSON.readTree(received.poll(30, TimeUnit.SECONDS).orElseThrow());
    }

    List<JsonNode> untilClosed() throws Exception {
        List<JsonNode> all = new ArrayList<>();
        for (var one = received.poll(30, TimeUnit.SECONDS);
                one.isPresent();
                one = received.poll(30, TimeUnit.SECONDS)) {
            all.add(JSON.readTree(one.get()));
        }
        return all;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            received.add(Optional.of(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        synchronized (this) {
            status = code;
        }
        received.add(Optional.empty());
        return null;
    }
}
