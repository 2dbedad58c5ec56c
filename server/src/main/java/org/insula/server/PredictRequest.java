package org.insula.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Body;
import org.insula.server.http.Json;

/**
 * What a prediction is asked about, in whichever of the three forms it came: parts of a multipart body, one raw body, or
 * JSON with a text.
 *
 * @param inputs at least one
 * @param top how many guesses to list
 */
record PredictRequest(List<Input> inputs, int top) {
    private static final int MAX_TOP = 1_000;
    private static final String FORM = "multipart/form-data";

    /** One signal and what the caller named it. */
    record Input(String name, byte[] content) {}

    static PredictRequest of(Context context, int maxBodyBytes) throws IOException {
        int top = top(context.queryParam("top"));
        List<Input> inputs = switch (type(context)) {
            case FORM -> parts(body(context, maxBodyBytes), context.contentType());
            case "application/json" -> List.of(json(body(context, maxBodyBytes)));
            default -> List.of(new Input("body", body(context, maxBodyBytes)));
        };
        return new PredictRequest(inputs, top);
    }

    /** Files alone, at least one: those of a form, or the body as one. */
    static List<Input> files(Context context, int maxBodyBytes) throws IOException {
        byte[] body = body(context, maxBodyBytes);
        if (!type(context).equals(FORM)) {
            return List.of(new Input("body", body));
        }
        List<Input> files = Form.parse(body, context.contentType()).stream()
                .filter(part -> part.fileName() != null)
                .map(PredictRequest::file)
                .toList();
        if (files.isEmpty()) {
            throw new BadRequest("The form holds no file; send one, such as curl -F file=@song.mp3.");
        }
        return files;
    }

    private static String type(Context context) {
        String type = context.contentType();
        return type == null
                ? ""
                : type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    }

    private static Input file(Form.Part part) {
        return new Input(part.fileName().isEmpty() ? "file" : part.fileName(), part.content());
    }

    private static int top(String value) {
        if (value == null) {
            return Integer.MAX_VALUE;
        }
        try {
            int top = Integer.parseInt(value);
            if (top >= 1 && top <= MAX_TOP) {
                return top;
            }
        } catch (NumberFormatException e) {
            throw badTop(value);
        }
        throw badTop(value);
    }

    private static BadRequest badTop(String value) {
        return new BadRequest("top is '" + value + "'; give a number from 1 to " + MAX_TOP + ".");
    }

    private static List<Input> parts(byte[] body, String contentType) {
        List<Input> inputs = new ArrayList<>();
        for (Form.Part part : Form.parse(body, contentType)) {
            if (part.fileName() != null) {
                inputs.add(file(part));
            } else if (part.name().equals("text")) {
                inputs.add(new Input("text", part.content()));
            }
        }
        if (inputs.isEmpty()) {
            throw new BadRequest(
                    "The form holds neither a file nor a field 'text'; send one, such as curl -F file=@photo.jpg.");
        }
        return inputs;
    }

    private static Input json(byte[] body) throws IOException {
        JsonNode whole = Json.tree(body, "send {\"text\": \"…\"}.");
        if (whole.has("values")) {
            return new Input("body", body); // a time series is read by who knows series
        }
        JsonNode text = whole.path("text");
        if (!text.isTextual()) {
            throw new BadRequest("The JSON has no string 'text'; send {\"text\": \"…\"}.");
        }
        return new Input("text", text.textValue().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] body(Context context, int maxBodyBytes) throws IOException {
        byte[] body = Body.read(context, maxBodyBytes);
        if (body.length == 0) {
            throw new BadRequest(
                    "The body is empty; send the bytes of a file, a form with a file, or {\"text\": \"…\"}.");
        }
        return body;
    }
}
