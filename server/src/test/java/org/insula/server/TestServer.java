package org.insula.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.insula.dataset.Dataset;
import org.insula.dataset.DatasetLimits;
import org.insula.dataset.DatasetReader;
import org.insula.embedding.Encoder;
import org.insula.host.Encoders;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.Hosted;
import org.insula.host.ModelFolder;
import org.insula.language.LanguageOptions;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.Shape;
import org.insula.perception.TextEncoder;
import org.insula.teach.EmbeddingCache;
import org.insula.teach.LearnerOptions;
import org.insula.teach.ModelFile;
import org.insula.teach.Progress;
import org.insula.teach.Teacher;
import org.insula.testkit.SyntheticGguf;

/**
 * A server on a free port with a stub of a face model ({@code smile}), bare networks ({@code twice}, {@code types}) and,
 * if wished, a text model taught on the real encoder ({@code moods}).
 */
public final class TestServer implements AutoCloseable {
    public static final int MOST_BYTES = 1_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Encoders encoders;
    private final Host host;
    private final InsulaServer server;

    private TestServer(Path folder, boolean moods, HostOptions options) throws IOException {
        LinkedHashMap<String, Supplier<? extends Encoder>> makers = new LinkedHashMap<>();
        makers.put("text", TextEncoder::new);
        makers.put("face", () -> new LengthModel.LengthEncoder("face"));
        encoders = new Encoders(makers);
        Files.write(folder.resolve("twice.onnx"), twice());
        Files.write(folder.resolve("types.onnx"), types());
        if (moods) {
            teach(folder);
        }
        List<Hosted> models = List.of(
                Hosted.builtIn("smile", "face", "Short or long.", encoders, new LengthModel.LengthClassifier()));
        host = new Host(models, new ModelFolder(folder, encoders), options);
        server = InsulaServer.start(host, new ServerOptions("127.0.0.1", 0, MOST_BYTES), "0.1.0");
    }

    /** @param folder empty */
    public static TestServer start(Path folder) throws IOException {
        return new TestServer(folder, false, HostOptions.of(2));
    }

    /** With a text model, {@code moods}: glad or sad. */
    public static TestServer withMoods(Path folder) throws IOException {
        return new TestServer(folder, true, HostOptions.of(2));
    }

    /** With two language models of random weights: {@code tiny}, and {@code vectors} for embeddings. */
    public static TestServer withLanguage(Path folder) throws IOException {
        SyntheticGguf.tiny().writeTo(folder.resolve("tiny.gguf"));
        SyntheticGguf.tiny().pooled(3).writeTo(folder.resolve("vectors.gguf"));
        LanguageOptions languages = LanguageOptions.defaults(Path.of("target", "llama"))
                .contextTokens(1_024)
                .threads(1);
        return new TestServer(folder, false, HostOptions.of(2).languages(languages));
    }

    private void teach(Path folder) throws IOException {
        String table = """
                text,label
                what a lovely day,glad
                I am so happy today,glad
                this is wonderful news,glad
                we laughed all evening,glad
                I miss her so much,sad
                everything is lost,sad
                this is a terrible day,sad
                we cried all evening,sad
                """;
        Path csv = Files.writeString(folder.resolve("moods.csv"), table);
        try (Dataset data = new DatasetReader(DatasetLimits.standard()).read(csv)) {
            Teacher teacher = new Teacher(
                    encoders.forKind("text"),
                    new EmbeddingCache(folder.resolve("cache")),
                    LearnerOptions.defaults(),
                    2,
                    "0.1.0",
                    () -> java.time.Instant.EPOCH);
            ModelFile.write(
                    teacher.teach(data, Optional.empty(), Progress.NONE).model(), folder.resolve("moods.insula"));
        }
    }

    /** y = 2 x, floats of shape (N, 4). */
    static byte[] twice() {
        GraphBuilder graph = new GraphBuilder();
        String x = graph.input("x", ElementType.FLOAT, Shape.of("N", "4"));
        graph.output("y", graph.node("Add", List.of(x, x)), ElementType.FLOAT, Shape.of("N", "4"));
        return graph.build().toBytes();
    }

    /** Gives two elements of each type as they came. */
    private static byte[] types() {
        GraphBuilder graph = new GraphBuilder();
        for (ElementType type : ElementType.values()) {
            if (type != ElementType.STRING && type != ElementType.OTHER) {
                String in = graph.input("in-" + type, type, Shape.of(2));
                graph.output("out-" + type, graph.node("Identity", List.of(in)), type, Shape.of(2));
            }
        }
        return graph.build().toBytes();
    }

    public int port() {
        return server.port();
    }

    public Host host() {
        return host;
    }

    public String address() {
        return "http://127.0.0.1:" + port();
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path));
    }

    public HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    public HttpResponse<byte[]> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    public static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        server.close();
        host.close();
        encoders.close();
    }
}
