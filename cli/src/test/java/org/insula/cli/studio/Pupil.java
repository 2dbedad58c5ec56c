package org.insula.cli.studio;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A project of a running server, taught through its REST interface. */
final class Pupil implements AutoCloseable {
    static final Path EXAMPLES = Path.of("..", "examples");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;
    private final String id;

    Pupil(URI server, String name, String kind) {
        this.server = server;
        this.id = send("POST", "/api/projects", json("{\"name\":\"" + name + "\",\"kind\":\"" + kind + "\"}"))
                .path("id")
                .asText();
    }

    String id() {
        return id;
    }

    /** The address of one of its places. */
    String at(String place) {
        return "/projects/" + id + "/" + place;
    }

    String path() {
        return "/api/projects/" + id;
    }

    /** Every file of a folder of labels, such as {@code drawings}. */
    Pupil shownFolder(String folder, int most) {
        for (Path label : listed(EXAMPLES.resolve(folder))) {
            listed(label).stream()
                    .limit(most)
                    .forEach(file -> shown(
                            label.getFileName().toString(), file.getFileName().toString(), bytes(file)));
        }
        return this;
    }

    Pupil shown(String label, String name, byte[] content) {
        send(
                "POST",
                path() + "/examples?label=" + encoded(label) + "&name=" + encoded(name),
                BodyPublishers.ofByteArray(content));
        return this;
    }

    /** Teaches and waits for the end. */
    Pupil taught() {
        String job = send("POST", path() + "/teach", BodyPublishers.noBody())
                .path("id")
                .asText();
        String events = text("GET", "/api/jobs/" + job + "/events", BodyPublishers.noBody());
        assertTrue(events.contains("\"state\":\"done\""), events);
        return this;
    }

    JsonNode send(String method, String path, HttpRequest.BodyPublisher body) {
        String answer = text(method, path, body);
        try {
            return JSON.readTree(answer.isEmpty() ? "null" : answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    static HttpRequest.BodyPublisher json(String text) {
        return BodyPublishers.ofString(text);
    }

    private String text(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .method(method, body)
                .header(
                        "Content-Type",
                        path.endsWith("teach") || path.contains("?") ? "application/octet-stream" : "application/json")
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertTrue(response.statusCode() < 300, () -> method + " " + path + ": " + response.body());
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static List<Path> listed(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
