package org.insula.server.openai;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.insula.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server as OpenAI's own client for Java sees it, and what that client hides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiTest {
    @TempDir
    static Path folder;

    private TestServer server;
    private OpenAIClient client;

    @BeforeAll
    void start() throws IOException {
        server = TestServer.withMoods(folder);
        client = OpenAIOkHttpClient.builder()
                .baseUrl(server.address() + "/v1")
                .apiKey("none")
                .build();
    }

    @AfterAll
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void theModelsAreThoseThatEmbed() {
        assertEquals(
                List.of("text-embedding", "moods"),
                client.models().list().data().stream().map(Model::id).toList());
        assertEquals("insula", client.models().retrieve("moods").ownedBy());
        assertThrows(NotFoundException.class, () -> client.models().retrieve("smile"));
    }

    @Test
    void textsOfLikeMeaningPointAlike() {
        List<List<Float>> vectors = embedded(EmbeddingCreateParams.builder()
                        .model("text-embedding")
                        .inputOfArrayOfStrings(List.of(
                                "A cat sleeps on the sofa.",
                                "The kitten naps on the couch.",
                                "Interest rates rose by half a percent."))
                        .build())
                .data()
                .stream()
                .map(embedding -> embedding.embedding())
                .toList();
        assertEquals(384, vectors.getFirst().size());
        assertEquals(1, dot(vectors.get(0), vectors.get(0)), 1e-5);
        double alike = dot(vectors.get(0), vectors.get(1));
        double unlike = dot(vectors.get(0), vectors.get(2));
        assertTrue(alike > 0.5 && unlike < 0.2, alike + " and " + unlike);
    }

    @Test
    void tokensAreCounted() {
        CreateEmbeddingResponse response = embedded(EmbeddingCreateParams.builder()
                .model("moods")
                .input("hello world")
                .build());
        assertEquals(4, response.usage().promptTokens(), "two words between two marks");
        assertEquals("moods", response.model());
    }

    @Test
    void fewerDimensionsAreOfLengthOneToo() {
        List<Float> vector = embedded(EmbeddingCreateParams.builder()
                        .model("text-embedding")
                        .input("hello")
                        .dimensions(64)
                        .build())
                .data()
                .getFirst()
                .embedding();
        assertEquals(64, vector.size());
        assertEquals(1, dot(vector, vector), 1e-5);
        BadRequestException e = assertThrows(
                BadRequestException.class,
                () -> embedded(EmbeddingCreateParams.builder()
                        .model("text-embedding")
                        .input("hello")
                        .dimensions(385)
                        .build()));
        assertEquals("dimensions", e.param().orElse(""));
    }

    @Test
    void theOrderIsThatOfTheInput() {
        List<String> texts = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> "text number " + i)
                .toList();
        CreateEmbeddingResponse all = embedded(EmbeddingCreateParams.builder()
                .model("text-embedding")
                .inputOfArrayOfStrings(texts)
                .build());
        for (int i : new int[] {0, 17, 39}) {
            List<Float> alone = embedded(EmbeddingCreateParams.builder()
                            .model("text-embedding")
                            .input(texts.get(i))
                            .build())
                    .data()
                    .getFirst()
                    .embedding();
            assertEquals(alone, all.data().get(i).embedding());
            assertEquals(i, all.data().get(i).index());
        }
    }

    private CreateEmbeddingResponse embedded(EmbeddingCreateParams params) {
        return client.embeddings().create(params);
    }

    private static double dot(List<Float> a, List<Float> b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.get(i) * b.get(i);
        }
        return sum;
    }

    @Test
    void base64HoldsTheSameNumbers() throws Exception {
        JsonNode plain =
                TestServer.json(server.post("/v1/embeddings", "{\"model\":\"text-embedding\",\"input\":\"hello\"}"));
        JsonNode packed = TestServer.json(server.post(
                "/v1/embeddings",
                "{\"model\":\"text-embedding\",\"input\":[\"hello\"],\"encoding_format\":\"base64\"}"));
        float[] floats = new float[384];
        ByteBuffer.wrap(Base64.getDecoder().decode(embedding(packed).asText()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(floats);
        float[] numbers = new float[384];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) embedding(plain).path(i).asDouble();
        }
        assertArrayEquals(numbers, floats);
    }

    private static JsonNode embedding(JsonNode response) {
        return response.path("data").path(0).path("embedding");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{] | 400 | The body is not JSON | |",
                "[] | 400 | The body is not an object | |",
                "{\"input\":\"a\"} | 400 | There is no model | model |",
                "{\"model\":\"moods\"} | 400 | There is no input | input |",
                "{\"model\":\"moods\",\"input\":[]} | 400 | The input is an empty array | input |",
                "{\"model\":\"moods\",\"input\":\"\"} | 400 | The input holds an empty string | input |",
                "{\"model\":\"moods\",\"input\":[1,2]} | 400 | The input holds tokens | input |",
                "{\"model\":\"moods\",\"input\":[[1,2]]} | 400 | The input holds tokens | input |",
                "{\"model\":\"moods\",\"input\":{}} | 400 | The input is neither | input |",
                "{\"model\":\"moods\",\"input\":\"a\",\"encoding_format\":\"hex\"} | 400 | encoding_format is | "
                        + "encoding_format |",
                "{\"model\":\"none\",\"input\":\"a\"} | 404 | There is no model 'none' | | model_not_found",
                "{\"model\":\"smile\",\"input\":\"a\"} | 400 | Model 'smile' is of kind face | |",
            })
    void aWrongRequestSaysWhatToDo(String body, int status, String message, String param, String code)
            throws Exception {
        HttpResponse<byte[]> response = server.post("/v1/embeddings", body);
        JsonNode error = TestServer.json(response).path("error");
        assertEquals(status, response.statusCode(), error.toString());
        assertTrue(error.path("message").asText().startsWith(message), error.toString());
        assertEquals("invalid_request_error", error.path("type").asText());
        assertEquals(param, error.path("param").textValue());
        assertEquals(code, error.path("code").textValue());
        assertTrue(response.headers().firstValue("x-request-id").orElse("").startsWith("req_"));
        assertTrue(response.headers().firstValue("openai-processing-ms").isPresent());
    }

    @Test
    void whatIsNotThereIs404InTheProtocolsForm() throws Exception {
        HttpResponse<byte[]> response = server.post("/v1/images", "{}");
        assertEquals(404, response.statusCode());
        assertEquals(
                "unknown_url",
                TestServer.json(response).path("error").path("code").asText());
    }
}
