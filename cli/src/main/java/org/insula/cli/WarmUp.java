package org.insula.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.perception.BodyEncoder;
import org.insula.server.InsulaServer;
import org.insula.server.ServerOptions;

/**
 * What the build runs once so that every later start is quick: with {@code unpack DIR} it lays ONNX Runtime's native
 * library beside the jars, so that it is not unpacked at each start; with {@code rehearse DIR} it does a little of
 * everything, while the JVM notes which classes to keep ready (JEP 514).
 */
final class WarmUp {
    private static final String JSON = "application/json";
    private static final String GRPC = "/inference.GRPCInferenceService/ServerMetadata";
    private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

    private WarmUp() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[1]);
        switch (args[0]) {
            case "unpack" -> unpack(directory);
            case "rehearse" -> rehearse(directory);
            default -> throw new IllegalArgumentException("'" + args[0] + "' is neither unpack nor rehearse.");
        }
    }

    private static void unpack(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String library : LIBRARIES) {
            String name = System.mapLibraryName(library);
            String resource = "/ai/onnxruntime/native/" + platform() + "/" + name;
            try (InputStream in = WarmUp.class.getResourceAsStream(resource)) {
                if (in != null) {
                    Files.copy(in, directory.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** As ONNX Runtime names the folders of its jar. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT);
        String os = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
        String arch = System.getProperty("os.arch");
        return os + "-" + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
    }

    private static void rehearse(Path examples) throws Exception {
        Path home = Files.createTempDirectory("insula-rehearsal");
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Terminal silent = new Terminal(nowhere, nowhere, true);
        try (Workshop workshop = new Workshop(home, Optional.of(examples), silent, InstantSource.system())) {
            String portrait = examples.resolve("portrait.png").toString();
            String moods = home.resolve("moods.insula").toString();
            Main.run(
                    workshop,
                    "teach",
                    examples.resolve("moods.csv").toString(),
                    "--kind",
                    "text",
                    "-o",
                    moods,
                    "--json");
            Main.run(workshop, "predict", moods, "what a lovely day", "--json");
            Main.run(workshop, "predict", "expression", portrait);
            Path chord = chord(home.resolve("chord.au"));
            Main.run(workshop, "music", chord.toString(), "--json");
            workshop.encoders().forKind("sound").encode(Files.readAllBytes(chord));
            try (BodyEncoder bodies = new BodyEncoder()) {
                bodies.encode(Files.readAllBytes(Path.of(portrait)));
            }
            new ExampleModels(workshop, home).teachOnce();
            Main.run(workshop, "models", "list");
            Main.run(workshop, "nonsense");
            serve(workshop, home, Path.of(portrait));
        } finally {
            try (var files = Files.walk(home)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    /** Four seconds of a chord that is struck twice a second. */
    private static Path chord(Path file) throws IOException {
        int rate = 22_050;
        byte[] samples = new byte[4 * rate];
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / rate;
            double sum = 0;
            for (double hertz : new double[] {261.6, 329.6, 392.0}) {
                sum += Math.sin(2 * Math.PI * hertz * t);
            }
            samples[i] = (byte) (30 * sum * Math.exp(-6 * (t % 0.5)));
        }
        AudioFormat format = new AudioFormat(rate, 8, 1, true, false);
        AudioInputStream sound = new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length);
        AudioSystem.write(sound, AudioFileFormat.Type.AU, file.toFile());
        return file;
    }

    private static void serve(Workshop workshop, Path home, Path portrait) throws Exception {
        ServerOptions options = new ServerOptions("127.0.0.1", 0, 64_000_000);
        try (Host host = new Host(workshop.builtIn(), workshop.models(home), HostOptions.of(1));
                InsulaServer server = InsulaServer.start(host, options, Workshop.VERSION);
                HttpClient client = HttpClient.newHttpClient()) {
            String address = "http://127.0.0.1:" + server.port();
            for (String path : List.of(
                    "/",
                    "/health",
                    "/api/models",
                    "/openapi.json",
                    "/nothing",
                    "/v2",
                    "/v2/models/expression",
                    "/v1/models",
                    "/metrics")) {
                client.send(
                        HttpRequest.newBuilder(URI.create(address + path)).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
            post(
                    client,
                    address + "/api/models/expression/predict",
                    "image/png",
                    HttpRequest.BodyPublishers.ofFile(portrait));
            post(client, address + "/v1/embeddings", JSON, text("{\"model\":\"text-embedding\",\"input\":\"hello\"}"));
            post(client, address + "/mcp", JSON, text("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"));
            String content = Base64.getEncoder().encodeToString(Files.readAllBytes(portrait));
            post(
                    client,
                    address + "/v2/models/expression/infer",
                    JSON,
                    text("{\"inputs\":[{\"name\":\"content\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\""
                            + content + "\"]}]}"));
            post(
                    client,
                    address + GRPC,
                    "application/grpc",
                    HttpRequest.BodyPublishers.ofByteArray(new byte[5])); // an empty message
        }
    }

    private static HttpRequest.BodyPublisher text(String json) {
        return HttpRequest.BodyPublishers.ofString(json);
    }

    private static void post(HttpClient client, String address, String type, HttpRequest.BodyPublisher body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", type)
                .POST(body)
                .build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
    }
}
