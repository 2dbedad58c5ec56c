package org.insula.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Body;
import org.insula.server.http.Json;

/** A JSON object that came as a body, field by field, each with a sentence where it is not what it should be. */
final class Fields {
    private static final int MOST_BYTES = 4_000_000;
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int MOST_ENTRIES = 10_000;

    private final JsonNode object;
    private final byte[] bytes;

    private Fields(JsonNode object, byte[] bytes) {
        this.object = object;
        this.bytes = bytes;
    }

    /** The body of a request; one that is empty has no fields. */
    static Fields of(Context context) throws IOException {
        return read(Body.read(context, MOST_BYTES));
    }

    /** @throws BadRequest if it is not a JSON object */
    static Fields read(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return new Fields(Json.tree("{}".getBytes(StandardCharsets.UTF_8), ""), bytes);
        }
        JsonNode tree = Json.tree(bytes, "send an object, such as {\"name\": \"doors\"}.");
        if (!tree.isObject()) {
            throw new BadRequest("The body is not a JSON object; send one, such as {\"name\": \"doors\"}.");
        }
        return new Fields(tree, bytes);
    }

    /** As they came. */
    byte[] bytes() {
        return bytes;
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    String text(String name) {
        return optionalText(name)
                .orElseThrow(() -> new BadRequest("The field '" + name + "' is missing; give it as a string."));
    }

    Optional<String> optionalText(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = object.get(name);
        if (!value.isTextual()) {
            throw new BadRequest("The field '" + name + "' is not a string; give it as one.");
        }
        return Optional.of(value.textValue());
    }

    Optional<Instant> optionalTime(String name) {
        return optionalText(name).map(text -> time(name, text));
    }

    static Instant time(String name, String text) {
        try {
            Instant time = Instant.parse(text);
            if (time.isBefore(Instant.EPOCH) || !time.isBefore(END)) {
                throw noTime(name, text);
            }
            return time;
        } catch (DateTimeParseException e) {
            throw noTime(name, text);
        }
    }

    private static BadRequest noTime(String name, String text) {
        return new BadRequest(
                "'" + name + "' is '" + text + "'; give a time from 1970 to 9999, such as 2027-01-31T12:00:00Z.");
    }

    long number(String name, long otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = object.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new BadRequest("The field '" + name + "' is not a whole number; give one.");
        }
        return value.longValue();
    }

    /** From 0 to 1. */
    double share(String name) {
        JsonNode value = object.path(name);
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
            throw new BadRequest("The field '" + name + "' is not a number from 0 to 1; give one.");
        }
        return value.doubleValue();
    }

    Fields within(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return new Fields(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(), bytes);
        }
        if (!value.isObject()) {
            throw new BadRequest("The field '" + name + "' is not an object; give it as one.");
        }
        return new Fields(value, bytes);
    }

    Optional<Set<String>> optionalTexts(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode value : array(name)) {
            if (!value.isTextual()) {
                throw new BadRequest("The field '" + name + "' holds something that is no string; give strings.");
            }
            texts.add(value.textValue());
        }
        return Optional.of(texts);
    }

    Iterable<JsonNode> array(String name) {
        JsonNode value = object.path(name);
        if (!value.isArray() || value.size() > MOST_ENTRIES) {
            throw new BadRequest(
                    "The field '" + name + "' is not a list of at most " + MOST_ENTRIES + "; give it as one.");
        }
        return value;
    }
}
