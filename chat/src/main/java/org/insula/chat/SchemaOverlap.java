package org.insula.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether two schemas can both hold for one value, which {@code oneOf} forbids and a grammar cannot check. */
final class SchemaOverlap {
    private final SchemaReferences references;

    SchemaOverlap(SchemaReferences references) {
        this.references = references;
    }

    /** @throws ChatException unless each two of them are seen to exclude each other */
    void refuseOverlap(List<JsonNode> branches, String where) {
        for (int i = 0; i < branches.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!apart(references.resolved(branches.get(i)), references.resolved(branches.get(j)))) {
                    throw new ChatException("The alternatives " + j + " and " + i + " of oneOf at " + where
                            + " may hold for one and the same value, which a grammar cannot rule out; use anyOf, or give each"
                            + " a required property with another const.");
                }
            }
        }
    }

    private boolean apart(JsonNode a, JsonNode b) {
        if (!(a instanceof ObjectNode left) || !(b instanceof ObjectNode right)) {
            return a.isBoolean() && !a.booleanValue() || b.isBoolean() && !b.booleanValue();
        }
        Optional<Set<JsonNode>> mine = values(left);
        Optional<Set<JsonNode>> others = values(right);
        if (mine.isPresent() && others.isPresent()) {
            return mine.get().stream().noneMatch(others.get()::contains);
        }
        if (mine.isPresent() || others.isPresent()) {
            Set<String> types = kinds(mine.isPresent() ? right : left);
            return mine.or(() -> others).get().stream()
                    .noneMatch(value -> types.stream().anyMatch(type -> SchemaKeywords.isOfType(value, type)));
        }
        Set<String> common = kinds(left);
        common.retainAll(kinds(right));
        return common.isEmpty() || common.equals(Set.of("object")) && toldApart(left, right);
    }

    private static Set<String> kinds(ObjectNode schema) {
        Set<String> kinds = new HashSet<>();
        if (schema.has("$ref") || schema.has("anyOf") || schema.has("oneOf") || schema.has("allOf")) {
            kinds.addAll(SchemaKeywords.TYPES);
        }
        kinds.addAll(SchemaKeywords.types(schema, "oneOf"));
        if (kinds.contains("number")) {
            kinds.add("integer");
        }
        return kinds;
    }

    private static Optional<Set<JsonNode>> values(ObjectNode schema) {
        Set<JsonNode> values = new HashSet<>();
        if (schema.has("const")) {
            values.add(schema.get("const"));
        } else if (schema.path("enum").isArray()) {
            schema.get("enum").forEach(values::add);
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    /** By a property that both require, with other values; or one that one requires and the other forbids. */
    private boolean toldApart(ObjectNode a, ObjectNode b) {
        Set<String> mine = required(a);
        Set<String> others = required(b);
        for (String name : mine) {
            JsonNode left = references.resolved(a.path("properties").path(name));
            JsonNode right = references.resolved(b.path("properties").path(name));
            if (others.contains(name) && !left.isMissingNode() && !right.isMissingNode() && apart(left, right)) {
                return true;
            }
        }
        return mine.stream().anyMatch(name -> forbids(b, name))
                || others.stream().anyMatch(name -> forbids(a, name));
    }

    /** A schema that names its properties and no others is written that way by the grammar, too. */
    private static boolean forbids(ObjectNode schema, String name) {
        JsonNode others = schema.path("additionalProperties");
        return others.isBoolean()
                && !others.booleanValue()
                && !schema.path("properties").has(name);
    }

    private static Set<String> required(ObjectNode schema) {
        Set<String> names = new HashSet<>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }
}
