package org.insula.server.oip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.insula.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OipRestTest {
    @TempDir
    static Path folder;

    private TestServer server;

    @BeforeAll
    void start() throws IOException {
        server = TestServer.withMoods(folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theServerTellsWhatItIs() throws Exception {
        assertEquals(
                "{\"name\":\"insula\",\"version\":\"0.1.0\",\"extensions\":[\"binary_tensor_data\"]}",
                text(server.get("/v2")));
        assertEquals("{\"live\":true}", text(server.get("/v2/health/live")));
        assertEquals("{\"ready\":true}", text(server.get("/v2/health/ready")));
        assertEquals("{\"name\":\"twice\",\"ready\":true}", text(server.get("/v2/models/twice/ready")));
        assertEquals("{\"name\":\"twice\",\"ready\":true}", text(server.get("/v2/models/twice/versions/1/ready")));
    }

    @Test
    void aNetworkTellsItsTensors() throws Exception {
        assertEquals(
                "{\"name\":\"twice\",\"versions\":[\"1\"],\"platform\":\"onnxruntime_onnx\","
                        + "\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[-1,4]}],"
                        + "\"outputs\":[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[-1,4]}]}",
                text(server.get("/v2/models/twice")));
    }

    @Test
    void aModelOfFilesTakesContent() throws Exception {
        JsonNode metadata = TestServer.json(server.get("/v2/models/smile"));
        assertEquals("insula_face", metadata.path("platform").asText());
        assertEquals(
                "[{\"name\":\"content\",\"datatype\":\"BYTES\",\"shape\":[-1]}]",
                metadata.path("inputs").toString());
        assertEquals(5, metadata.path("outputs").size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,2,3,4.5,-1e-3,0,1e10,7]",
                "[[1,2,3,4.5],[-1e-3,0,1e10,7]]",
                "[ [1.0, 2.0 , 3, 4.5], [-0.001, 0, 10000000000, 7] ]",
            })
    void numbersMayBeFlatOrNested(String data) throws Exception {
        for (String input : new String[] {
            "\"name\":\"x\",\"shape\":[2,4],\"datatype\":\"FP32\",\"data\":" + data,
            "\"data\":" + data + ",\"datatype\":\"FP32\",\"name\":\"x\",\"shape\":[2,4]"
        }) {
            JsonNode answer = TestServer.json(
                    server.post("/v2/models/twice/infer", "{\"id\":\"42\",\"inputs\":[{" + input + "}]}"));
            assertEquals(
                    "{\"model_name\":\"twice\",\"model_version\":\"1\",\"id\":\"42\",\"outputs\":[{\"name\":\"y\","
                            + "\"shape\":[2,4],\"datatype\":\"FP32\",\"data\":[2.0,4.0,6.0,9.0,-0.002,0.0,2.0E10,14.0]}]}",
                    answer.toString());
        }
    }

    @Test
    void everyTypeComesBackAsItWent() throws Exception {
        String inputs = input("FLOAT", "FP32", "[1.5,\"NaN\"]")
                + "," + input("DOUBLE", "FP64", "[-2.25,\"-Infinity\"]")
                + "," + input("FLOAT16", "FP16", "[0.5,65504]")
                + "," + input("INT8", "INT8", "[-128,127]")
                + "," + input("INT32", "INT32", "[-2147483648,2147483647]")
                + "," + input("INT64", "INT64", "[-9223372036854775808,9223372036854775807]")
                + "," + input("UINT8", "UINT8", "[0,255]")
                + "," + input("BOOL", "BOOL", "[true,false]");
        JsonNode json = TestServer.json(server.post("/v2/models/types/infer", "{\"inputs\":[" + inputs + "]}"));
        assertEquals("[1.5,\"NaN\"]", data(json, "out-FLOAT"));
        assertEquals("[-2.25,\"-Infinity\"]", data(json, "out-DOUBLE"));
        assertEquals("[0.5,65504.0]", data(json, "out-FLOAT16"));
        assertEquals("[-128,127]", data(json, "out-INT8"));
        assertEquals("[-2147483648,2147483647]", data(json, "out-INT32"));
        assertEquals("[-9223372036854775808,9223372036854775807]", data(json, "out-INT64"));
        assertEquals("[0,255]", data(json, "out-UINT8"));
        assertEquals("[true,false]", data(json, "out-BOOL"));
    }

    private static String input(String element, String datatype, String data) {
        return "{\"name\":\"in-" + element + "\",\"shape\":[2],\"datatype\":\"" + datatype + "\",\"data\":" + data
                + "}";
    }

    private static String data(JsonNode json, String output) {
        for (JsonNode entry : json.path("outputs")) {
            if (entry.path("name").asText().equals(output)) {
                return entry.path("data").toString();
            }
        }
        return json.toString();
    }

    @Test
    void binaryTensorsFollowTheJson() throws Exception {
        String json = "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\","
                + "\"parameters\":{\"binary_data_size\":16}}],\"parameters\":{\"binary_data_output\":true}}";
        HttpResponse<byte[]> response = binary("/v2/models/twice/infer", json, 1, 2, 3, 4);
        int length = Integer.parseInt(
                response.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
        String header = new String(response.body(), 0, length, StandardCharsets.UTF_8);
        assertTrue(header.contains("\"parameters\":{\"binary_data_size\":16}"), header);
        float[] values = new float[4];
        ByteBuffer.wrap(response.body(), length, 16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        assertArrayEquals(new float[] {2, 4, 6, 8}, values);
        assertEquals(length + 16, response.body().length);
    }

    @Test
    void oneOutputMayBeBinaryByItself() throws Exception {
        String json = "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}],"
                + "\"outputs\":[{\"name\":\"y\",\"parameters\":{\"binary_data\":true}}]}";
        HttpResponse<byte[]> response = server.post("/v2/models/twice/infer", json);
        assertEquals(
                "application/octet-stream",
                response.headers().firstValue("Content-Type").orElse(""));
    }

    private HttpResponse<byte[]> binary(String path, String json, float... values) throws Exception {
        ByteBuffer tensor = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        tensor.asFloatBuffer().put(values);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(json.getBytes(StandardCharsets.UTF_8));
        body.write(tensor.array());
        return server.send(server.request(path)
                .header("Inference-Header-Content-Length", Integer.toString(json.length()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    @Test
    void textsAreContent() throws Exception {
        JsonNode json = TestServer.json(server.post(
                "/v2/models/moods/infer",
                "{\"inputs\":[{\"name\":\"content\",\"shape\":[2],\"datatype\":\"BYTES\","
                        + "\"data\":[\"I am so happy\",\"everything is terrible\"]}]}"));
        assertEquals("[\"glad\",\"sad\"]", data(json, "label"));
        assertEquals("[\"glad\",\"sad\"]", data(json, "labels"));
        JsonNode probabilities = json.path("outputs").path(3);
        assertEquals("[2,2]", probabilities.path("shape").toString());
        double sum = probabilities.path("data").path(2).asDouble()
                + probabilities.path("data").path(3).asDouble();
        assertEquals(1, sum, 1e-5);
    }

    @Test
    void filesAreBase64UnlessTheySayOtherwise() throws Exception {
        String hi = Base64.getEncoder().encodeToString("hi".getBytes(StandardCharsets.UTF_8));
        String wanted = "\"outputs\":[{\"name\":\"label\"},{\"name\":\"unknown\"}]";
        JsonNode json = TestServer.json(server.post("/v2/models/smile/infer", content(hi, "", wanted)));
        assertEquals("[\"short\"]", data(json, "label"));
        assertEquals("[false]", data(json, "unknown"));
        assertEquals(2, json.path("outputs").size());
        json = TestServer.json(server.post(
                "/v2/models/smile/infer",
                content("hello hello", "\"parameters\":{\"content_type\":\"str\"},", wanted)));
        assertEquals("[\"long\"]", data(json, "label"));
        String both = TestServer.json(server.post("/v2/models/smile/infer", content("!", "", wanted)))
                .path("error")
                .asText();
        assertTrue(both.contains("not base64"), both);
    }

    private static String content(String value, String parameters, String wanted) {
        return "{\"inputs\":[{\"name\":\"content\",\"shape\":[1],\"datatype\":\"BYTES\"," + parameters + "\"data\":[\""
                + value + "\"]}]," + wanted + "}";
    }

    @Test
    void aTaughtModelHasItsGraphAsAVersion() throws Exception {
        JsonNode metadata = TestServer.json(server.get("/v2/models/moods"));
        assertEquals("[\"1\",\"graph\"]", metadata.path("versions").toString());
        JsonNode graph = TestServer.json(server.get("/v2/models/moods/versions/graph"));
        assertEquals("onnxruntime_onnx", graph.path("platform").asText());
        assertEquals("INT64", graph.path("inputs").path(0).path("datatype").asText(), graph.toString());
    }

    static Stream<String> wrong() {
        String x = "\"name\":\"x\",\"datatype\":\"FP32\",";
        return Stream.of(
                "{] | The body is not JSON",
                "[] | The request is not an object",
                "{} | The request has no inputs",
                "{\"inputs\":[]} | The request has no inputs",
                "{\"inputs\":[7]} | An input is not an object",
                "{\"inputs\":[{}]} | An input has no name",
                "{\"inputs\":[{" + x + "\"shape\":[4]}]} | The input 'x' has no data",
                "{\"inputs\":[{" + x + "\"shape\":[1,4],\"data\":[1,2,3]}]} | The data of the tensor 'x' do not fit",
                "{\"inputs\":[{" + x
                        + "\"shape\":[1,4],\"data\":[1,2,3,4,5]}]} | The data of the tensor 'x' do not fit",
                "{\"inputs\":[{" + x + "\"shape\":[2,2],\"data\":[[1,2,3],[4]]}]} | The data of the tensor 'x' do not",
                "{\"inputs\":[{" + x + "\"shape\":[4],\"data\":[1,2,[3],4]}]} | The data of the tensor 'x' do not fit",
                "{\"inputs\":[{" + x + "\"shape\":[4],\"data\":\"1,2\"}]} | The data of the tensor 'x' do not fit",
                "{\"inputs\":[{" + x + "\"shape\":[4],\"data\":[1,2,true,4]}]} | The data of the tensor 'x' do not fit",
                "{\"inputs\":[{" + x + "\"shape\":[65536,65536],\"data\":[1]}]} | The tensor 'x' has shape",
                "{\"inputs\":[{" + x + "\"shape\":[4611686018427387904,4],\"data\":[1]}]} | The tensor 'x' has shape",
                "{\"inputs\":[{" + x + "\"shape\":[-1],\"data\":[1]}]} | The tensor 'x' has shape",
                "{\"inputs\":[{" + x + "\"shape\":[1000000000],\"data\":[1]}]} | The tensor 'x' has shape",
                "{\"inputs\":[{" + x + "\"shape\":[3],\"data\":[1,2,3]}]} | The input 'x' has shape (3)",
                "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP64\",\"shape\":[1,4],\"data\":[1,2,3,4]}]} | The input"
                        + " 'x' came as FP64 and the network takes FP32",
                "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP8\",\"shape\":[1],\"data\":[1]}]} | The datatype is 'FP8'",
                "{\"inputs\":[{\"name\":\"z\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1]}]} | The network has no"
                        + " input 'z'",
                "{\"inputs\":[{" + x
                        + "\"shape\":[1,4],\"data\":[1,2,3,4]}],\"outputs\":[{\"name\":\"q\"}]} | The output"
                        + " 'q' was asked for",
                "{\"inputs\":[{" + x
                        + "\"shape\":[1,4],\"parameters\":{\"binary_data_size\":99}}]} | The input 'x' says"
                        + " binary_data_size 99 and 0 bytes are left",
                "{\"inputs\":" + "[".repeat(100) + "]} | An input is not an object",
                "{\"more\":" + "[".repeat(100) + "]} | The body is not JSON",
                "{\"inputs\":[{" + x + "\"shape\":" + "[1,".repeat(100) + "]} | An extent is not a whole number");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongRequestSaysWhatToDo(String both) throws Exception {
        String[] parts = both.split(" \\| ", 2);
        HttpResponse<byte[]> response = server.post("/v2/models/twice/infer", parts[0]);
        String error = TestServer.json(response).path("error").asText();
        assertEquals(400, response.statusCode(), error);
        assertTrue(error.startsWith(parts[1]), error);
    }

    @Test
    void whatIsNotThereIs404InTheProtocolsForm() throws Exception {
        for (String path :
                new String[] {"/v2/models/none", "/v2/models/twice/versions/9", "/v2/nothing", "/v2/models/none/ready"
                }) {
            HttpResponse<byte[]> response = server.get(path);
            assertEquals(404, response.statusCode());
            assertTrue(TestServer.json(response).has("error"), path);
        }
    }

    @Test
    void aCallerThatCannotWaitIsTold() throws Exception {
        String json = "{\"parameters\":{\"timeout\":1},\"inputs\":[{\"name\":\"content\",\"shape\":[1],"
                + "\"datatype\":\"BYTES\",\"data\":[\"hi\"]}]}";
        HttpResponse<byte[]> response = server.post("/v2/models/moods/infer", json);
        assertEquals(504, response.statusCode(), text(response));
    }

    @Test
    void aBodyShorterThanItSaysIsRefused() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            String head = "POST /v2/models/twice/infer HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Length: 900000\r\n\r\n{\"inputs\":";
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
        }
        assertEquals(200, server.get("/v2/health/live").statusCode());
    }

    @Test
    void curlUnderstandsIt() throws Exception {
        Process curl = new ProcessBuilder(
                        "curl",
                        "-s",
                        "-d",
                        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}]}",
                        server.address() + "/v2/models/twice/infer")
                .start();
        String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, curl.waitFor());
        assertTrue(answer.endsWith("\"data\":[2.0,4.0,6.0,8.0]}]}"), answer);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
