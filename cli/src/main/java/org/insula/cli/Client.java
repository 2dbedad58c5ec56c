package org.insula.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Speaks a server's own interface. Every answer that is no success, and every server that cannot be reached, is a
 * {@link CliException}. Safe for many threads.
 */
final class Client implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 64_000_000;
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration ANSWERING = Duration.ofMinutes(10);
    /** Ends the streams of OpenAI's interface. */
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.UTF_8);


    private final URI server;
    private final Optional<String> key;
    private final AutoCloseable beneath;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();

    /**
     * @param server without a path at its end
     * @param key sent with every request
     * @param beneath closed with this one
     */
    Client(URI server, Optional<String> key, AutoCloseable beneath) {
        key.filter(secret -> !secret.matches("[!-~]{1,500}")).ifPresent(_ -> {
            throw new CliException("The key holds characters that no key has; check that it was copied whole.");
        });
        this.server = server;
        this.key = key;
        this.beneath = beneath;
    }

    /** One part of a path or of a query, with everything escaped that means something there. */
    static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    URI server() {
        return server;
    }

    JsonNode get(String path) {
        return json(send(request(path).GET(), answer()));
    }

    /** All items of a list that comes in pages. */
    List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String join = path.contains("?") ? "&" : "?";
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            JsonNode page = get(path + join + "limit=1000&cursor=" + escaped(next.get()));
            page.path("items").forEach(items::add);
            next = Optional.ofNullable(page.path("next").textValue());
        }
        return items;
    }

    JsonNode post(String path, JsonNode body) {
        return json(send(written(path).POST(BodyPublishers.ofString(body.toString())), answer()));
    }

    JsonNode patch(String path, JsonNode body) {
        return json(send(written(path).method("PATCH", BodyPublishers.ofString(body.toString())), answer()));
    }

    JsonNode delete(String path) {
        return json(send(request(path).DELETE(), answer()));
    }

    JsonNode upload(String path, byte[] content) {
        BodyPublisher body = BodyPublishers.ofByteArray(content);
        return json(send(
                request(path).header("Content-Type", "application/octet-stream").POST(body), answer()));
    }

    /** Writes an answer to a file, in place of what it held. */
    void download(String path, Path file) {
        send(
                request(path).GET(),
                info -> info.statusCode() / 100 == 2
                        ? HttpResponse.BodySubscribers.mapping(
                                HttpResponse.BodySubscribers.ofFile(
                                        file,
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.WRITE,
                                        StandardOpenOption.TRUNCATE_EXISTING),
                                _ -> new byte[0])
                        : HttpResponse.BodySubscribers.ofByteArray());
    }

    /** Follows server-sent events to their end. */
    void events(String path, Consumer<JsonNode> each) {
        events(request(path).GET().build(), each);
    }

    /** Sends a document and follows the server-sent events that answer it, to their end. */
    void events(String path, JsonNode body, Consumer<JsonNode> each) {
        events(written(path).POST(BodyPublishers.ofString(body.toString())).build(), each);
    }

    private void events(HttpRequest request, Consumer<JsonNode> each) {
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    throw refused(response.statusCode(), body.readNBytes(MOST_BYTES));
                }
                EventStream.read(body, data -> {
                    if (!Arrays.equals(data, DONE)) {
                        each.accept(tree(data));
                    }
                });
            }
        } catch (IOException | UncheckedIOException e) {
            if (Thread.interrupted()) {
                throw stopped();
            }
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(ANSWERING);
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private HttpRequest.Builder written(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private static BodyHandler<byte[]> answer() {
        return BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES);
    }

    private byte[] send(HttpRequest.Builder request, BodyHandler<byte[]> handler) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), handler);
            if (response.statusCode() / 100 != 2) {
                throw refused(response.statusCode(), response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private JsonNode json(byte[] body) {
        return body.length == 0 ? MissingNode.getInstance() : tree(body);
    }

    private JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new CliException(
                    server + " answered with something that is no JSON; check that Insula is what listens there.", e);
        }
    }

    private CliException refused(int status, byte[] body) {
        String detail = "";
        try {
            JsonNode problem = JSON.readTree(body);
            detail = problem.path("detail")
                    .asText(problem.path("error").path("message").asText());
        } catch (JsonProcessingException e) {
            // some other server's page
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CliException(
                detail.isEmpty()
                        ? server + " answered with status " + status
                                + " and no reason; check that Insula is what listens there."
                        : detail);
    }

    private CliException unreachable(Exception e) {
        return new CliException(
                server + " cannot be reached (" + reason(e) + "); check the address, and that 'insula up' runs there.",
                e);
    }

    private static String reason(Throwable e) {
        return switch (e) {
            case java.net.http.HttpTimeoutException _ -> "it did not answer in time";
            case java.net.ConnectException _ -> "nothing listens there";
            default -> e.getMessage() == null ? "the connection broke" : e.getMessage();
        };
    }

    private static CancellationException stopped() {
        return new CancellationException("Stopped; what the server had acknowledged is kept.");
    }

    @Override
    public void close() {
        http.shutdownNow();
        try {
            beneath.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
