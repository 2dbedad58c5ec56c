package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the OpenAPI document is asked with what the document allows and with what it does not, and the answer
 * must be one that the document tells of. {@code -Dinsula.cases=1000} asks more, {@code -Dinsula.seed} others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiPropertiesTest {
    private static final int CASES = Integer.getInteger("insula.cases", 12);
    private static final long SEED = Long.getLong("insula.seed", 1);

    @TempDir
    static Path folder;

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new HashMap<>();
    private WorkServer server;
    private JsonNode document;
    private Map<String, List<String>> existing;

    /** One operation. */
    record Operation(String method, String path, JsonNode json) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    void start() throws Exception {
        Files.createDirectories(folder.resolve("models"));
        Files.write(folder.resolve("models/twice.onnx"), TestServer.twice());
        server = WorkServer.start(folder);
        server.use(server.issue("owner", "admin", ""));
        server.vowels("vowels", "text");
        String job = server.teach("vowels").path("id").asText();
        server.ask("POST", "/api/projects/vowels/versions/1/publish", "{}");
        String example = server.ask("GET", "/api/projects/vowels/examples?limit=1", "")
                .at("/items/0/id")
                .asText();
        String tenant = server.ask("POST", "/api/tenants", "{\"name\":\"others\"}")
                .path("id")
                .asText();
        String key = server.ask("POST", "/api/keys", "{\"name\":\"k\",\"role\":\"reader\"}")
                .path("id")
                .asText();
        existing = Map.of(
                "project", List.of("vowels"),
                "example", List.of(example),
                "job", List.of(job),
                "version", List.of("1", "graph"),
                "name", List.of("vowels"),
                "model", List.of("vowels", "twice"),
                "tenant", List.of(tenant, "owner"),
                "key", List.of(key));
        document = WorkServer.json(server.get("/openapi.json"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Operation> operations() throws Exception {
        JsonNode document = WorkServer.json(new String(
                InsulaServer.class.getResourceAsStream("openapi.json").readAllBytes(), StandardCharsets.UTF_8));
        List<Operation> operations = new ArrayList<>();
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                operations.add(new Operation(
                        operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()));
            }
        }
        return operations.stream();
    }

    /** A request as it is put together. */
    private final class Asking {
        private final Operation operation;
        private final SplittableRandom random;
        private final SchemaValues values;
        private String path;
        private final List<String> query = new ArrayList<>();
        private final List<String> headers = new ArrayList<>();
        private BodyPublisher body = BodyPublishers.noBody();
        private String shown = "";

        Asking(Operation operation, int number) {
            this.operation = operation;
            this.random = new SplittableRandom(
                    SEED * 1_000_003 + number * 31L + operation.toString().hashCode());
            this.values = new SchemaValues(document, random);
            this.path = operation.path();
        }

        List<JsonNode> known() {
            List<JsonNode> parameters = new ArrayList<>();
            operation.json().path("parameters").forEach(parameter -> parameters.add(values.resolved(parameter)));
            return parameters;
        }

        void parameters() {
            for (JsonNode parameter : known()) {
                if (parameter.path("required").asBoolean() || random.nextInt(3) == 0) {
                    set(parameter, allowed(parameter));
                }
            }
        }

        /** @return whether there is a parameter that can be wrong */
        boolean wrongParameters() {
            List<JsonNode> all = known();
            JsonNode chosen = all.get(random.nextInt(all.size()));
            Optional<String> wrong = forbidden(chosen.path("schema"));
            for (JsonNode parameter : all) {
                if (parameter.equals(chosen)) {
                    wrong.ifPresent(value -> set(parameter, value));
                } else if (parameter.path("required").asBoolean() || random.nextInt(3) == 0) {
                    set(parameter, allowed(parameter));
                }
            }
            return wrong.isPresent();
        }

        /** Empty where every text is allowed, as everything in a path, a query or a header is a text. */
        Optional<String> forbidden(JsonNode schema) {
            boolean text = schema.path("type").asText().equals("string");
            JsonNode bounds = text ? ((ObjectNode) schema.deepCopy()).without("type") : schema;
            return values.forbidden(bounds)
                    .map(value -> value.isContainerNode() ? "{}" : value.asText())
                    .filter(value -> !value.isEmpty());
        }

        private String allowed(JsonNode parameter) {
            List<String> there = existing.get(parameter.path("name").asText());
            return there != null && random.nextInt(4) > 0
                    ? there.get(random.nextInt(there.size()))
                    : values.allowed(parameter.path("schema")).asText();
        }

        private void set(JsonNode parameter, String value) {
            String name = parameter.path("name").asText();
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", segment(value));
                case "query" -> query.add(name + "=" + escaped(value));
                default ->
                    headers.addAll(List.of(name, value.replaceAll("[^ -~]", "x").strip()));
            }
        }

        /** What a path cannot hold at all is another test's. */
        private static String segment(String value) {
            String plain = value.replaceAll("[/\\\\;%]", "x");
            return plain.isBlank() || plain.matches("[.]+") ? "x" : escaped(plain);
        }

        private static String escaped(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        }

        void allowedBody() {
            JsonNode content = operation.json().at("/requestBody/content");
            if (!content.isObject()) {
                return;
            }
            List<String> types = new ArrayList<>();
            content.fieldNames().forEachRemaining(types::add);
            String type = types.get(random.nextInt(types.size()));
            JsonNode schema = content.path(type).path("schema");
            switch (type) {
                case "application/json" -> json(values.allowed(schema).toString());
                case "multipart/form-data" -> form();
                default -> send(type, "bytes \u0000 of \u00ff anything ".repeat(random.nextInt(4)));
            }
        }

        /** @return whether there is a body that can be wrong */
        boolean wrongBody() {
            JsonNode schema = operation.json().at("/requestBody/content/application~1json/schema");
            if (schema.isMissingNode()) {
                return false;
            }
            switch (random.nextInt(5)) {
                case 0 -> json("{\"half\":");
                case 1 -> json("[]");
                case 2 -> json("\"a string\"");
                default -> {
                    Optional<JsonNode> broken = values.broken(schema);
                    broken.ifPresent(value -> json(value.toString()));
                    return broken.isPresent();
                }
            }
            return true;
        }

        void json(String text) {
            send("application/json", text);
        }

        private void form() {
            String content = values.allowed(
                            JsonNodeFactory.instance.objectNode().put("type", "string"))
                    .asText();
            String label = random.nextBoolean()
                    ? "--edge\r\nContent-Disposition: form-data; name=\"label\"\r\n\r\nopen\r\n"
                    : "";
            send(
                    "multipart/form-data; boundary=edge",
                    label + "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\naa"
                            + content.replace("--edge", "") + "\r\n--edge--\r\n");
        }

        private void send(String type, String text) {
            headers.addAll(List.of("Content-Type", type));
            body = BodyPublishers.ofString(text);
            shown = text;
        }

        HttpResponse<String> answer(String method) {
            HttpRequest.Builder request = server.request(path + (query.isEmpty() ? "" : "?" + String.join("&", query)))
                    .method(method, body);
            if (!headers.isEmpty()) {
                request.headers(headers.toArray(String[]::new));
            }
            return server.send(request.build());
        }

        @Override
        public String toString() {
            return operation.method() + " " + path + " " + query + " " + headers + " "
                    + shown.substring(0, Math.min(500, shown.length()));
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatTheDocumentAllowsIsAnsweredAsItSays(Operation operation) {
        for (int i = 0; i < CASES; i++) {
            Asking asking = new Asking(operation, i);
            asking.parameters();
            asking.allowedBody();
            assertDocumented(operation, asking, asking.answer(operation.method()));
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatTheDocumentForbidsIsRefusedAsItSays(Operation operation) {
        for (int i = 0; i < CASES; i++) {
            Asking asking = new Asking(operation, i);
            boolean wrong;
            if (asking.known().isEmpty() || asking.random.nextBoolean()) {
                asking.parameters();
                wrong = asking.wrongBody();
            } else {
                wrong = asking.wrongParameters();
                asking.allowedBody();
            }
            if (!wrong) {
                continue;
            }
            HttpResponse<String> answer = asking.answer(operation.method());
            assertDocumented(operation, asking, answer);
            assertTrue(
                    answer.statusCode() >= 400 || operation.path().equals("/mcp"), // which has 200 for its own errors
                    asking + " was taken: " + answer.statusCode() + " " + answer.body());
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void otherMethodsAreRefused(Operation operation) {
        JsonNode here = document.path("paths").path(operation.path());
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
            if (here.has(method.toLowerCase(Locale.ROOT))) {
                continue;
            }
            Asking asking = new Asking(operation, 0);
            asking.parameters();
            HttpResponse<String> answer = asking.answer(method);
            assertEquals(405, answer.statusCode(), method + " " + asking + " " + answer.body());
            assertTrue(WorkServer.json(answer).isObject(), answer.body());
        }
    }

    private void assertDocumented(Operation operation, Asking asking, HttpResponse<String> answer) {
        String what = asking + " got " + answer.statusCode() + " "
                + answer.body().substring(0, Math.min(600, answer.body().length())) + " (seed " + SEED + ")";
        assertTrue(answer.statusCode() < 500, what);
        assertTrue(!answer.body().contains("\tat ") && !answer.body().contains("Exception"), what);
        JsonNode response = operation.json().path("responses").path(Integer.toString(answer.statusCode()));
        assertTrue(!response.isMissingNode(), what);
        if (response.has("$ref")) {
            response = document.at(response.path("$ref").asText().substring(1));
        }
        JsonNode content = response.path("content");
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        if (content.isMissingNode()) {
            assertEquals("", answer.body(), what);
            return;
        }
        assertTrue(content.has(type), what + " of type " + type);
        JsonNode schema = content.path(type).path("schema");
        if (schema.isObject() && type.endsWith("json")) {
            var errors = schema(schema).validate(answer.body(), InputFormat.JSON);
            if (!errors.isEmpty()) {
                fail(what + ": " + errors);
            }
        }
    }

    private Schema schema(JsonNode schema) {
        return schemas.computeIfAbsent(schema.toString(), _ -> {
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            whole.putArray("allOf").add(schema);
            whole.set("components", document.path("components"));
            return registry.getSchema(whole.toString());
        });
    }
}
