package org.insula.server.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.insula.host.SentenceEmbedding;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Json;

/** What {@code POST /v1/embeddings} answers. */
final class EmbeddingsResponse {
    private EmbeddingsResponse() {}

    /** @throws BadRequest if fewer or more dimensions are wanted than there are */
    static byte[] of(EmbeddingsRequest request, List<SentenceEmbedding> embeddings) throws IOException {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(8_192);
                JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            for (int i = 0; i < embeddings.size(); i++) {
                json.writeStartObject();
                json.writeStringField("object", "embedding");
                json.writeNumberField("index", i);
                json.writeFieldName("embedding");
                vector(json, request, embeddings.get(i).vector().toArray());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("model", request.model());
            int tokens = embeddings.stream().mapToInt(SentenceEmbedding::tokens).sum();
            json.writeObjectFieldStart("usage");
            json.writeNumberField("prompt_tokens", tokens);
            json.writeNumberField("total_tokens", tokens);
            json.writeEndObject();
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        }
    }

    private static void vector(JsonGenerator json, EmbeddingsRequest request, float[] whole) throws IOException {
        float[] vector = shortened(whole, request.dimensions().orElse(whole.length));
        if (request.base64()) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            json.writeString(Base64.getEncoder().encodeToString(bytes.array()));
            return;
        }
        json.writeStartArray();
        for (float value : vector) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }

    /** The first numbers, brought to length one again. */
    static float[] shortened(float[] whole, int dimensions) {
        if (dimensions < 1 || dimensions > whole.length) {
            throw new BadRequest(
                    "dimensions is " + dimensions + "; give a number from 1 to " + whole.length + ".", "dimensions");
        }
        if (dimensions == whole.length) {
            return whole;
        }
        float[] first = Arrays.copyOf(whole, dimensions);
        double square = 0;
        for (float value : first) {
            square += value * (double) value;
        }
        for (int i = 0; i < first.length; i++) {
            first[i] = (float) (square > 0 ? first[i] / Math.sqrt(square) : 0);
        }
        return first;
    }
}
