package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.insula.embedding.Encoder;
import org.insula.host.Encoders;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.Hosted;
import org.insula.host.ModelFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InsulaServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Host host;
    private InsulaServer server;

    @BeforeAll
    void start() {
        LinkedHashMap<String, Supplier<? extends Encoder>> makers = new LinkedHashMap<>();
        makers.put("text", () -> new LengthModel.LengthEncoder("text"));
        makers.put("face", () -> new LengthModel.LengthEncoder("face"));
        Encoders encoders = new Encoders(makers);
        List<Hosted> models = List.of(
                Hosted.builtIn("length", "text", "Short or long.", encoders, new LengthModel.LengthClassifier()),
                Hosted.builtIn("smile", "face", "Short or long.", encoders, new LengthModel.LengthClassifier()));
        host = new Host(models, new ModelFolder(folder, encoders), HostOptions.of(2));
        server = InsulaServer.start(host, new ServerOptions("127.0.0.1", 0, 100_000), "0.1.0");
    }

    @AfterAll
    void stop() {
        server.close();
        host.close();
    }

    @Test
    void healthAndModelsAreTold() throws Exception {
        assertEquals("{\"status\":\"up\",\"version\":\"0.1.0\"}", get("/health").body());
        JsonNode models = json(get("/api/models")).path("models");
        assertEquals("length", models.path(0).path("name").asText());
        assertEquals("[\"long\",\"short\"]", models.path(0).path("labels").toString());
        assertTrue(models.path(0).path("builtIn").asBoolean());
    }

    @Test
    void refusalsKeepEveryLetterInEveryProtocol() throws Exception {
        String name = "gr%C3%BC%C3%9Fe";
        for (String path : List.of("/api/models/" + name + "/predict", "/v2/models/" + name + "/infer")) {
            assertTrue(post(path, "text/plain", "hi").body().contains("'grüße'"), path);
        }
        String body = "{\"model\":\"grüße\",\"input\":\"hi\"}";
        assertTrue(post("/v1/embeddings", "application/json", body).body().contains("'grüße'"));
    }

    @Test
    void aRawBodyGetsOneAnswer() throws Exception {
        JsonNode answer = json(post("/api/models/length/predict?top=1", "application/octet-stream", "hi"));
        assertEquals(
                "{\"input\":\"body\",\"label\":\"short\",\"probability\":0.75,\"unknown\":false,"
                        + "\"top\":[{\"label\":\"short\",\"probability\":0.75}]}",
                answer.toString());
    }

    @Test
    void jsonWithATextGetsOneAnswer() throws Exception {
        HttpResponse<String> response =
                post("/api/models/length/predict", "application/json; charset=utf-8", "{\"text\":\"a long text\"}");
        assertEquals("long", json(response).path("label").asText());
        assertEquals(2, json(response).path("top").size());
    }

    @Test
    void jsonWithValuesIsGivenOnAsItIs() throws Exception {
        JsonNode answer = json(post("/api/models/length/predict", "application/json", "{\"values\":[[1,2,3]]}"));
        assertEquals("body", answer.path("input").asText());
        assertEquals("long", answer.path("label").asText());
    }

    @Test
    void oneFileGetsOneAnswerAndSeveralAnArray() throws Exception {
        JsonNode one = json(postFiles("/api/models/length/predict", "a.txt=hi"));
        assertEquals("a.txt", one.path("input").asText());
        JsonNode several = json(postFiles("/api/models/length/predict", "a.txt=hi", "b.txt=", "c.txt=a long text"));
        assertEquals("short", several.path(0).path("label").asText());
        assertEquals("There is nothing to see.", several.path(1).path("error").asText());
        assertEquals("long", several.path(2).path("label").asText());
    }

    @Test
    void faceAnswersCarryTheirSentenceOnceAndTheirBoxes() throws Exception {
        JsonNode answer = json(post("/api/models/smile/predict", "image/jpeg", "hi"));
        assertTrue(answer.path("note").asText().contains("apparent expression"));
        assertEquals(
                "[1.0,2.0,3.0,4.0]", answer.path("faces").path(0).path("box").toString());
        assertEquals("short", answer.path("faces").path(0).path("label").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/models/none/predict | text/plain | hi | 404 | There is no model 'none'; choose one of length, smile.",
                "/api/models/length/predict | text/plain | '' | 400 | The body is empty; send the bytes of a file",
                "/api/models/length/predict | application/json | {] | 400 | The body is not JSON",
                "/api/models/length/predict | application/json | [1] | 400 | The JSON has no string 'text'",
                "/api/models/length/predict?top=0 | text/plain | hi | 400 | top is '0'; give a number from 1 to 1000.",
                "/api/models/length/predict?top=x | text/plain | hi | 400 | top is 'x'",
            })
    void aBadRequestSaysWhatToDo(String path, String type, String body, int status, String detail) throws Exception {
        HttpResponse<String> response = post(path, type, body);
        assertEquals(status, response.statusCode());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""));
        JsonNode problem = json(response);
        assertEquals(status, problem.path("status").asInt());
        assertTrue(problem.path("detail").asText().startsWith(detail), problem.toString());
    }

    @Test
    void whatCannotBeSeenIs422() throws Exception {
        HttpResponse<String> response = postFiles("/api/models/length/predict", "a.txt=");
        assertEquals(422, response.statusCode());
        assertEquals("There is nothing to see.", json(response).path("detail").asText());
    }

    @Test
    void aBodyBeyondTheLimitIs413() throws Exception {
        HttpResponse<String> raw = post("/api/models/length/predict", "text/plain", "x".repeat(100_001));
        assertEquals(413, raw.statusCode());
        HttpResponse<String> form = postFiles("/api/models/length/predict", "a.txt=" + "x".repeat(100_001));
        assertEquals(413, form.statusCode());
        assertEquals(413, chunked("/api/models/length/predict", "text/plain", "x".repeat(200_000)));
        String part = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
        String whole = part + "x".repeat(200_000) + "\r\n--edge--\r\n";
        assertEquals(413, chunked("/api/models/length/predict", "multipart/form-data; boundary=edge", whole));
        assertEquals(400, chunked("/api/models/length/predict", "multipart/form-data; boundary=edge", "nonsense"));
    }

    @Test
    void aConnectionOutlivesARefusedBody() throws Exception {
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), server.port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            String tooLong =
                    "POST /api/models/length/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n";
            out.write(tooLong.getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[5_000_000]);
            out.write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            String answers = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answers.startsWith("HTTP/1.1 413"), answers);
            assertTrue(answers.contains("\"status\":\"up\""), answers);
        }
    }

    @Test
    void aConnectionOutlivesManyRefusedForms() throws Exception {
        String part = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
        String type = "multipart/form-data; boundary=edge";
        for (int i = 0; i < 50; i++) {
            assertEquals(413, chunked("/api/models/length/predict", type, part + "x".repeat(300_000)));
            assertEquals(400, chunked("/api/models/length/predict", type, part + "x".repeat(3_000)));
            assertEquals(
                    400,
                    post("/api/models/length/predict", "multipart/form-data", "no boundary")
                            .statusCode());
        }
    }

    @Test
    void whatIsNotThereIs404AsAProblem() throws Exception {
        HttpResponse<String> response = get("/nothing");
        assertEquals(404, response.statusCode());
        assertTrue(json(response).path("detail").asText().contains("/nothing"));
        assertEquals(405, get("/api/models/length/predict").statusCode());
    }

    @Test
    void pagesOfOthersAreTurnedAway() throws Exception {
        HttpRequest foreign = HttpRequest.newBuilder(uri("/api/models/length/predict"))
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("hi"))
                .build();
        assertEquals(403, send(foreign).statusCode());
        HttpRequest own = HttpRequest.newBuilder(uri("/api/models/length/predict"))
                .header("Origin", "http://127.0.0.1:" + server.port())
                .POST(HttpRequest.BodyPublishers.ofString("hi"))
                .build();
        assertEquals(200, send(own).statusCode());
        assertTrue(rawRequest("evil.example").startsWith("HTTP/1.1 403"), "a name that was made to point here");
        assertTrue(rawRequest("localhost:" + server.port()).startsWith("HTTP/1.1 200"));
        assertTrue(rawRequest("[::1]:80").startsWith("HTTP/1.1 200"));
    }

    private String rawRequest(String hostHeader) throws IOException {
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), server.port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            String request = "GET /health HTTP/1.1\r\nHost: " + hostHeader + "\r\nConnection: close\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theStudioLoadsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = get("/");
        assertEquals(200, page.statusCode());
        assertEquals("no-cache", page.headers().firstValue("Cache-Control").orElseThrow());
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), policy);
        Matcher file = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body());
        int files = 0;
        for (; file.find(); files++) {
            assertTrue(file.group(1).startsWith("/assets/"), file.group(1));
            assertEquals(200, get(file.group(1)).statusCode(), file.group(1));
        }
        assertTrue(files >= 3, page.body());
    }

    @Test
    void filesOfTheStudioComeSmallAndAreKept() throws Exception {
        Matcher script = Pattern.compile("src=\"([^\"]+)\"").matcher(get("/").body());
        assertTrue(script.find());
        URI address = URI.create("http://127.0.0.1:" + server.port() + script.group(1));
        HttpResponse<byte[]> small = client.send(
                HttpRequest.newBuilder(address)
                        .header("Accept-Encoding", "gzip, br")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals("br", small.headers().firstValue("Content-Encoding").orElseThrow());
        assertTrue(small.headers().firstValue("Cache-Control").orElseThrow().contains("immutable"));
        HttpResponse<byte[]> plain =
                client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertTrue(plain.headers().firstValue("Content-Encoding").isEmpty());
        assertTrue(plain.body().length > 2 * small.body().length, plain.body().length + " " + small.body().length);
        HttpResponse<byte[]> again = client.send(
                HttpRequest.newBuilder(address)
                        .header(
                                "If-None-Match",
                                plain.headers().firstValue("ETag").orElseThrow())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(304, again.statusCode());
        assertEquals(0, again.body().length);
    }

    @Test
    void addressesOfViewsGiveThePageToBrowsersAlone() throws Exception {
        for (String path : List.of("/projects/doors/show", "/music", "/nothing")) {
            HttpResponse<String> view = opened(path);
            assertEquals(200, view.statusCode(), path);
            assertTrue(view.body().contains("<div id=\"studio\">"), view.body());
            assertEquals(404, get(path).statusCode(), path);
        }
        for (String path : List.of("/api/nothing", "/v2/nothing", "/v1/nothing", "/assets/nothing.js")) {
            assertEquals(404, opened(path).statusCode(), path);
        }
        assertTrue(get("/assets/nothing.js").body().contains("load the page again"));
    }

    /** As a browser asks for what stands in its address bar. */
    private HttpResponse<String> opened(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theOpenApiDocumentNamesEveryRouteWhereNothingIsStoredToo() throws Exception {
        List<String> missing = new ArrayList<>(server.routeNames());
        missing.removeAll(OpenApiTest.operations(json(get("/openapi.json"))));
        assertTrue(missing.stream().allMatch(route -> route.startsWith("POST /inference.")), missing::toString);
        assertEquals(404, get("/api/projects").statusCode());
    }

    @Test
    void aPortInUseIsNamed() {
        ServerOptions taken = new ServerOptions("127.0.0.1", server.port(), 1_000);
        ServerException e = assertThrows(ServerException.class, () -> InsulaServer.start(host, taken, "0.1.0"));
        assertEquals(
                "Port " + server.port() + " of 127.0.0.1 is in use by another program; stop it or choose another with"
                        + " --port.",
                e.getMessage());
    }

    @Test
    void listeningToOthersIsRefused() {
        assertThrows(
                ServerException.class,
                () -> InsulaServer.start(host, new ServerOptions("0.0.0.0", 0, 1), "1"),
                "nobody could tell who asks");
        assertThrows(ServerException.class, () -> new ServerOptions("127.0.0.1", 70_000, 1));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Without saying beforehand how long it is. */
    private int chunked(String path, String type, String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes)))
                        .build())
                .statusCode();
    }

    private HttpResponse<String> postFiles(String path, String... files) throws Exception {
        StringBuilder body = new StringBuilder();
        for (String file : files) {
            String[] parts = file.split("=", 2);
            body.append("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                    .append(parts[0])
                    .append("\"\r\n\r\n")
                    .append(parts[1])
                    .append("\r\n");
        }
        return post(path, "multipart/form-data; boundary=edge", body + "--edge--\r\n");
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }
}
