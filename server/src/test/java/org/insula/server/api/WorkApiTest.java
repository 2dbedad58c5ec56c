package org.insula.server.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.insula.server.WorkServer;
import org.insula.server.oip.grpc.GRPCInferenceServiceGrpc;
import org.insula.server.oip.grpc.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import org.insula.server.oip.grpc.InferTensorContents;
import org.insula.server.oip.grpc.ModelInferRequest;
import org.insula.server.oip.grpc.ModelMetadataRequest;
import org.insula.server.oip.grpc.ModelReadyRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects, teaching and publishing, as a client over HTTP sees them. */
class WorkApiTest {
    @TempDir
    Path folder;

    private WorkServer server;

    @BeforeEach
    void start() {
        server = WorkServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsTaughtIsPublishedAndAnswersInEveryProtocol() {
        server.vowels("vowels", "text");
        assertEquals("done", server.teach("vowels").path("state").asText());
        JsonNode version = server.ask("GET", "/api/projects/vowels/versions/1", "");
        assertEquals("draft", version.path("state").asText());
        assertEquals(12, version.path("figures").path("examples").asInt());
        assertEquals(404, predict("vowels", "aaae").statusCode(), "a draft has no name");

        JsonNode published = server.ask("POST", "/api/projects/vowels/versions/1/publish", "");
        assertEquals("vowels", published.path("model").asText());
        assertEquals(1, published.at("/alias/revision").asInt());
        assertEquals(
                "open", WorkServer.json(predict("vowels", "aaae")).path("label").asText());
        JsonNode oip = server.ask(
                "POST",
                "/v2/models/vowels/infer",
                "{\"inputs\":[{\"name\":\"content\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"iiiu\"]}]}");
        assertTrue(oip.path("outputs").toString().contains("\"data\":[\"closed\"]"), oip.toString());
        JsonNode mcp = server.ask(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"predict_vowels\","
                        + "\"arguments\":{\"text\":\"iiiu\"}}}");
        assertEquals("closed", mcp.at("/result/structuredContent/label").asText(), mcp.toString());
        JsonNode vector = server.ask("POST", "/v1/embeddings", "{\"model\":\"vowels\",\"input\":\"aaae\"}");
        assertEquals(26, vector.at("/data/0/embedding").size());
        assertEquals(
                "vowels",
                server.ask("GET", "/api/models", "").at("/models/0/name").asText());
    }

    @Test
    void aVersionTellsWhatItFoundOfEachExampleAndIsDownloaded() {
        server.vowels("vowels", "text");
        server.teach("vowels");
        JsonNode found = server.ask("GET", "/api/projects/vowels/versions/1/evaluation", "");
        assertEquals(12, found.path("outcomes").size());
        String example = found.at("/outcomes/0/example").asText();
        assertEquals(
                example,
                server.ask("GET", "/api/projects/vowels/examples/" + example, "")
                        .path("id")
                        .asText());
        HttpResponse<String> card = server.get("/api/projects/vowels/versions/1/card");
        assertTrue(card.body().startsWith("# A text model"), card.body());
        assertEquals(
                "attachment; filename=\"vowels-1.md\"",
                card.headers().firstValue("Content-Disposition").orElseThrow());
        assertEquals(404, status("GET", "/api/projects/vowels/versions/2/evaluation", ""));
        assertEquals(404, status("GET", "/api/projects/vowels/versions/2/card", ""));
        assertEquals(409, status("GET", "/api/projects/vowels/versions/1/onnx", ""), "letters have no graph");
    }

    @Test
    void overGrpcADraftIsAskedByItsNumberAndANameWhileItIsGiven() throws Exception {
        server.vowels("vowels", "text");
        server.teach("vowels");
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        try {
            var client = GRPCInferenceServiceGrpc.newBlockingStub(channel).withDeadlineAfter(1, TimeUnit.MINUTES);
            assertEquals("open", label(client, "vowels@1", "aaae"));
            assertEquals(Status.Code.NOT_FOUND, refused(() -> label(client, "vowels", "aaae")));

            server.ask("POST", "/api/projects/vowels/versions/1/publish", "{}");
            assertEquals("open", label(client, "vowels", "aaae"));
            assertEquals("closed", label(client, "vowels", "iiiu"));
            assertTrue(client.modelReady(
                            ModelReadyRequest.newBuilder().setName("vowels").build())
                    .getReady());
            assertEquals(
                    "content",
                    client.modelMetadata(ModelMetadataRequest.newBuilder()
                                    .setName("vowels")
                                    .build())
                            .getInputs(0)
                            .getName());
            assertEquals(Status.Code.INVALID_ARGUMENT, refused(() -> label(client, "vowels", "123")));

            assertEquals(204, server.send("DELETE", "/api/aliases/vowels", "").statusCode());
            assertEquals(Status.Code.NOT_FOUND, refused(() -> label(client, "vowels", "aaae")));
        } finally {
            channel.shutdownNow();
        }
    }

    private static String label(GRPCInferenceServiceBlockingStub client, String model, String text) {
        var answer = client.modelInfer(ModelInferRequest.newBuilder()
                .setModelName(model)
                .addInputs(ModelInferRequest.InferInputTensor.newBuilder()
                        .setName("content")
                        .setDatatype("BYTES")
                        .addShape(1)
                        .setContents(InferTensorContents.newBuilder().addBytesContents(ByteString.copyFromUtf8(text))))
                .addOutputs(ModelInferRequest.InferRequestedOutputTensor.newBuilder()
                        .setName("label"))
                .build());
        return answer.getOutputs(0).getContents().getBytesContents(0).toStringUtf8();
    }

    private static Status.Code refused(Executable call) {
        return assertThrows(StatusRuntimeException.class, call).getStatus().getCode();
    }

    @Test
    void trafficIsSplitRolledBackAndAtLastDeleted() {
        server.vowels("vowels", "text");
        server.teach("vowels");
        server.upload("vowels", "other/1=yyyyyy", "other/2=yyyyye", "other/3=yyyyya", "other/4=yyyyyu");
        server.teach("vowels");
        server.ask("POST", "/api/projects/vowels/versions/2/publish", "{\"name\":\"other\"}");
        server.ask("POST", "/api/projects/vowels/versions/1/publish", "{}");
        JsonNode split = server.ask("PUT", "/api/aliases/vowels", split(75, 25));
        assertEquals(2, split.path("revision").asInt());
        int second = 0;
        for (int i = 0; i < 100; i++) {
            second += WorkServer.json(predict("vowels", "aaae")).path("top").size() == 3 ? 1 : 0;
        }
        assertEquals(25, second, 1.0, "a quarter of 100");

        JsonNode back = server.ask("POST", "/api/aliases/vowels/roll-back", "");
        assertEquals(1, back.path("split").size());
        assertEquals(
                3,
                server.ask("GET", "/api/aliases/vowels/history", "")
                        .path("items")
                        .size());
        assertEquals(409, status("POST", "/api/projects/vowels/versions/1/withdraw", ""));
        assertEquals(409, status("DELETE", "/api/projects/vowels", ""));
        assertEquals(204, status("DELETE", "/api/aliases/vowels", ""));
        assertEquals(204, status("DELETE", "/api/aliases/other", ""));
        assertEquals(
                "withdrawn",
                server.ask("POST", "/api/projects/vowels/versions/1/withdraw", "")
                        .path("state")
                        .asText());
        assertEquals(204, status("DELETE", "/api/projects/vowels/versions/1", ""));
        assertEquals(204, status("DELETE", "/api/projects/vowels", ""));
        assertEquals(404, status("GET", "/api/projects/vowels", ""));
        assertEquals(404, predict("vowels", "aaae").statusCode());
        assertEquals(1, server.files("blobs"), "nothing of it is left on the disk but the store's own mark");
    }

    @Test
    void aVersionIsTriedOnAPartOfTheTraffic() {
        server.vowels("vowels", "text");
        server.teach("vowels");
        server.teach("vowels");
        server.ask("POST", "/api/projects/vowels/versions/1/publish", "{}");
        JsonNode tried = server.ask("POST", "/api/projects/vowels/versions/2/publish", "{\"percent\":40}");
        assertEquals(60, tried.at("/alias/split/0/percent").asInt());
        assertEquals(40, tried.at("/alias/split/1/percent").asInt());
        assertEquals(2, tried.at("/alias/split/1/version").asInt());
        assertEquals(400, status("POST", "/api/projects/vowels/versions/2/publish", "{\"percent\":-1}"));
        assertEquals(400, status("POST", "/api/projects/vowels/versions/2/publish", "{\"percent\":\"all\"}"));
    }

    private static String split(long first, long second) {
        return "{\"split\":[{\"project\":\"vowels\",\"version\":1,\"percent\":" + first
                + "},{\"project\":\"vowels\",\"version\":2,\"percent\":" + second + "}]}";
    }

    @Test
    void aPercentBeyondAnIntIsNotTakenForASmallOne() {
        server.vowels("vowels", "text");
        server.teach("vowels");
        server.ask("POST", "/api/projects/vowels/versions/1/publish", "{}");
        String wrapping = "{\"split\":[{\"project\":\"vowels\",\"version\":1,\"percent\":" + ((1L << 32) + 100) + "}]}";
        assertEquals(400, status("PUT", "/api/aliases/vowels", wrapping));
    }

    @Test
    void formsFieldsNamesAndBareBodiesAreTaken() throws Exception {
        server.ask("POST", "/api/projects", "{\"name\":\"winks\",\"kind\":\"text\"}");
        JsonNode named =
                WorkServer.json(server.upload("winks", "wink/anna_01.jpg=a", "home\\\\pics\\\\none\\\\b.jpg=b"));
        assertEquals(2, named.path("added").asInt());
        assertEquals("wink", named.at("/examples/0/label").asText());
        assertEquals("anna_01.jpg", named.at("/examples/0/name").asText());
        assertEquals("none", named.at("/examples/1/label").asText());
        HttpResponse<String> bare =
                server.send("POST", "/api/projects/winks/examples?label=wink&name=c.jpg&group=g", "c");
        assertEquals(201, bare.statusCode());
        assertEquals("g", WorkServer.json(bare).at("/examples/0/group").asText());
        Path file = Files.writeString(folder.resolve("d.jpg"), "d");
        JsonNode curled = curl("-F", "label=bâton", "-F", "group=anna", "-F", "file=@" + file);
        assertEquals("bâton", curled.at("/examples/0/label").asText());
        assertEquals("anna", curled.at("/examples/0/group").asText());
        assertEquals(400, server.upload("winks", "nolabel.jpg=e").statusCode());
        assertEquals(400, status("POST", "/api/projects/winks/examples", "e"), "no label");
        JsonNode labels = server.ask("GET", "/api/projects/winks/labels", "");
        assertEquals(
                "{\"items\":[{\"label\":\"bâton\",\"examples\":1},{\"label\":\"none\",\"examples\":1},"
                        + "{\"label\":\"wink\",\"examples\":2}]}",
                labels.toString());
    }

    private JsonNode curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "60"));
        command.addAll(List.of(arguments));
        command.add(server.address() + "/api/projects/winks/examples");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return WorkServer.json(answer);
    }

    @Test
    void aThousandFilesAreKeptOnceHoweverOftenTheyAreSent() throws Exception {
        server.ask("POST", "/api/projects", "{\"name\":\"many\",\"kind\":\"text\"}");
        String[] files = new String[1_000];
        for (int i = 0; i < files.length; i++) {
            files[i] = (i % 2 == 0 ? "even/" : "odd/") + i + ".txt=content " + i;
        }
        JsonNode first = WorkServer.json(server.upload("many", files));
        assertEquals(1_000, first.path("added").asInt());
        JsonNode again = WorkServer.json(server.upload("many", files));
        assertEquals(0, again.path("added").asInt());
        assertEquals(1_000, again.path("known").asInt());
        JsonNode known = server.ask(
                "POST",
                "/api/projects/many/known",
                "{\"sha256\":[\"" + sha256("content 7") + "\",\"" + sha256("content 7000") + "\"]}");
        assertEquals("{\"known\":[\"" + sha256("content 7") + "\"]}", known.toString());

        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = server.ask("GET", "/api/projects/many/examples?label=odd&limit=170&cursor=" + cursor, "");
            page.path("items").forEach(example -> names.add(example.path("name").asText()));
            cursor = page.path("next").asText();
        } while (!cursor.isEmpty());
        assertEquals(500, names.stream().distinct().count());
        assertEquals(500, names.size());
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatIsRelabelledMovesAndWhatIsDeletedIsGone() {
        server.ask("POST", "/api/projects", "{\"name\":\"winks\",\"kind\":\"text\"}");
        JsonNode example =
                WorkServer.json(server.upload("winks", "wink/a.txt=aaa")).at("/examples/0");
        String path = "/api/projects/winks/examples/" + example.path("id").asText();
        assertEquals("aaa", server.get(path + "/content").body());
        assertEquals(
                "none",
                server.ask("PATCH", path, "{\"label\":\"none\"}").path("label").asText());
        server.upload("winks", "wink/a.txt=aaa");
        assertEquals(409, status("PATCH", path, "{\"label\":\"wink\"}"), "the same content has it already");
        String hash = example.path("sha256").asText();
        assertEquals(1, server.files(hash));
        assertEquals(204, status("DELETE", path, ""));
        assertEquals(1, server.files(hash), "the other one needs it");
        assertEquals(404, status("GET", path + "/content", ""));
        String other = server.ask("GET", "/api/projects/winks/examples", "")
                .at("/items/0/id")
                .asText();
        assertEquals(204, status("DELETE", "/api/projects/winks/examples/" + other, ""));
        assertEquals(0, server.files(hash));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "AAAA", "%00", "%ff%fe", "cHJvamVjdHMKCg", "ZXhhbXBsZXMKJyBvciAxPTE", "../../etc", "🦊"})
    void aCursorThatNobodyGaveIsRefusedOrHarmless(String cursor) {
        server.ask("POST", "/api/projects", "{\"name\":\"winks\",\"kind\":\"text\"}");
        for (String list : List.of("/api/projects", "/api/projects/winks/examples", "/api/audit", "/api/keys")) {
            HttpResponse<String> response = server.get(list + "?cursor="
                    + (cursor.startsWith("%") ? cursor : java.net.URLEncoder.encode(cursor, StandardCharsets.UTF_8)));
            assertTrue(response.statusCode() == 400 || response.statusCode() == 200, list + " " + response.body());
        }
        assertEquals(400, status("GET", "/api/projects?limit=0", ""));
        assertEquals(400, status("GET", "/api/projects?limit=1001", ""));
        assertEquals(400, status("GET", "/api/projects?limit=many", ""));
    }

    @Test
    void aCursorOfOneListIsNoneOfAnother() {
        for (String name : List.of("a", "b")) {
            server.ask("POST", "/api/projects", "{\"name\":\"" + name + "\",\"kind\":\"text\"}");
        }
        String cursor =
                server.ask("GET", "/api/projects?limit=1", "").path("next").asText();
        assertFalse(cursor.isEmpty());
        assertEquals(400, status("GET", "/api/projects/a/examples?cursor=" + cursor, ""));
    }

    @Test
    void aChangeMeantForAnotherRevisionIsNotMade() {
        HttpResponse<String> made = server.post("/api/projects", "{\"name\":\"winks\",\"kind\":\"text\"}");
        String etag = made.headers().firstValue("ETag").orElseThrow();
        String path = "/api/projects/winks";
        assertEquals(etag, server.get(path).headers().firstValue("ETag").orElseThrow());
        HttpResponse<String> changed =
                server.send("PATCH", path, "{\"purpose\":\"A wink switches my lamp on\"}", "If-Match", etag);
        assertEquals(200, changed.statusCode());
        assertNotEquals(etag, changed.headers().firstValue("ETag").orElseThrow());
        assertEquals(
                412,
                server.send("PATCH", path, "{\"name\":\"x\"}", "If-Match", etag).statusCode());
        assertEquals(412, server.send("DELETE", path, "", "If-Match", etag).statusCode());
        assertEquals(400, server.send("DELETE", path, "", "If-Match", "3").statusCode());
        assertEquals(
                200,
                server.send("PATCH", path, "{\"name\":\"x\"}", "If-Match", "*").statusCode());
    }

    @Test
    void namesAndTenantsAreDeletedAtTheirRevisionOnly() {
        server.vowels("vowels", "text");
        server.teach("vowels");
        server.ask("POST", "/api/projects/vowels/versions/1/publish", "{}");
        assertEquals(
                412,
                server.send("DELETE", "/api/aliases/vowels", "", "If-Match", "\"7\"")
                        .statusCode());
        assertEquals(
                204,
                server.send("DELETE", "/api/aliases/vowels", "", "If-Match", "\"1\"")
                        .statusCode());
        String all = "{\"split\":[{\"project\":\"vowels\",\"version\":1,\"percent\":100}]}";
        assertEquals(
                412,
                server.send("PUT", "/api/aliases/new", all, "If-Match", "*").statusCode(),
                "nothing there");
        String tenant = server.ask("POST", "/api/tenants", "{\"name\":\"other\"}")
                .path("id")
                .asText();
        String path = "/api/tenants/" + tenant;
        assertEquals("\"1\"", server.get(path).headers().firstValue("ETag").orElseThrow());
        assertEquals(412, server.send("DELETE", path, "", "If-Match", "\"2\"").statusCode());
        assertEquals(204, server.send("DELETE", path, "", "If-Match", "\"1\"").statusCode());
    }

    @Test
    void aRepeatedCreationIsDoneOnceAndAnsweredAlike() {
        String body = "{\"name\":\"winks\",\"kind\":\"text\"}";
        HttpResponse<String> first = server.send("POST", "/api/projects", body, "Idempotency-Key", "one");
        HttpResponse<String> again = server.send("POST", "/api/projects", body, "Idempotency-Key", "one");
        assertEquals(201, first.statusCode());
        assertEquals(201, again.statusCode());
        assertEquals(first.body(), again.body());
        assertEquals(first.headers().firstValue("ETag"), again.headers().firstValue("ETag"));
        assertEquals(first.headers().firstValue("Location"), again.headers().firstValue("Location"));
        assertTrue(first.headers().firstValue("Location").isPresent());
        String other = "{\"name\":\"blinks\",\"kind\":\"text\"}";
        assertEquals(
                422,
                server.send("POST", "/api/projects", other, "Idempotency-Key", "one")
                        .statusCode());
        assertEquals(409, status("POST", "/api/projects", body), "without the key it is another request");
        HttpResponse<String> failed =
                server.send("POST", "/api/projects", "{\"name\":\"\",\"kind\":\"text\"}", "Idempotency-Key", "two");
        assertEquals(400, failed.statusCode());
        assertEquals(
                201,
                server.send("POST", "/api/projects", other, "Idempotency-Key", "two")
                        .statusCode(),
                "what failed is not remembered");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 400 | none was said",
                "To measure the engagement of students in class | 403 | forbidden in the European Union",
                "A wink switches my lamp on | 200 | ''",
            })
    void aModelOfFacesIsPublishedForAPurposeThatIsNotWatching(String purpose, int status, String reason) {
        server.vowels("winks", "face");
        server.teach("winks");
        if (!purpose.isEmpty()) {
            server.ask("PATCH", "/api/projects/winks", "{\"purpose\":\"" + purpose + "\"}");
        }
        HttpResponse<String> published = server.post("/api/projects/winks/versions/1/publish", "{}");
        assertEquals(status, published.statusCode(), published.body());
        assertTrue(WorkServer.json(published).path("detail").asText().contains(reason), published.body());
        HttpResponse<String> answer = predict("winks", "aaae");
        assertEquals(status == 200 ? 200 : 404, answer.statusCode());
        assertEquals(status == 200, answer.body().contains("apparent expression"), answer.body());
    }

    @Test
    void teachingThatCannotSucceedSaysWhyInItsEvents() {
        server.ask("POST", "/api/projects", "{\"name\":\"few\",\"kind\":\"text\"}");
        JsonNode job = server.teach("few");
        assertEquals("failed", job.path("state").asText());
        assertEquals(
                "There are no examples; add some of each label.",
                job.path("error").asText());
        assertEquals(job, server.ask("GET", "/api/jobs/" + job.path("id").asText(), ""));
        assertEquals(job, server.ask("GET", "/api/projects/few/jobs", "").at("/items/0"));
    }

    @Test
    void theFileOfAVersionIsAModelThatCanBeKept() throws Exception {
        server.vowels("vowels", "text");
        server.teach("vowels");
        HttpRequest request =
                server.request("/api/projects/vowels/versions/1/file").build();
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            HttpResponse<byte[]> file = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(
                    "attachment; filename=\"vowels-1.insula\"",
                    file.headers().firstValue("Content-Disposition").orElseThrow());
            assertEquals('P', file.body()[0]);
            assertEquals('K', file.body()[1]);
            String hash = server.ask("GET", "/api/projects/vowels/versions/1", "")
                    .path("sha256")
                    .asText();
            assertEquals(
                    hash,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(file.body())));
        }
    }

    @Test
    void timesBeyondTheCalendarAreRefused() {
        for (String time :
                List.of("+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "1969-12-31T23:59:59Z")) {
            String encoded = java.net.URLEncoder.encode(time, StandardCharsets.UTF_8);
            assertEquals(400, status("GET", "/api/usage?until=" + encoded, ""), time);
            assertEquals(400, status("GET", "/api/usage?from=" + encoded, ""), time);
            String key = "{\"name\":\"k\",\"role\":\"reader\",\"expires\":\"" + time + "\"}";
            assertEquals(400, status("POST", "/api/keys", key), time);
        }
    }

    @Test
    void namesThatPointElsewhereAreTextsAndNoPaths() {
        server.ask("POST", "/api/projects", "{\"name\":\"../../up\",\"kind\":\"text\"}");
        String id = server.ask("GET", "/api/projects", "").at("/items/0/id").asText();
        HttpResponse<String> stored = server.upload(
                id, "../../../etc/passwd=a", "/etc/cron.d/x=b", "C:\\\\Windows\\\\win.ini=c", "..\\\\..\\\\y=d");
        assertEquals(201, stored.statusCode(), stored.body());
        JsonNode examples = WorkServer.json(stored).path("examples");
        assertEquals("etc", examples.path(0).path("label").asText());
        assertEquals("passwd", examples.path(0).path("name").asText());
        assertEquals("cron.d", examples.path(1).path("label").asText());
        assertEquals("Windows", examples.path(2).path("label").asText());
        assertEquals("..", examples.path(3).path("label").asText());
        for (String name : List.of("passwd", "win.ini", "cron.d")) {
            assertEquals(0, server.files(name), name);
        }
        assertEquals(400, server.upload(id, "a/b\u0001c=d").statusCode(), "a control character");
    }

    private HttpResponse<String> predict(String model, String text) {
        return server.post("/api/models/" + model + "/predict", "{\"text\":\"" + text + "\"}");
    }

    private int status(String method, String path, String json) {
        return server.send(method, path, json).statusCode();
    }
}
