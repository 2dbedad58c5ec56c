package org.insula.chat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What {@code $ref} leads to inside one document, and which of them lead back to themselves. */
final class SchemaReferences {
    private static final int MOST_HOPS = 50;

    private final JsonNode root;
    private final Map<String, Boolean> recursive = new HashMap<>();

    SchemaReferences(JsonNode root) {
        this.root = root;
    }

    /** @throws ChatException if it leads nowhere or out of the document */
    JsonNode target(String reference) {
        if (!reference.startsWith("#")) {
            throw new ChatException("The schema refers to '" + reference
                    + "', which is not inside it; put the schema under $defs and refer to '#/$defs/…'.");
        }
        JsonNode found;
        try {
            String pointer = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            found = root.at(JsonPointer.compile(pointer));
        } catch (IllegalArgumentException e) {
            throw new ChatException(
                    "The schema refers to '" + reference + "', which is no JSON Pointer; write '#/$defs/…'.", e);
        }
        if (found.isMissingNode()) {
            throw new ChatException(
                    "The schema refers to '" + reference + "', which is not there; add it or correct the name.");
        }
        return found;
    }

    /** Follows a schema that is nothing but a reference. */
    JsonNode resolved(JsonNode schema) {
        JsonNode at = schema;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            if (!(at instanceof ObjectNode object)
                    || !object.path("$ref").isTextual()
                    || SchemaKeywords.saysMoreThan(object, "$ref")) {
                return at;
            }
            at = target(object.get("$ref").textValue());
        }
        throw new ChatException("The schema's references lead in a circle; let one of them hold a schema.");
    }

    /** Whether what is referred to contains itself. */
    boolean isRecursive(String reference) {
        return recursive.computeIfAbsent(reference, start -> {
            Set<String> seen = new HashSet<>();
            Set<String> next = new LinkedHashSet<>();
            collect(target(start), next);
            while (!next.isEmpty()) {
                String each = next.iterator().next();
                next.remove(each);
                if (each.equals(start)) {
                    return true;
                }
                if (seen.add(each)) {
                    collect(target(each), next);
                }
            }
            return false;
        });
    }

    private static void collect(JsonNode node, Set<String> references) {
        JsonNode reference = node.path("$ref");
        if (reference.isTextual()) {
            references.add(reference.textValue());
        }
        node.properties().stream()
                .filter(field ->
                        !field.getKey().equals("$defs") && !field.getKey().equals("definitions"))
                .forEach(field -> collect(field.getValue(), references));
        if (node.isArray()) {
            node.forEach(child -> collect(child, references));
        }
    }
}
