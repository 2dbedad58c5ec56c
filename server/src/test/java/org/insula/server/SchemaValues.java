package org.insula.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;

/** Values that a JSON schema allows, and such as differ from these in one place that it does not. */
final class SchemaValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEP = 5;
    private static final List<String> LETTERS = List.of(
            "a",
            "b",
            "ä",
            "ß",
            "\u4e2d",
            "\ud83c\udfb5",
            "e\u0301",
            " ",
            "'",
            "\"",
            "<",
            "&",
            "\\",
            "0",
            "-",
            ".",
            "_",
            "\u202e",
            "A",
            "z");

    private final JsonNode document;
    private final RandomGenerator random;

    /** @param document in which references are looked up */
    SchemaValues(JsonNode document, RandomGenerator random) {
        this.document = document;
        this.random = random;
    }

    JsonNode resolved(JsonNode schema) {
        return schema.has("$ref")
                ? resolved(document.at(schema.path("$ref").asText().substring(1)))
                : schema;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return any(list(type)).asText();
        }
        return schema.has("properties") ? "object" : type.asText();
    }

    /** Something that the schema allows; formats and patterns only where they are known here. */
    JsonNode allowed(JsonNode given) {
        return allowed(given, 0);
    }

    private JsonNode allowed(JsonNode given, int depth) {
        JsonNode schema = resolved(given);
        for (String choice : List.of("oneOf", "anyOf", "enum", "examples")) {
            if (schema.has(choice)) {
                JsonNode chosen = any(list(schema.path(choice)));
                return choice.endsWith("Of") ? allowed(chosen, depth) : chosen;
            }
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> JSON.numberNode(whole(schema));
            case "number" -> JSON.numberNode(random.nextDouble(-1e6, 1e6));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            case "string" -> JSON.textNode(text(schema));
            default -> depth > DEEP ? JSON.nullNode() : anything();
        };
    }

    private JsonNode anything() {
        return any(List.of(
                JSON.textNode("text"),
                JSON.numberNode(1),
                JSON.booleanNode(true),
                JSON.objectNode(),
                JSON.arrayNode()));
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean required = requires(schema, property.getKey());
            if (required || (depth < DEEP && random.nextInt(3) > 0)) {
                object.set(property.getKey(), allowed(property.getValue(), depth + 1));
            }
        }
        if (random.nextInt(8) == 0) {
            object.set("unheard of", anything());
        }
        return object;
    }

    private static boolean requires(JsonNode schema, String name) {
        return list(schema.path("required")).stream()
                .anyMatch(required -> required.asText().equals(name));
    }

    private ArrayNode array(JsonNode schema, int depth) {
        int least = schema.path("minItems").asInt(0);
        int most = Math.min(schema.path("maxItems").asInt(3), least + 3);
        ArrayNode array = JSON.arrayNode();
        for (int n = random.nextInt(least, most + 1); n > 0; n--) {
            array.add(allowed(schema.path("items"), depth + 1));
        }
        return array;
    }

    private long whole(JsonNode schema) {
        long least = schema.path("minimum").asLong(-1_000);
        long most = schema.path("maximum").asLong(Math.max(least, 100_000));
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> random.nextLong(least, most == Long.MAX_VALUE ? most : most + 1);
        };
    }

    private String text(JsonNode schema) {
        switch (schema.path("format").asText()) {
            case "date-time" -> {
                return any(List.of("2027-01-31T12:00:00Z", "1970-01-01T00:00:00Z", "2026-11-23T10:00:30.123Z"));
            }
            default -> {
                return schema.has("pattern") ? matching(schema.path("pattern").asText()) : free(schema);
            }
        }
    }

    private String matching(String pattern) {
        return switch (pattern) {
            case "^(\\*|\"[0-9]{1,18}\")$" -> any(List.of("*", "\"1\"", "\"999999999999999999\""));
            case "^[0-9a-f]{64}$" -> "0123456789abcdef".repeat(4);
            default -> any(List.of("1", "12", "a1"));
        };
    }

    private String free(JsonNode schema) {
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(40);
        int length = random.nextInt(6) == 0 ? most : random.nextInt(least, Math.min(most, least + 12) + 1);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(any(LETTERS));
        }
        return text.length() > most ? text.substring(0, most).replaceAll("[\ud800-\udfff]", "x") : text.toString();
    }

    /** Something of another type, beyond a bound or not among what may be; empty where the schema allows everything. */
    Optional<JsonNode> forbidden(JsonNode given) {
        JsonNode schema = resolved(given);
        List<JsonNode> wrong = new ArrayList<>();
        if (schema.has("enum") || schema.has("const")) {
            wrong.add(JSON.textNode("none of these"));
            wrong.add(JSON.numberNode(17));
        }
        List<String> types = types(schema);
        if (!types.isEmpty()) {
            addOfOtherTypes(types, wrong);
        }
        if (schema.has("minimum")) {
            wrong.add(JSON.numberNode(schema.path("minimum").asLong() - 1));
        }
        if (schema.has("maximum")) {
            wrong.add(JSON.numberNode(schema.path("maximum").asLong() + 1));
        }
        if (schema.has("maxLength")) {
            wrong.add(JSON.textNode("x".repeat(schema.path("maxLength").asInt() + 1)));
        }
        if (schema.path("minLength").asInt() > 0) {
            wrong.add(JSON.textNode(""));
        }
        if (schema.has("pattern") || schema.has("format")) {
            wrong.add(JSON.textNode("not like this"));
        }
        return wrong.isEmpty() ? Optional.empty() : Optional.of(any(wrong));
    }

    private List<String> types(JsonNode schema) {
        if (schema.has("oneOf")) {
            return list(schema.path("oneOf")).stream()
                    .flatMap(choice -> types(resolved(choice)).stream())
                    .toList();
        }
        JsonNode type = schema.path("type");
        return type.isArray()
                ? list(type).stream().map(JsonNode::asText).toList()
                : type.isTextual() ? List.of(type.asText()) : List.of();
    }

    private static void addOfOtherTypes(List<String> types, List<JsonNode> wrong) {
        if (!types.contains("string")) {
            wrong.add(JSON.textNode("a string"));
        }
        if (!types.contains("object")) {
            wrong.add(JSON.objectNode().put("an", "object"));
        }
        if (!types.contains("array")) {
            wrong.add(JSON.arrayNode().add(JSON.arrayNode()));
        }
        if (!types.contains("integer") && !types.contains("number")) {
            wrong.add(JSON.numberNode(7));
        }
        if (!types.contains("boolean")) {
            wrong.add(JSON.booleanNode(true));
        }
        if (types.contains("integer") && !types.contains("number")) {
            wrong.add(JSON.numberNode(1.5));
        }
    }

    /** An allowed object with one property forbidden, or one that is required left out. */
    Optional<JsonNode> broken(JsonNode given) {
        JsonNode schema = resolved(given);
        if (!type(schema).equals("object")) {
            return forbidden(schema);
        }
        List<Map.Entry<String, JsonNode>> properties =
                List.copyOf(schema.path("properties").properties());
        ObjectNode object = object(schema, 0);
        List<JsonNode> required = list(schema.path("required"));
        if (properties.isEmpty() || (!required.isEmpty() && random.nextInt(4) == 0)) {
            return required.isEmpty()
                    ? Optional.of(JSON.arrayNode())
                    : Optional.of(object.without(any(required).asText()));
        }
        Map.Entry<String, JsonNode> property = any(properties);
        JsonNode of = resolved(property.getValue());
        Optional<JsonNode> wrong = type(of).equals("object") && random.nextBoolean() ? broken(of) : forbidden(of);
        return wrong.map(value -> object.set(property.getKey(), value));
    }
}
