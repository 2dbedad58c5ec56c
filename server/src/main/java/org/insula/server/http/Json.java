package org.insula.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.OutputStream;

/** JSON in and out, with limits against hostile input. */
public final class Json {
    private static final int MOST_DEPTH = 32;

    /** Reads and writes numbers the quick way; names are not interned. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE) // the body is bounded
                    .maxNumberLength(100)
                    .build())
            .build();

    private static final ObjectMapper MAPPER =
            new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int FEW_TOKENS = 100_000;
    private static final ObjectMapper SMALL = new ObjectMapper(FACTORY.rebuild()
                    .streamReadConstraints(FACTORY.streamReadConstraints()
                            .rebuild()
                            .maxTokenCount(FEW_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /**
     * A whole document as a tree, of few but perhaps long values.
     *
     * @param expected ends the sentence that says what to do
     * @throws BadRequest if it is not JSON, or has more than 100,000 tokens
     */
    public static JsonNode small(byte[] bytes, String expected) throws IOException {
        try {
            return SMALL.readTree(bytes);
        } catch (JsonProcessingException | CharConversionException e) {
            throw malformed(e, expected);
        }
    }

    /**
     * A whole document as a tree.
     *
     * @param expected ends the sentence that says what to do
     * @throws BadRequest if it is not JSON
     */
    public static JsonNode tree(byte[] bytes, String expected) throws IOException {
        try {
            return MAPPER.readTree(bytes);
        } catch (JsonProcessingException | CharConversionException e) {
            throw malformed(e, expected);
        }
    }

    /** What is said of a body that is not JSON, or not in a coding of Unicode. */
    public static BadRequest malformed(IOException e, String expected) {
        return new BadRequest("The body is not JSON (" + reason(e) + "); " + expected);
    }

    private static String reason(IOException e) {
        return e instanceof JsonProcessingException syntax ? syntax.getOriginalMessage() : e.getMessage();
    }

    public static byte[] bytes(JsonNode json) throws IOException {
        return MAPPER.writeValueAsBytes(json);
    }

    /** Answers with a document. */
    public static void write(Context context, JsonNode json) throws IOException {
        write(context, bytes(json), "application/json");
    }

    /** Answers with bytes, past the copies that the framework makes of a result. */
    public static void write(Context context, byte[] bytes, String type) throws IOException {
        context.res().setContentType(type);
        context.res().setContentLength(bytes.length);
        try (OutputStream out = context.res().getOutputStream()) {
            out.write(bytes);
        }
    }
}
