package org.insula.server.trace;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans to a collector, a second's worth at a time. What it does not take, or what there is no room for, is dropped:
 * requests never wait for it.
 */
final class Exporter implements AutoCloseable {
    private static final int ROOM = 8_192;
    private static final int MOST_AT_ONCE = 1_024;
    private static final Duration ANSWERING = Duration.ofSeconds(5);

    private final ArrayBlockingQueue<Span> queue = new ArrayBlockingQueue<>(ROOM);
    private final URI collector;
    private final String version;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWERING).build();
    private final Thread sender;
    private volatile boolean closing;

    /** @param collector where OTLP is posted to, such as {@code http://127.0.0.1:4318/v1/traces} */
    Exporter(URI collector, String version) {
        this.collector = collector;
        this.version = version;
        this.sender = Thread.ofVirtual().name("insula-traces").start(this::send);
    }

    void add(Span span) {
        boolean _ = queue.offer(span);
    }

    private void send() {
        try {
            while (!closing || !queue.isEmpty()) {
                Span first = queue.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    if (!closing) {
                        Thread.sleep(Duration.ofSeconds(1)); // so that others come along
                    }
                    List<Span> spans = new ArrayList<>(List.of(first));
                    queue.drainTo(spans, MOST_AT_ONCE - 1);
                    post(OtlpWriter.bytes(spans, version));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(byte[] spans) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(collector)
                .timeout(ANSWERING)
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(spans))
                .build();
        try {
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            return; // the collector is away, and these are lost
        }
    }

    /** Sends what is left. */
    @Override
    public void close() {
        closing = true;
        try {
            sender.join(ANSWERING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
