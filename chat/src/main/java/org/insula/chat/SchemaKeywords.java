package org.insula.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which words of a JSON Schema a grammar can follow, which say nothing about values, and what each type knows. */
final class SchemaKeywords {
    static final List<String> TYPES = List.of("object", "array", "string", "number", "integer", "boolean", "null");

    static final Set<String> OF_OBJECTS =
            Set.of("properties", "required", "additionalProperties", "maxProperties", "minProperties");
    static final Set<String> OF_ARRAYS = Set.of("items", "prefixItems", "minItems", "maxItems");
    static final Set<String> OF_STRINGS = Set.of("minLength", "maxLength", "pattern", "format");
    static final Set<String> OF_NUMBERS =
            Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

    private static final Set<String> GENERAL =
            Set.of("type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref", "nullable");
    private static final Set<String> REMARKS = Set.of(
            "title",
            "description",
            "default",
            "examples",
            "example",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$schema",
            "$id",
            "$comment",
            "$defs",
            "definitions",
            "discriminator",
            "strict",
            "contentEncoding",
            "contentMediaType");
    /** Words that change nothing with this value. */
    private static final List<String> IDLE_WHEN_FALSE =
            List.of("uniqueItems", "unevaluatedProperties", "unevaluatedItems");

    private SchemaKeywords() {}

    static boolean isRemark(String keyword) {
        return REMARKS.contains(keyword) || keyword.startsWith("x-");
    }

    /** @throws ChatException naming the first word that cannot be followed */
    static void check(ObjectNode schema, String where) {
        for (var field : schema.properties()) {
            String keyword = field.getKey();
            boolean known = GENERAL.contains(keyword)
                    || OF_OBJECTS.contains(keyword)
                    || OF_ARRAYS.contains(keyword)
                    || OF_STRINGS.contains(keyword)
                    || OF_NUMBERS.contains(keyword)
                    || isRemark(keyword);
            boolean idle = IDLE_WHEN_FALSE.contains(keyword) && isFalse(field.getValue());
            if (!known && !idle) {
                throw new ChatException("The schema has '" + keyword + "' at " + where
                        + ", which a grammar cannot follow; leave it out or say it with other words.");
            }
        }
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }

    /** Whether it says anything about values beside these words. */
    static boolean saysMoreThan(ObjectNode schema, String... words) {
        Set<String> known = Set.of(words);
        return schema.properties().stream()
                .map(java.util.Map.Entry::getKey)
                .anyMatch(keyword ->
                        !isRemark(keyword) && !known.contains(keyword) && !IDLE_WHEN_FALSE.contains(keyword));
    }

    /**
     * The types that a schema allows: those it names, or those its other words speak of, or all.
     *
     * @throws ChatException if it names one that there is not
     */
    static Set<String> types(ObjectNode schema, String where) {
        Set<String> types = new LinkedHashSet<>();
        JsonNode named = schema.path("type");
        if (named.isTextual()) {
            types.add(named.textValue());
        } else if (named.isArray()) {
            named.forEach(type -> types.add(type.asText()));
        } else if (!named.isMissingNode()) {
            throw new ChatException("type at " + where + " is neither a string nor an array; give one of "
                    + String.join(", ", TYPES) + ".");
        }
        for (String type : types) {
            if (!TYPES.contains(type)) {
                throw new ChatException(
                        "type at " + where + " is '" + type + "'; give one of " + String.join(", ", TYPES) + ".");
            }
        }
        if (named.isMissingNode()) {
            types.addAll(spokenOf(schema));
        } else if (schema.path("nullable").asBoolean()) {
            types.add("null");
        }
        return types;
    }

    private static List<String> spokenOf(ObjectNode schema) {
        if (OF_OBJECTS.stream().anyMatch(schema::has)) {
            return List.of("object");
        }
        if (OF_ARRAYS.stream().anyMatch(schema::has)) {
            return List.of("array");
        }
        if (OF_STRINGS.stream().anyMatch(schema::has)) {
            return List.of("string");
        }
        return OF_NUMBERS.stream().anyMatch(schema::has) ? List.of("number") : TYPES;
    }

    static boolean isOfType(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" ->
                value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            case "boolean" -> value.isBoolean();
            default -> value.isNull();
        };
    }
}
