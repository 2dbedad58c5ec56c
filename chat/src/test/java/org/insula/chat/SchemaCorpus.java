package org.insula.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Makes schemas of every kind that grammars know. */
final class SchemaCorpus {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> FORMATS =
            List.of("date", "time", "date-time", "duration", "uuid", "hostname", "ipv4", "ipv6", "uri");
    private static final List<String> PATTERNS = List.of(
            "^[a-z]{2,5}$",
            "^(foo|bar)-\\d+$",
            "^[^\"\\\\]*$",
            "^\\w+@\\w+\\.(com|org)$",
            "^(\\(\\d{3}\\))?\\d{3}-\\d{4}$",
            "^[\"\\\\\\n\\t]{1,4}$",
            "^.{3}$",
            "^\\S+(\\s\\S+)?$",
            "^[\\u00e0-\\u00ff]+?$",
            "^$",
            "^(?:a|b(?:c|d)*)+$",
            "^[A-Z][\\w.-]*[^\\d]$");

    private final Random random;

    SchemaCorpus(long seed) {
        this.random = new Random(seed);
    }

    /** An object with definitions, one of which contains itself. */
    ObjectNode next() {
        ObjectNode schema = random.nextInt(5) == 0 ? (ObjectNode) any(3) : object(3);
        ObjectNode definitions = schema.putObject("$defs");
        ObjectNode tree = definitions.putObject("tree").put("type", "object");
        tree.putObject("properties").putObject("value").put("type", "integer");
        ((ObjectNode) tree.path("properties"))
                .putObject("children")
                .put("type", "array")
                .putObject("items")
                .put("$ref", "#/$defs/tree");
        tree.putArray("required").add("value").add("children");
        tree.put("additionalProperties", false);
        definitions.putObject("code").put("type", "string").put("pattern", "^[A-F]{1,3}$");
        return schema;
    }

    private JsonNode any(int depth) {
        int kind = random.nextInt(depth > 0 ? 13 : 8);
        return switch (kind) {
            case 0 -> string();
            case 1, 2 -> number(random.nextBoolean() ? "integer" : "number");
            case 3 -> NODES.objectNode().put("type", "boolean");
            case 4 -> values();
            case 5 -> NODES.objectNode().put("$ref", random.nextInt(3) == 0 ? "#/$defs/tree" : "#/$defs/code");
            case 6 -> types();
            case 7 -> string();
            case 8 -> array(depth - 1);
            case 9 -> either(depth - 1);
            case 10 -> all(depth - 1);
            case 11 -> tagged(depth - 1);
            default -> object(depth - 1);
        };
    }

    private ObjectNode string() {
        ObjectNode schema = NODES.objectNode().put("type", "string");
        switch (random.nextInt(4)) {
            case 0 -> schema.put("format", FORMATS.get(random.nextInt(FORMATS.size())));
            case 1 -> schema.put("pattern", PATTERNS.get(random.nextInt(PATTERNS.size())));
            case 2 -> {
                int least = random.nextInt(20);
                schema.put("minLength", least)
                        .put("maxLength", least + random.nextInt(random.nextBoolean() ? 5 : 3_000));
            }
            default -> schema.put("description", "free \"text\"");
        }
        return schema;
    }

    private ObjectNode number(String type) {
        ObjectNode schema = NODES.objectNode().put("type", type);
        double scale = Math.pow(10, random.nextInt(7) - (type.equals("integer") ? 0 : 3));
        long low = random.nextInt(2_001) - 1_000;
        long high = low + 2 + random.nextInt(1_500);
        boolean whole = type.equals("integer");
        if (random.nextBoolean()) {
            String name = random.nextBoolean() ? "minimum" : "exclusiveMinimum";
            set(schema, name, low * scale, whole);
        }
        if (random.nextBoolean()) {
            String name = random.nextBoolean() ? "maximum" : "exclusiveMaximum";
            set(schema, name, high * scale, whole);
        }
        return schema;
    }

    private static void set(ObjectNode schema, String name, double value, boolean whole) {
        if (whole) {
            schema.put(name, Math.round(value));
        } else {
            schema.put(name, Math.rint(value * 10_000) / 10_000);
        }
    }

    private ObjectNode values() {
        ObjectNode schema = NODES.objectNode();
        if (random.nextBoolean()) {
            return schema.put("const", "one \"quoted\" \\ \n é");
        }
        ArrayNode values =
                schema.putArray("enum").add("a").add(1).add(2.5).add(true).addNull();
        values.addObject().put("b", 1).putArray("c").add("d");
        if (random.nextBoolean()) {
            schema.put("type", "string");
        }
        return schema;
    }

    private ObjectNode types() {
        ObjectNode schema = NODES.objectNode();
        schema.putArray("type").add("string").add("null").add("integer");
        schema.put("minimum", 3).put("maxLength", 9);
        return schema;
    }

    private ObjectNode array(int depth) {
        ObjectNode schema = NODES.objectNode().put("type", "array");
        if (random.nextInt(3) == 0) {
            schema.putArray("prefixItems").add(any(depth)).add(any(depth));
            if (random.nextBoolean()) {
                schema.put("items", false);
            }
            return schema;
        }
        schema.set("items", any(depth));
        int least = random.nextInt(4);
        if (random.nextBoolean()) {
            schema.put("minItems", least);
        }
        if (random.nextBoolean()) {
            schema.put("maxItems", least + random.nextInt(3));
        }
        return schema;
    }

    private ObjectNode either(int depth) {
        ObjectNode schema = NODES.objectNode();
        schema.putArray("anyOf").add(any(depth)).add(any(depth)).addObject().put("type", "null");
        return schema;
    }

    private ObjectNode all(int depth) {
        ObjectNode schema = NODES.objectNode();
        ObjectNode first = NODES.objectNode().put("type", "object");
        ((ObjectNode) first.putObject("properties")).set("left", any(depth));
        first.putArray("required").add("left");
        ObjectNode second = NODES.objectNode().put("type", "object");
        ((ObjectNode) second.putObject("properties")).set("right", any(depth));
        if (random.nextBoolean()) {
            second.putArray("required").add("right");
        }
        schema.putArray("allOf").add(first).add(second);
        return schema;
    }

    /** Alternatives that a constant tells apart. */
    private ObjectNode tagged(int depth) {
        ObjectNode schema = NODES.objectNode();
        ArrayNode alternatives = schema.putArray("oneOf");
        for (String kind : List.of("circle", "square")) {
            ObjectNode each = alternatives.addObject().put("type", "object");
            ObjectNode properties = each.putObject("properties");
            properties.putObject("kind").put("const", kind);
            properties.set("size", any(depth));
            each.putArray("required").add("kind");
        }
        return schema;
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = NODES.objectNode().put("type", "object").put("title", "Thing");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        List<String> names = List.of("name", "na", "name two", "größe", "a\"b", "", "list");
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String name = names.get(random.nextInt(names.size()));
            properties.set(name, any(depth));
            if (random.nextBoolean()) {
                required.add(name);
            }
        }
        schema.set("required", required);
        switch (random.nextInt(4)) {
            case 0 -> schema.put("additionalProperties", true);
            case 1 -> schema.set("additionalProperties", any(0));
            default -> schema.put("additionalProperties", false);
        }
        return schema;
    }
}
