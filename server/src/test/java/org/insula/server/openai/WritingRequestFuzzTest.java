package org.insula.server.openai;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.insula.chat.ChatException;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked of a language model is a request or refused with a sentence, in all three interfaces. */
class WritingRequestFuzzTest {
    @FuzzTest
    void anyBodyIsARequestOrRefused(byte[] body) throws IOException {
        JsonNode json;
        try {
            json = Json.tree(body, "send an object.");
        } catch (BadRequest e) {
            return;
        }
        if (json != null && json.isObject()) {
            refusedOrRead(() -> ChatRequest.chat(json, () -> 1));
            refusedOrRead(() -> ResponseRequest.read(json, () -> 1));
            refusedOrRead(() -> CompletionRequest.read(json, () -> 1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"a\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"x\",\"function\":{\"name\":7}}]}]}",
                "{\"model\":\"a\",\"messages\":[7],\"input\":[7],\"prompt\":[[7.5]]}",
                "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":null}],\"input\":[{\"type\":null}],\"prompt\":[]}",
                "{\"model\":\"a\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a b\"},\"name\":\"a b\"}],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"input\":\"a\",\"prompt\":\"a\",\"n\":1e9}",
                "{\"model\":\"a\",\"prompt\":\"a\",\"input\":\"a\",\"logit_bias\":[1],\"stop\":{},\"stream_options\":7}",
            })
    void strangeBodies(String body) throws IOException {
        anyBodyIsARequestOrRefused(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void refusedOrRead(Runnable reading) {
        try {
            reading.run();
        } catch (BadRequest | ChatException e) {
            assertFalse(e.getMessage().isBlank());
        }
    }
}
