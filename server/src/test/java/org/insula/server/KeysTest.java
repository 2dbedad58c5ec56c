package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.insula.server.oip.grpc.GRPCInferenceServiceGrpc;
import org.insula.server.oip.grpc.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import org.insula.server.oip.grpc.InferTensorContents;
import org.insula.server.oip.grpc.ModelInferRequest;
import org.insula.server.oip.grpc.ServerLiveRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, in every protocol that asks models. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysTest {
    private static final String NO_KEY = "";

    @TempDir
    static Path folder;

    private WorkServer server;
    private ManagedChannel channel;
    private String owner;
    private String reader;
    private String scoped;
    private String expired;
    private String revoked;
    private String other;
    private String slow;
    private String job;

    /** The protocols in which a model can be asked. */
    enum Wire {
        REST,
        OIP_REST,
        OIP_GRPC,
        OPEN_AI,
        MCP
    }

    /** An answer, whatever the protocol: the status that HTTP would have. */
    private record Answered(int status, String body, Optional<String> authenticate, Optional<String> retryAfter) {}

    @BeforeAll
    void start() {
        server = WorkServer.start(folder);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        owner = server.issue("owner", "admin", "");
        server.use(owner);
        job = published("vowels");
        server.ask("POST", "/api/projects/vowels/versions/1/publish", "{\"name\":\"second\"}");
        reader = server.issue("owner", "reader", "");
        scoped = server.issue("owner", "admin", ",\"scopes\":[\"second\"]");
        JsonNode gone = server.ask("POST", "/api/keys", "{\"name\":\"gone\",\"role\":\"admin\"}");
        revoked = gone.path("secret").asText();
        server.ask("DELETE", "/api/keys/" + gone.path("id").asText(), "");
        expired =
                server.issue("owner", "admin", ",\"expires\":\"" + server.now().plusSeconds(2) + "\"");
        server.pass(Duration.ofSeconds(2));
        other = server.issue(tenant("{\"name\":\"other\"}"), "admin", "");
        slow = server.issue(tenant("{\"name\":\"slow\",\"quotas\":{\"requestsPerMinute\":1}}"), "admin", "");
        server.use(slow);
        published("vowels");
    }

    private String published(String name) {
        server.vowels(name, "text");
        String id = server.teach(name).path("id").asText();
        server.ask("POST", "/api/projects/" + name + "/versions/1/publish", "");
        return id;
    }

    private String tenant(String json) {
        return server.ask("POST", "/api/tenants", json).path("id").asText();
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        server.close();
    }

    private Answered ask(Wire wire, String key) {
        server.use(key);
        return switch (wire) {
            case REST -> answered(server.post("/api/models/vowels/predict", "{\"text\":\"aaae\"}"));
            case OIP_REST ->
                answered(
                        server.post(
                                "/v2/models/vowels/infer",
                                "{\"inputs\":[{\"name\":\"content\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"aaae\"]}]}"));
            case OPEN_AI -> answered(server.post("/v1/embeddings", "{\"model\":\"vowels\",\"input\":\"aaae\"}"));
            case MCP ->
                tool(server.post(
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":"
                                + "\"predict_vowels\",\"arguments\":{\"text\":\"aaae\"}}}"));
            case OIP_GRPC -> grpc(key);
        };
    }

    private static Answered answered(HttpResponse<String> response) {
        return new Answered(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("WWW-Authenticate"),
                response.headers().firstValue("Retry-After"));
    }

    /** The protocol tells of tools that are not there, and of tools that fail, in answers of status 200. */
    private static Answered tool(HttpResponse<String> response) {
        JsonNode json = WorkServer.json(response);
        Answered plain = answered(response);
        if (json.path("error").path("message").asText().startsWith("There is no tool")) {
            return new Answered(404, response.body(), Optional.empty(), Optional.empty());
        }
        return json.at("/result/isError").asBoolean()
                ? new Answered(429, response.body(), Optional.empty(), plain.retryAfter())
                : plain;
    }

    private GRPCInferenceServiceBlockingStub client(String key) {
        GRPCInferenceServiceBlockingStub stub =
                GRPCInferenceServiceGrpc.newBlockingStub(channel).withDeadlineAfter(1, TimeUnit.MINUTES);
        if (key.isEmpty()) {
            return stub;
        }
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private Answered grpc(String key) {
        ModelInferRequest request = ModelInferRequest.newBuilder()
                .setModelName("vowels")
                .addInputs(ModelInferRequest.InferInputTensor.newBuilder()
                        .setName("content")
                        .setDatatype("BYTES")
                        .addShape(1)
                        .setContents(
                                InferTensorContents.newBuilder().addBytesContents(ByteString.copyFromUtf8("aaae"))))
                .build();
        try {
            return new Answered(200, client(key).modelInfer(request).toString(), Optional.empty(), Optional.empty());
        } catch (StatusRuntimeException e) {
            int status = switch (e.getStatus().getCode()) {
                case UNAUTHENTICATED -> 401;
                case PERMISSION_DENIED -> 403;
                case NOT_FOUND -> 404;
                case RESOURCE_EXHAUSTED -> 429;
                default -> 500;
            };
            Metadata.Key<String> pushback = Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);
            Optional<String> wait = Optional.ofNullable(e.getTrailers()).map(trailers -> trailers.get(pushback));
            return new Answered(status, e.getMessage(), Optional.of("Bearer"), wait);
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void aModelIsAskedWithAGoodKeyOnly(Wire wire) {
        assertEquals(200, ask(wire, reader).status());
        assertEquals(200, ask(wire, owner).status());
        assertEquals(404, ask(wire, other).status(), "another tenant's");
        assertEquals(404, ask(wire, scoped).status(), "confined to another model");
        for (String bad : List.of(NO_KEY, "insula_wrong", "sk-of-somebody-else", expired, revoked)) {
            Answered refused = ask(wire, bad);
            assertEquals(401, refused.status(), wire + " " + bad + " " + refused.body());
            assertEquals(Optional.of("Bearer"), refused.authenticate(), wire + " " + bad);
            assertTrue(refused.body().contains("key"), refused.body());
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void whoAsksTooOftenIsToldWhenToComeBack(Wire wire) {
        server.pass(Duration.ofMinutes(1));
        assertEquals(200, ask(wire, slow).status());
        Answered refused = ask(wire, slow);
        assertEquals(429, refused.status(), refused.body());
        assertTrue(refused.body().contains("within a minute"), refused.body());
        String wait = switch (wire) {
            case REST, OIP_REST, OPEN_AI, MCP -> "60";
            case OIP_GRPC -> "60000";
        };
        assertEquals(Optional.of(wait), refused.retryAfter());
        assertEquals(200, ask(wire, owner).status(), "others are not held up");
    }

    @Test
    void aRefusalHasTheFormOfItsProtocol() {
        assertEquals(
                "invalid_api_key",
                WorkServer.json(ask(Wire.OPEN_AI, NO_KEY).body())
                        .at("/error/code")
                        .asText());
        assertEquals(
                401,
                WorkServer.json(ask(Wire.REST, NO_KEY).body()).path("status").asInt());
        assertTrue(
                WorkServer.json(ask(Wire.OIP_REST, NO_KEY).body()).path("error").isTextual());
        assertTrue(WorkServer.json(ask(Wire.MCP, NO_KEY).body())
                .at("/error/message")
                .isTextual());
    }

    @Test
    void everyOperationThatIsNotOpenNeedsAKey() {
        server.use(NO_KEY);
        JsonNode document = WorkServer.json(server.get("/openapi.json"));
        int open = 0;
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                String concrete = path.getKey().replace("{version}", "1").replaceAll("\\{\\w+}", "vowels");
                HttpResponse<String> response = server.send(operation.getKey().toUpperCase(Locale.ROOT), concrete, "");
                boolean isOpen = operation.getValue().has("security");
                open += isOpen ? 1 : 0;
                int answered = path.getKey().equals("/assets/{file}") ? 404 : 200; // there is no file of that name
                assertEquals(isOpen ? answered : 401, response.statusCode(), operation.getKey() + " " + path.getKey());
            }
        }
        assertEquals(9, open, "the Studio, the document, and health in two protocols");
        assertTrue(client(NO_KEY)
                .serverLive(ServerLiveRequest.getDefaultInstance())
                .getLive());
    }

    @Test
    void theMetricsAreForWhoRunsThis() {
        assertEquals(401, with(NO_KEY, "GET", "/metrics", ""));
        assertEquals(403, with(other, "GET", "/metrics", ""));
        assertEquals(403, with(scoped, "GET", "/metrics", ""));
        assertEquals(200, with(reader, "GET", "/metrics", ""));
    }

    @Test
    void aKeyMayComeInAHeaderOfItsOwn() {
        server.use(NO_KEY);
        assertEquals(
                200, server.send("GET", "/api/models", "", "X-API-Key", reader).statusCode());
        assertEquals(401, server.send("GET", "/api/models", "", "X-API-Key", "").statusCode());
        assertEquals(
                401,
                server.send("GET", "/api/models", "", "Authorization", "Basic YTpi")
                        .statusCode());
        assertEquals(
                401,
                server.send("GET", "/api/models", "", "Authorization", "Bearer ")
                        .statusCode());
    }

    private int with(String key, String method, String path, String json) {
        server.use(key);
        return server.send(method, path, json).statusCode();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /api/projects | ''",
                "POST | /api/projects | {\"name\":\"x\",\"kind\":\"text\"}",
                "GET | /api/projects/vowels | ''",
                "PATCH | /api/projects/vowels | {\"name\":\"x\"}",
                "DELETE | /api/projects/vowels | ''",
                "GET | /api/projects/vowels/examples | ''",
                "POST | /api/projects/vowels/examples?label=open | text",
                "POST | /api/projects/vowels/teach | {}",
                "GET | /api/projects/vowels/versions/1/file | ''",
                "POST | /api/projects/vowels/versions/1/publish | {}",
                "POST | /api/projects/vowels/versions/1/withdraw | ''",
                "DELETE | /api/aliases/vowels | ''",
                "POST | /api/aliases/vowels/roll-back | ''",
                "PUT | /api/aliases/vowels | {\"split\":[{\"project\":\"vowels\",\"version\":1,\"percent\":100}]}",
                "GET | /api/keys | ''",
                "POST | /api/keys | {\"name\":\"x\",\"role\":\"admin\"}",
                "GET | /api/audit | ''",
                "GET | /api/usage | ''",
                "POST | /api/tenants | {\"name\":\"x\"}",
            })
    void aReaderDoesNoTeachersWork(String method, String path, String json) {
        assertEquals(403, with(reader, method, path, json));
        server.use(reader);
        assertEquals(
                403,
                server.send(method, path, json, "Idempotency-Key", "k" + path.hashCode())
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/projects/ID",
                "PATCH /api/projects/ID",
                "DELETE /api/projects/ID",
                "GET /api/projects/ID/labels",
                "POST /api/projects/ID/known",
                "GET /api/projects/ID/examples",
                "POST /api/projects/ID/examples?label=x",
                "GET /api/projects/ID/examples/EXAMPLE",
                "GET /api/projects/ID/examples/EXAMPLE/content",
                "DELETE /api/projects/ID/examples/EXAMPLE",
                "POST /api/projects/ID/teach",
                "GET /api/projects/ID/jobs",
                "GET /api/jobs/JOB",
                "GET /api/jobs/JOB/events",
                "DELETE /api/jobs/JOB",
                "GET /api/projects/ID/versions",
                "GET /api/projects/ID/versions/1",
                "GET /api/projects/ID/versions/1/file",
                "POST /api/projects/ID/versions/1/publish",
                "POST /api/projects/ID/versions/1/withdraw",
                "DELETE /api/projects/ID/versions/1",
                "GET /api/aliases/vowels",
                "DELETE /api/aliases/vowels",
                "GET /api/aliases/vowels/history",
                "POST /api/aliases/vowels/roll-back",
                "GET /api/tenants/owner",
                "PATCH /api/tenants/owner",
                "DELETE /api/tenants/owner",
                "GET /api/keys?tenant=owner",
                "GET /api/usage?tenant=owner",
                "GET /api/audit?tenant=owner",
                "DELETE /api/keys/KEY",
                "DELETE /api/keys/KEY?tenant=owner",
            })
    void whatIsAnotherTenantsIsNotThere(String request) {
        server.use(owner);
        String id = server.ask("GET", "/api/projects/vowels", "").path("id").asText();
        String example = server.ask("GET", "/api/projects/vowels/examples", "")
                .at("/items/0/id")
                .asText();
        String key = server.ask("GET", "/api/keys", "").at("/items/0/id").asText();
        assertFalse(example.isEmpty() || key.isEmpty());
        String[] parts = request.replace("ID", id)
                .replace("EXAMPLE", example)
                .replace("JOB", job)
                .replace("KEY", key)
                .split(" ", 2);
        assertEquals(404, with(other, parts[0], parts[1], parts[0].equals("POST") ? "{\"sha256\":[]}" : ""));
        assertEquals(403, with(other, "POST", "/api/tenants", "{\"name\":\"x\"}"));
        assertEquals(
                "[]", WorkServer.json(server.get("/api/projects")).path("items").toString());
        assertEquals(
                1, WorkServer.json(server.get("/api/tenants")).path("items").size(), "itself");
    }

    @Test
    void aScopedKeyReachesNothingBeyondItsScopes() {
        assertEquals(404, with(scoped, "GET", "/api/projects/vowels", ""));
        assertEquals(404, with(scoped, "GET", "/api/jobs/" + job, ""));
        assertEquals(404, with(scoped, "DELETE", "/api/jobs/" + job, ""));
        assertEquals(403, with(scoped, "GET", "/api/aliases/vowels", ""));
        assertEquals(200, with(scoped, "GET", "/api/aliases/second", ""));
        JsonNode aliases = WorkServer.json(server.get("/api/aliases")).path("items");
        assertEquals(1, aliases.size(), aliases.toString());
        assertEquals("second", aliases.at("/0/name").asText());
        assertEquals(403, with(scoped, "POST", "/api/keys", "{\"name\":\"wider\",\"role\":\"reader\"}"));
        assertEquals(
                403,
                with(
                        scoped,
                        "POST",
                        "/api/keys",
                        "{\"name\":\"wider\",\"role\":\"reader\",\"scopes\":[\"second\",\"vowels\"]}"));
        assertEquals(
                201,
                with(
                        scoped,
                        "POST",
                        "/api/keys",
                        "{\"name\":\"as wide\",\"role\":\"reader\",\"scopes\":[\"second\"]}"));
        assertEquals(403, with(scoped, "POST", "/api/tenants", "{\"name\":\"x\"}"));
    }
}
