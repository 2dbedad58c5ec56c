package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;
import org.insula.host.Encoders;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.Hosted;
import org.insula.host.ModelFolder;
import org.insula.server.oip.grpc.GRPCInferenceServiceGrpc;
import org.insula.server.oip.grpc.InferTensorContents;
import org.insula.server.oip.grpc.ModelInferRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of the virtual machine and bugs while a request is answered, in every protocol. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOGGER = Logger.getLogger("org.insula.server");

    @TempDir
    static Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Log log = new Log();
    private Host host;
    private InsulaServer server;

    /** What was logged. */
    private static final class Log extends Handler {
        private final ConcurrentLinkedQueue<LogRecord> records = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord logged) {
            records.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeAll
    void start() {
        LinkedHashMap<String, Supplier<? extends Encoder>> makers = new LinkedHashMap<>();
        makers.put("text", FailingEncoder::new);
        Encoders encoders = new Encoders(makers);
        List<Hosted> models =
                List.of(Hosted.builtIn("length", "text", "", encoders, new LengthModel.LengthClassifier()));
        host = new Host(models, new ModelFolder(folder, encoders), HostOptions.of(2));
        server = InsulaServer.start(host, new ServerOptions("127.0.0.1", 0, 100_000), "0.1.0");
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(log);
    }

    @AfterAll
    void stop() {
        LOGGER.removeHandler(log);
        LOGGER.setUseParentHandlers(true);
        server.close();
        host.close();
        client.close();
    }

    @BeforeEach
    void forget() {
        log.records.clear();
    }

    /** Whatever was asked, the next request is answered, and the log has the fault once. */
    @AfterEach
    void theServerServesOn() throws Exception {
        assertEquals(
                200, post("/api/models/length/predict", "{\"text\":\"fine\"}").statusCode());
        assertEquals(1, log.records.size());
        assertTrue(log.records.element().getThrown() != null);
    }

    private static final String TOLD =
            "Insula failed on this request (%s); please report it with the input if you may share it.";

    private HttpResponse<String> post(String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "no memory, OutOfMemoryError",
        "too deep, StackOverflowError",
        "no class, NoClassDefFoundError",
        "a bug, IllegalStateException"
    })
    void insulasOwnInterfaceTellsAProblem(String text, String name) throws Exception {
        HttpResponse<String> answer = post("/api/models/length/predict", "{\"text\":\"" + text + "\"}");
        assertEquals(500, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(
                TOLD.formatted(name),
                JSON.readTree(answer.body()).path("detail").asText());
        assertFalse(answer.body().contains("secret"));
    }

    @Test
    void openAiTellsAServerError() throws Exception {
        HttpResponse<String> answer = post("/v1/embeddings", "{\"model\":\"text-embedding\",\"input\":\"no memory\"}");
        assertEquals(500, answer.statusCode());
        assertEquals(
                "server_error", JSON.readTree(answer.body()).at("/error/type").asText());
    }

    @Test
    void openInferenceTellsAnErrorOverRest() throws Exception {
        HttpResponse<String> answer = post(
                "/v2/models/length/infer",
                "{\"inputs\":[{\"name\":\"content\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"no memory\"]}]}");
        assertEquals(500, answer.statusCode());
        assertEquals(
                TOLD.formatted("OutOfMemoryError"),
                JSON.readTree(answer.body()).path("error").asText());
    }

    @Test
    void openInferenceTellsAStatusOverGrpc() {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        try {
            ModelInferRequest request = ModelInferRequest.newBuilder()
                    .setModelName("length")
                    .addInputs(ModelInferRequest.InferInputTensor.newBuilder()
                            .setName("content")
                            .setDatatype("BYTES")
                            .addShape(1)
                            .setContents(InferTensorContents.newBuilder()
                                    .addBytesContents(ByteString.copyFromUtf8("no memory"))))
                    .build();
            var stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
            StatusRuntimeException e = assertThrows(StatusRuntimeException.class, () -> stub.modelInfer(request));
            assertEquals(Status.Code.INTERNAL, e.getStatus().getCode());
            assertEquals(TOLD.formatted("OutOfMemoryError"), e.getStatus().getDescription());
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void aToolTellsThatItFailed() throws Exception {
        HttpResponse<String> answer = post(
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"predict_length\","
                        + "\"arguments\":{\"text\":\"no memory\"}}}");
        assertEquals(200, answer.statusCode());
        JsonNode result = JSON.readTree(answer.body()).path("result");
        assertTrue(result.path("isError").asBoolean());
        assertEquals(
                TOLD.formatted("OutOfMemoryError"), result.at("/content/0/text").asText());
    }

    @Test
    void aLiveStreamTellsItAndGoesOn() throws Exception {
        Talk talk = Talk.open(server, "length");
        talk.next();
        talk.sendText("no memory");
        assertEquals(
                TOLD.formatted("OutOfMemoryError"), talk.next().path("error").asText());
        talk.sendText("a long text");
        assertEquals("long", talk.next().path("label").asText());
        talk.hangUp();
    }

    /** Fails as its text says. */
    private static final class FailingEncoder implements Encoder {
        private final Encoder length = new LengthModel.LengthEncoder("text");

        @Override
        public List<Encoded> encode(byte[] content) {
            return switch (new String(content, StandardCharsets.UTF_8)) {
                case "no memory" -> throw new OutOfMemoryError("a secret");
                case "no class" -> throw new NoClassDefFoundError("a secret");
                case "a bug" -> throw new IllegalStateException("a secret");
                case "too deep" -> encode(content.clone(), 0);
                default -> length.encode(content);
            };
        }

        private List<Encoded> encode(byte[] content, int depth) {
            return depth < 0 ? List.of() : List.copyOf(encode(content, depth + 1));
        }

        @Override
        public String kind() {
            return "text";
        }

        @Override
        public String identity() {
            return "failing";
        }

        @Override
        public List<Block> blocks() {
            return length.blocks();
        }

        @Override
        public int terms() {
            return 0;
        }

        @Override
        public Optional<EncoderGraph> graph() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
