package org.insula.server.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionNamedToolChoice;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.insula.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Language models as OpenAI's own client for Java sees them; what the model writes is nonsense, but of the right form. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LanguageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private TestServer server;
    private OpenAIClient client;

    @BeforeAll
    void start() throws Exception {
        server = TestServer.withLanguage(folder);
        client = OpenAIOkHttpClient.builder()
                .baseUrl(server.address() + "/v1")
                .apiKey("none")
                .maxRetries(0)
                .build();
    }

    @AfterAll
    void stop() {
        client.close();
        server.close();
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model("tiny")
                .addSystemMessage("Be brief.")
                .addUserMessage("Hello")
                .seed(7)
                .maxCompletionTokens(12);
    }

    /** Answered with a number. */
    private static ChatCompletionCreateParams.Builder number() {
        var schema = ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                .putAdditionalProperty("type", JsonValue.from("integer"))
                .putAdditionalProperty("minimum", JsonValue.from(100_000_000))
                .putAdditionalProperty("maximum", JsonValue.from(999_999_999))
                .build();
        return chat().maxCompletionTokens(30)
                .temperature(2.0)
                .responseFormat(ResponseFormatJsonSchema.builder()
                        .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                                .name("number")
                                .schema(schema)
                                .build())
                        .build());
    }

    private static FunctionDefinition weather() {
        return FunctionDefinition.builder()
                .name("weather")
                .description("How it is outside")
                .parameters(FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty(
                                "properties",
                                JsonValue.from(Map.of("days", Map.of("type", "integer", "minimum", 1, "maximum", 9))))
                        .putAdditionalProperty("required", JsonValue.from(List.of("days")))
                        .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                        .build())
                .build();
    }

    @Test
    void modelsAreListed() {
        List<String> names = new ArrayList<>();
        client.models().list().autoPager().forEach(model -> names.add(model.id()));
        assertTrue(names.containsAll(List.of("tiny", "vectors", "text-embedding")), names.toString());
    }

    @Test
    void aChatIsAnsweredAndCounted() {
        ChatCompletion completion = client.chat().completions().create(chat().build());
        ChatCompletion.Choice choice = completion.choices().getFirst();
        assertEquals(ChatCompletion.Choice.FinishReason.LENGTH, choice.finishReason());
        assertFalse(choice.message().content().orElseThrow().isEmpty());
        assertEquals(12, completion.usage().orElseThrow().completionTokens());
        assertTrue(completion.usage().orElseThrow().promptTokens() > 10);
        assertEquals("tiny", completion.model());
    }

    @Test
    void aSeedGivesTheSameText() {
        String first = text(number().build());
        assertEquals(first, text(number().build()));
    }

    private String text(ChatCompletionCreateParams params) {
        return client.chat()
                .completions()
                .create(params)
                .choices()
                .getFirst()
                .message()
                .content()
                .orElseThrow();
    }

    @Test
    void aStreamHoldsTheSameTextAndEndsWithUsage() {
        String whole = text(chat().build());
        StringBuilder streamed = new StringBuilder();
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(chat().streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build())) {
            stream.stream().forEach(chunk -> {
                chunks.add(chunk);
                chunk.choices()
                        .forEach(choice ->
                                streamed.append(choice.delta().content().orElse("")));
            });
        }
        assertEquals(whole, streamed.toString());
        assertEquals(12, chunks.getLast().usage().orElseThrow().completionTokens());
        assertEquals(
                ChatCompletionChunk.Choice.FinishReason.LENGTH,
                chunks.get(chunks.size() - 2)
                        .choices()
                        .getFirst()
                        .finishReason()
                        .orElseThrow());
    }

    @Test
    void severalChoicesFollowTheSchema() {
        ChatCompletion completion =
                client.chat().completions().create(number().n(3).build());
        assertEquals(3, completion.choices().size());
        completion
                .choices()
                .forEach(choice ->
                        assertEquals(9, choice.message().content().orElseThrow().length()));
        assertEquals(2, completion.choices().get(2).index());
    }

    @Test
    void logprobsComeWithEveryToken() {
        ChatCompletion completion = client.chat()
                .completions()
                .create(chat().logprobs(true).topLogprobs(3).build());
        var tokens = completion
                .choices()
                .getFirst()
                .logprobs()
                .orElseThrow()
                .content()
                .orElseThrow();
        assertEquals(12, tokens.size());
        tokens.forEach(token -> {
            assertTrue(token.logprob() <= 0);
            assertEquals(3, token.topLogprobs().size());
        });
    }

    @Test
    void aSchemaHoldsTheAnswer() throws Exception {
        var schema = ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty(
                        "properties",
                        JsonValue.from(Map.of(
                                "mood", Map.of("enum", List.of("glad", "sad")),
                                "age", Map.of("type", "integer", "minimum", 0, "maximum", 120))))
                .putAdditionalProperty("required", JsonValue.from(List.of("mood", "age")))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build();
        for (int seed = 0; seed < 10; seed++) {
            JsonNode answer = JSON.readTree(text(chat().seed(seed)
                    .maxCompletionTokens(200)
                    .responseFormat(ResponseFormatJsonSchema.builder()
                            .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                                    .name("person")
                                    .schema(schema)
                                    .build())
                            .build())
                    .build()));
            assertTrue(List.of("glad", "sad").contains(answer.path("mood").asText()), answer.toString());
            assertTrue(answer.path("age").asInt(-1) >= 0 && answer.path("age").asInt() <= 120, answer.toString());
        }
    }

    @Test
    void anyObjectBeginsAsOne() {
        assertTrue(text(chat().responseFormat(ResponseFormatJsonObject.builder().build())
                        .build())
                .startsWith("{"));
    }

    @Test
    void aNamedToolIsCalledWithArgumentsThatFit() throws Exception {
        ChatCompletion completion = client.chat()
                .completions()
                .create(chat().maxCompletionTokens(200)
                        .addFunctionTool(weather())
                        .toolChoice(
                                ChatCompletionToolChoiceOption.ofNamedToolChoice(ChatCompletionNamedToolChoice.builder()
                                        .function(ChatCompletionNamedToolChoice.Function.builder()
                                                .name("weather")
                                                .build())
                                        .build()))
                        .parallelToolCalls(false)
                        .build());
        ChatCompletion.Choice choice = completion.choices().getFirst();
        assertEquals(ChatCompletion.Choice.FinishReason.TOOL_CALLS, choice.finishReason());
        ChatCompletionMessageFunctionToolCall call =
                choice.message().toolCalls().orElseThrow().getFirst().asFunction();
        assertEquals("weather", call.function().name());
        int days = JSON.readTree(call.function().arguments()).path("days").asInt();
        assertTrue(days >= 1 && days <= 9);
        ChatCompletion next = client.chat()
                .completions()
                .create(chat().addMessage(choice.message())
                        .addMessage(com.openai.models.chat.completions.ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content("Snow")
                                .build())
                        .addFunctionTool(weather())
                        .build());
        assertEquals(12, next.usage().orElseThrow().completionTokens());
    }

    @Test
    void requiredToolsMayBeCalledAtOnceInAStream() {
        List<String> names = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        FunctionDefinition now = FunctionDefinition.builder().name("now").build();
        for (int seed = 0; seed < 4; seed++) {
            try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                    .completions()
                    .createStreaming(chat().seed(seed)
                            .maxCompletionTokens(800)
                            .addFunctionTool(now)
                            .toolChoice(
                                    ChatCompletionToolChoiceOption.ofAuto(ChatCompletionToolChoiceOption.Auto.REQUIRED))
                            .build())) {
                stream.stream().flatMap(chunk -> chunk.choices().stream()).forEach(choice -> {
                    choice.delta()
                            .toolCalls()
                            .ifPresent(calls -> calls.forEach(call -> names.add(call.index()
                                    + call.function().orElseThrow().name().orElseThrow())));
                    choice.finishReason().ifPresent(reason -> reasons.add(reason.asString()));
                });
            }
        }
        assertTrue(names.size() >= 4 && names.contains("0now"), names.toString());
        assertEquals(4, reasons.size());
    }

    @Test
    void penaltiesBiasesAndStopsAreFollowed() {
        String plain = text(chat().temperature(0.0).build());
        String start = plain.substring(0, 1);
        String stopped = text(chat().temperature(0.0).stop(start).build());
        assertFalse(stopped.contains(start), stopped);
        assertNotEquals(
                plain,
                text(chat().temperature(0.0)
                        .presencePenalty(2.0)
                        .frequencyPenalty(2.0)
                        .logitBias(ChatCompletionCreateParams.LogitBias.builder()
                                .putAdditionalProperty("300", JsonValue.from(100))
                                .build())
                        .build()));
    }

    @Test
    void plainCompletionsOfSeveralPrompts() {
        Completion completion = client.completions()
                .create(CompletionCreateParams.builder()
                        .model("tiny")
                        .promptOfArrayOfStrings(List.of("Once", "Twice"))
                        .maxTokens(5)
                        .n(2)
                        .logprobs(2)
                        .echo(true)
                        .build());
        assertEquals(4, completion.choices().size());
        assertTrue(completion.choices().get(0).text().startsWith("Once"));
        assertTrue(completion.choices().get(3).text().startsWith("Twice"));
        assertEquals(3, completion.choices().get(3).index());
        assertEquals(20, completion.usage().orElseThrow().completionTokens());
        assertEquals(
                5,
                completion
                        .choices()
                        .get(1)
                        .logprobs()
                        .orElseThrow()
                        .tokens()
                        .orElseThrow()
                        .size());
        StringBuilder text = new StringBuilder();
        try (StreamResponse<Completion> stream = client.completions()
                .createStreaming(CompletionCreateParams.builder()
                        .model("tiny")
                        .promptOfArrayOfTokens(List.of(40L, 41L))
                        .maxTokens(5)
                        .seed(1)
                        .build())) {
            stream.stream().forEach(chunk -> chunk.choices().forEach(choice -> text.append(choice.text())));
        }
        assertFalse(text.isEmpty());
    }

    @Test
    void responsesAreGivenWholeAndInEvents() {
        ResponseCreateParams params = ResponseCreateParams.builder()
                .model("tiny")
                .instructions("Be brief.")
                .input("Hello")
                .maxOutputTokens(12)
                .store(false)
                .build();
        Response response = client.responses().create(params);
        assertEquals("incomplete", response.status().orElseThrow().asString());
        assertFalse(response.output()
                .getFirst()
                .asMessage()
                .content()
                .getFirst()
                .asOutputText()
                .text()
                .isEmpty());
        assertEquals(12, response.usage().orElseThrow().outputTokens());
        StringBuilder text = new StringBuilder();
        List<Response> ends = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(params)) {
            stream.stream().forEach(event -> {
                event.outputTextDelta().ifPresent(delta -> {
                    text.append(delta.delta());
                    numbers.add(delta.sequenceNumber());
                });
                event.incomplete().ifPresent(end -> ends.add(end.response()));
            });
        }
        assertEquals(
                text.toString(),
                ends.getFirst()
                        .output()
                        .getFirst()
                        .asMessage()
                        .content()
                        .getFirst()
                        .asOutputText()
                        .text());
        assertFalse(numbers.isEmpty());
    }

    @Test
    void responsesCallTools() throws Exception {
        JsonNode response = TestServer.json(server.post("/v1/responses", """
                {"model": "tiny", "input": [{"role": "user", "content": [{"type": "input_text", "text": "Cold?"}]}],
                 "tools": [{"type": "function", "name": "weather", "parameters": {"type": "object", "properties":
                 {"where": {"enum": ["Bern", "Rome"]}}, "required": ["where"], "additionalProperties": false}}],
                 "tool_choice": "required", "parallel_tool_calls": false}"""));
        JsonNode call = response.path("output").path(0);
        assertEquals("function_call", call.path("type").asText(), response.toString());
        assertEquals("completed", response.path("status").asText());
        String where =
                JSON.readTree(call.path("arguments").asText()).path("where").asText();
        assertTrue(List.of("Bern", "Rome").contains(where), response.toString());
        JsonNode next = TestServer.json(server.post("/v1/responses", """
                {"model": "tiny", "max_output_tokens": 3, "input": [{"role": "user", "content": "Cold?"},
                 {"type": "function_call", "call_id": "c1", "name": "weather", "arguments": "{}"},
                 {"type": "function_call_output", "call_id": "c1", "output": "Snow"}]}"""));
        assertEquals(3, next.path("usage").path("output_tokens").asInt(), next.toString());
    }

    @Test
    void embeddingsOfAModelMadeForThem() {
        CreateEmbeddingResponse response = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("vectors")
                        .inputOfArrayOfStrings(List.of("hello", "world"))
                        .build());
        assertEquals(2, response.data().size());
        assertEquals(128, response.data().getFirst().embedding().size());
        double square = response.data().getFirst().embedding().stream()
                .mapToDouble(x -> x * (double) x)
                .sum();
        assertEquals(1, square, 1e-4);
        assertTrue(response.usage().promptTokens() > 1);
    }

    @Test
    void aConversationThatIsTooLongSaysSo() {
        BadRequestException e = assertThrows(
                BadRequestException.class,
                () -> client.chat()
                        .completions()
                        .create(chat().addUserMessage("word ".repeat(3_000)).build()));
        assertEquals("context_length_exceeded", e.code().orElseThrow());
    }

    @Test
    void aModelThatIsNotThereIsNotFound() {
        NotFoundException e = assertThrows(
                NotFoundException.class,
                () -> client.chat().completions().create(chat().model("none").build()));
        assertEquals("model_not_found", e.code().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"model\":\"tiny\"} ~ messages ~ messages is missing or empty",
                "{\"model\":\"smile\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]} ~ ~ Model 'smile' writes no text",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]} ~ model ~ model is missing",
                "{\"model\":\"tiny\",\"messages\":[{\"role\":\"king\",\"content\":\"a\"}]} ~ messages[0] ~ messages[0]: role is 'king'",
                "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]} ~ messages[0] "
                        + "~ messages[0]: content has a part of type 'image_url'",
                "{\"model\":\"tiny\",\"temperature\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]} ~ temperature "
                        + "~ temperature is 9; give a number from",
                "{\"model\":\"tiny\",\"n\":99,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]} ~ n ~ n is 99",
                "{\"model\":\"tiny\",\"tool_choice\":\"required\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]} "
                        + "~ tool_choice ~ tool_choice requires a call",
                "{\"model\":\"tiny\",\"functions\":[],\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]} ~ functions "
                        + "~ functions is not known here",
                "{\"model\":\"tiny\",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"not\":{}}}},"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]} ~ ~ The schema has 'not' at #",
                "{\"model\":\"tiny\",\"logit_bias\":{\"cat\":1},\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]} ~ logit_bias "
                        + "~ logit_bias names 'cat'",
                "{\"model\":\"tiny\",\"stream\":\"yes\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]} ~ stream ~ stream is",
                "[] ~ body ~ body is not an object",
            })
    void aWrongRequestSaysWhatToDo(String body, String param, String message) throws Exception {
        var response = server.post("/v1/chat/completions", body);
        JsonNode error = TestServer.json(response).path("error");
        assertEquals(400, response.statusCode(), error.toString());
        assertTrue(error.path("message").asText().startsWith(message), error.toString());
        assertEquals(param, error.path("param").textValue());
        assertEquals("invalid_request_error", error.path("type").asText());
    }

    @Test
    void aStreamIsSentAsEventsAndEndsWithDone() throws Exception {
        var response = server.post(
                "/v1/chat/completions",
                "{\"model\":\"tiny\",\"stream\":true,\"max_tokens\":3,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}");
        String body = new String(response.body(), StandardCharsets.UTF_8);
        assertTrue(response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream"));
        assertTrue(body.startsWith("data: {"), body);
        assertTrue(body.endsWith("data: [DONE]\n\n"), body);
    }

    /** Twenty callers who want the whole context and hang up after a few bytes; then four slots are free at once. */
    @Test
    void whoGoesAwayLeavesNoSlotTaken() throws Exception {
        String body = "{\"model\":\"tiny\",\"stream\":true,\"max_tokens\":900,\"messages\":"
                + "[{\"role\":\"user\",\"content\":\"a\"}]}";
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream()
                        .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                        + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.UTF_8));
                assertEquals('H', socket.getInputStream().read());
            }
        }
        ChatCompletion completion =
                client.chat().completions().create(chat().n(4).build());
        assertEquals(48, completion.usage().orElseThrow().completionTokens());
    }
}
