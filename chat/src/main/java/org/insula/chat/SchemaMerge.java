package org.insula.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes one schema of two that both have to hold. */
final class SchemaMerge {
    private static final int MOST_STEPS = 20_000;

    private final UnaryOperator<JsonNode> resolver;
    private int steps;

    /** @param resolver gives what a schema refers to, or the schema itself */
    SchemaMerge(UnaryOperator<JsonNode> resolver) {
        this.resolver = resolver;
    }

    /** A schema that allows what both allow, or less; {@code false} if they exclude each other. */
    JsonNode both(JsonNode first, JsonNode second) {
        if (++steps > MOST_STEPS) {
            throw new ChatException("The schema's parts have to be joined more than " + MOST_STEPS
                    + " times; use fewer allOf and anyOf inside one another.");
        }
        JsonNode a = resolver.apply(first);
        JsonNode b = resolver.apply(second);
        if (a.isBoolean()) {
            return a.booleanValue() ? b : a;
        }
        if (b.isBoolean()) {
            return b.booleanValue() ? a : b;
        }
        if (!(a instanceof ObjectNode left) || !(b instanceof ObjectNode right)) {
            throw new ChatException("A part of the schema is neither an object nor a boolean; give schemas.");
        }
        return objects(left, right);
    }

    private JsonNode objects(ObjectNode a, ObjectNode b) {
        ObjectNode all = a.deepCopy();
        closed(a, b, all);
        for (var field : b.properties()) {
            String keyword = field.getKey();
            JsonNode mine = a.get(keyword);
            JsonNode other = field.getValue();
            if (keyword.equals("properties")) {
                continue; // joined above
            }
            if (mine == null) {
                all.set(keyword, other);
                continue;
            }
            JsonNode joined = joined(keyword, mine, other);
            if (joined == null) {
                return BooleanNode.FALSE;
            }
            all.set(keyword, joined);
        }
        return all;
    }

    /** Properties of both; a name that one of them does not know is subject to its additionalProperties. */
    private void closed(ObjectNode a, ObjectNode b, ObjectNode all) {
        if (!a.has("properties") && !b.has("properties")) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        a.path("properties").fieldNames().forEachRemaining(names::add);
        b.path("properties").fieldNames().forEachRemaining(names::add);
        ObjectNode properties = all.putObject("properties");
        for (String name : names) {
            properties.set(name, both(property(a, name), property(b, name)));
        }
    }

    private static JsonNode property(ObjectNode schema, String name) {
        JsonNode known = schema.path("properties").get(name);
        return known != null
                ? known
                : schema.has("additionalProperties") ? schema.get("additionalProperties") : BooleanNode.TRUE;
    }

    /** Null if nothing can satisfy both. */
    private JsonNode joined(String keyword, JsonNode a, JsonNode b) {
        return switch (keyword) {
            case "type" -> types(a, b);
            case "required", "allOf" -> union(a, b);
            case "minimum", "exclusiveMinimum", "minItems", "minLength", "minProperties" -> greater(a, b) ? a : b;
            case "maximum", "exclusiveMaximum", "maxItems", "maxLength", "maxProperties" -> greater(a, b) ? b : a;
            case "items", "additionalProperties" -> both(a, b);
            case "prefixItems" -> pairwise(a, b);
            case "enum" -> common(a, b);
            case "const" -> a.equals(b) ? a : null;
            case "anyOf" -> product(a, b);
            case "nullable" -> BooleanNode.valueOf(a.asBoolean() && b.asBoolean());
            default -> {
                if (SchemaKeywords.isRemark(keyword) || a.equals(b)) {
                    yield a;
                }
                throw new ChatException("The schema gives '" + keyword
                        + "' twice for one value, and a grammar cannot follow both; join them into one.");
            }
        };
    }

    private static boolean greater(JsonNode a, JsonNode b) {
        if (!a.isNumber() || !b.isNumber()) {
            throw new ChatException("A bound of the schema is not a number; give one.");
        }
        return a.decimalValue().compareTo(b.decimalValue()) > 0;
    }

    private static ArrayNode list(JsonNode value) {
        return value instanceof ArrayNode array
                ? array
                : JsonNodeFactory.instance.arrayNode().add(value);
    }

    private static JsonNode types(JsonNode a, JsonNode b) {
        ArrayNode common = JsonNodeFactory.instance.arrayNode();
        for (JsonNode mine : list(a)) {
            for (JsonNode other : list(b)) {
                boolean narrower =
                        mine.asText().equals("integer") && other.asText().equals("number");
                boolean wider = mine.asText().equals("number") && other.asText().equals("integer");
                if (mine.equals(other) || narrower || wider) {
                    common.add(wider ? other : mine);
                }
            }
        }
        return common.isEmpty() ? null : common;
    }

    private static JsonNode union(JsonNode a, JsonNode b) {
        Set<JsonNode> all = new LinkedHashSet<>();
        list(a).forEach(all::add);
        list(b).forEach(all::add);
        return JsonNodeFactory.instance.arrayNode().addAll(all);
    }

    private static JsonNode common(JsonNode a, JsonNode b) {
        ArrayNode common = JsonNodeFactory.instance.arrayNode();
        Set<JsonNode> others = new LinkedHashSet<>();
        list(b).forEach(others::add);
        list(a).forEach(value -> {
            if (others.contains(value)) {
                common.add(value);
            }
        });
        return common.isEmpty() ? null : common;
    }

    private JsonNode pairwise(JsonNode a, JsonNode b) {
        ArrayNode joined = JsonNodeFactory.instance.arrayNode();
        Iterator<JsonNode> others = list(b).iterator();
        for (JsonNode mine : list(a)) {
            joined.add(others.hasNext() ? both(mine, others.next()) : mine);
        }
        others.forEachRemaining(joined::add);
        return joined;
    }

    private JsonNode product(JsonNode a, JsonNode b) {
        ArrayNode products = JsonNodeFactory.instance.arrayNode();
        for (JsonNode mine : list(a)) {
            for (JsonNode other : list(b)) {
                products.add(both(mine, other));
            }
        }
        return products;
    }
}
