package org.insula.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.insula.embedding.Encoder;
import org.insula.host.Encoders;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.ModelFolder;
import org.insula.store.Store;
import org.insula.store.StoreSettings;
import org.insula.teach.EmbeddingCache;

/**
 * A server that keeps tenants, projects and keys in a folder, on a free port, with encoders that count letters: kinds
 * {@code text} and {@code face}. Its clock stands until it is moved.
 */
public final class WorkServer implements AutoCloseable {
    public static final int MOST_BYTES = 1_000_000;
    public static final int MOST_BLOB_BYTES = 100_000;

    private static final ServerOptions OPTIONS = new ServerOptions("127.0.0.1", 0, MOST_BYTES);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final Encoders encoders;
    private final Store store;
    private final Host host;
    private final InsulaServer server;
    private final StubReader recordings = new StubReader();
    private volatile Instant now = Instant.parse("2026-11-23T10:00:30Z");
    private volatile String key = "";

    private WorkServer(Path folder, ServerOptions options) {
        this.folder = folder;
        LinkedHashMap<String, Supplier<? extends Encoder>> makers = new LinkedHashMap<>();
        makers.put("text", () -> new LetterEncoder("text"));
        makers.put("face", () -> new LetterEncoder("face"));
        encoders = new Encoders(makers);
        store = Store.open(StoreSettings.in(folder.resolve("data")).withMaxBlobBytes(MOST_BLOB_BYTES), () -> now);
        host = new Host(
                List.of(),
                new ModelFolder(folder.resolve("models"), encoders),
                HostOptions.of(2),
                encoders,
                store,
                new EmbeddingCache(folder.resolve("cache")),
                "0.1.0",
                () -> now);
        recordings.on(host);
        server = InsulaServer.start(host, options, "0.1.0", List.of(), Optional.of(recordings));
    }

    /** @param folder empty */
    public static WorkServer start(Path folder) {
        return new WorkServer(folder, OPTIONS);
    }

    static WorkServer start(Path folder, OidcSettings oidc) {
        return new WorkServer(folder, OPTIONS.withOidc(oidc));
    }

    /** @param patience with clients that do not say what they want */
    static WorkServer start(Path folder, Duration patience) {
        return new WorkServer(folder, OPTIONS.withPatience(patience));
    }

    public int port() {
        return server.port();
    }

    public Host host() {
        return host;
    }

    StubReader recordings() {
        return recordings;
    }

    /** The answer as it comes. */
    HttpResponse<InputStream> stream(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    List<String> routeNames() {
        return server.routeNames();
    }

    public String address() {
        return "http://127.0.0.1:" + port();
    }

    /** Lets time pass. */
    public void pass(Duration duration) {
        now = now.plus(duration);
    }

    public Instant now() {
        return now;
    }

    /** Sends this key with every request from here on; none if empty. */
    public void use(String secret) {
        key = secret;
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address() + path)).timeout(PATIENCE);
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request + "", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> send(String method, String path, String json, String... headers) {
        HttpRequest.Builder request = request(path)
                .method(
                        method,
                        json.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    public HttpResponse<String> post(String path, String json) {
        return send("POST", path, json);
    }

    /** What a request answers that must succeed. */
    public JsonNode ask(String method, String path, String json) {
        HttpResponse<String> response = send(method, path, json);
        if (response.statusCode() >= 300) {
            throw new AssertionError(
                    method + " " + path + " answered " + response.statusCode() + ": " + response.body());
        }
        return json(response);
    }

    /** A form of files: {@code label/name=content}. */
    public HttpResponse<String> upload(String project, String... files) {
        StringBuilder form = new StringBuilder();
        for (String file : files) {
            String[] parts = file.split("=", 2);
            form.append("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                    .append(parts[0])
                    .append("\"\r\n\r\n")
                    .append(parts[1])
                    .append("\r\n");
        }
        return send(request("/api/projects/" + project + "/examples")
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(HttpRequest.BodyPublishers.ofString(form + "--edge--\r\n"))
                .build());
    }

    /** A project of open and closed vowels. */
    public void vowels(String name, String kind) {
        ask("POST", "/api/projects", "{\"name\":\"" + name + "\",\"kind\":\"" + kind + "\"}");
        upload(name, examples("open", "aaa", "aaae", "aaaee", "aaaa", "aaaae", "aaaaee"));
        upload(name, examples("closed", "iii", "iiiu", "iiiuu", "iiii", "iiiiu", "iiiiuu"));
    }

    static String[] examples(String label, String... texts) {
        return Stream.of(texts).map(text -> label + "/" + text + ".txt=" + text).toArray(String[]::new);
    }

    /** Teaches a project and waits for the end of the job's events. */
    public JsonNode teach(String project) {
        String job = ask("POST", "/api/projects/" + project + "/teach", "{}")
                .path("id")
                .asText();
        String events = get("/api/jobs/" + job + "/events").body();
        String last = events.lines().filter(line -> line.startsWith("data: ")).reduce("", (before, line) -> line);
        return json(last.substring("data: ".length()));
    }

    /** Makes a key and tells its secret. */
    public String issue(String tenant, String role, String more) {
        return ask(
                        "POST",
                        "/api/keys",
                        "{\"name\":\"k\",\"role\":\"" + role + "\",\"tenant\":\"" + tenant + "\"" + more + "}")
                .path("secret")
                .asText();
    }

    /** How many files below the folder have this in their path. */
    public long files(String part) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> folder.relativize(file).toString().contains(part))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(text.toLowerCase(Locale.ROOT), e);
        }
    }

    @Override
    public void close() {
        server.close();
        host.close();
        store.close();
        encoders.close();
        client.close();
    }
}
