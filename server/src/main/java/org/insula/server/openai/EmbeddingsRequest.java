package org.insula.server.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Json;

/**
 * What {@code POST /v1/embeddings} asks.
 *
 * @param model whose encoder
 * @param input the texts, from 1 to 2048, none empty
 * @param base64 whether vectors are wanted as base64 of little-endian floats, not as numbers
 * @param dimensions how many of the first numbers are wanted, if not all
 */
record EmbeddingsRequest(String model, List<String> input, boolean base64, OptionalInt dimensions) {
    static final int MOST_INPUTS = 2_048;

    private static final String EXPECTED = "send {\"model\": \"…\", \"input\": \"…\"}.";

    /** What was read so far. */
    private static final class Draft {
        String model;
        List<String> input;
        boolean base64;
        OptionalInt dimensions = OptionalInt.empty();
    }

    /** @throws BadRequest if it is none, or gives tokens for texts */
    static EmbeddingsRequest read(byte[] body) throws IOException {
        Draft draft = new Draft();
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "The body is not an object; " + EXPECTED, null);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                field(json, draft);
            }
            require(json.nextToken() == null, "The JSON goes on behind the request; send one object.", null);
        } catch (JsonProcessingException | CharConversionException e) {
            throw Json.malformed(e, EXPECTED);
        }
        require(draft.model != null, "There is no model; " + EXPECTED, "model");
        require(draft.input != null, "There is no input; " + EXPECTED, "input");
        return new EmbeddingsRequest(draft.model, draft.input, draft.base64, draft.dimensions);
    }

    private static void field(JsonParser json, Draft draft) throws IOException {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        switch (field) {
            case "model" -> {
                require(value == JsonToken.VALUE_STRING, "The model is not a string; " + EXPECTED, field);
                draft.model = json.getText();
            }
            case "input" -> draft.input = input(json);
            case "encoding_format" -> {
                String format = json.getText();
                require(
                        format.equals("float") || format.equals("base64"),
                        "encoding_format is '" + format + "'; give float or base64.",
                        field);
                draft.base64 = format.equals("base64");
            }
            case "dimensions" -> {
                require(value == JsonToken.VALUE_NUMBER_INT, "dimensions is not a whole number; give one.", field);
                draft.dimensions = OptionalInt.of(json.getIntValue());
            }
            default -> json.skipChildren();
        }
    }

    private static List<String> input(JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            texts.add(text(json));
            return texts;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(json));
            require(
                    texts.size() <= MOST_INPUTS,
                    "The input has more than " + MOST_INPUTS + " texts; send fewer at once.",
                    "input");
        }
        require(!texts.isEmpty(), "The input is an empty array; give at least one text.", "input");
        return texts;
    }

    private static String text(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        require(
                token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.START_ARRAY,
                "The input holds tokens, whose numbers mean something to their own tokenizer only; give texts.",
                "input");
        require(
                token == JsonToken.VALUE_STRING,
                "The input is neither a string nor an array of strings; give texts.",
                "input");
        String text = json.getText();
        require(!text.isBlank(), "The input holds an empty string; give at least one word.", "input");
        return text;
    }

    private static void require(boolean fits, String message, String part) {
        if (!fits) {
            throw new BadRequest(message, part);
        }
    }
}
