package org.insula.chat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a model may write, in the notation of llama.cpp: everything that follows it is JSON, fits its schema and comes to an
 * end. A property's position is that in the schema; what a schema leaves open ends where {@link GrammarOptions} say. Where
 * a schema allows properties without naming them, an object with named properties has no others unless
 * {@code additionalProperties} is given.
 *
 * @param gbnf the rules, beginning with {@code root}
 * @see <a href="https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md">GBNF</a>
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema 2020-12</a>
 */
public record Grammar(String gbnf) {
    /**
     * Values of a JSON Schema: types, properties, items, prefixItems, bounds of lengths, counts and numbers, enum, const,
     * anyOf, oneOf whose alternatives exclude each other, allOf, $ref within the document, patterns, and the formats date,
     * time, date-time, duration, uuid, email, hostname, ipv4, ipv6 and uri.
     *
     * @throws ChatException if the schema has a part that a grammar cannot follow, or allows nothing
     */
    public static Grammar ofSchema(JsonNode schema, GrammarOptions options) {
        Gbnf gbnf = new Gbnf();
        return new Grammar(gbnf.text(schemaRule(schema, gbnf, options)));
    }

    /** Any JSON object. */
    public static Grammar anyObject(GrammarOptions options) {
        Gbnf gbnf = new Gbnf();
        return new Grammar(gbnf.text(new JsonRules(gbnf, options).object(options.maxDepth())));
    }

    static String schemaRule(JsonNode schema, Gbnf gbnf, GrammarOptions options) {
        return new SchemaGrammar(schema, gbnf, options)
                .rule(schema)
                .orElseThrow(() -> new ChatException(
                        "The schema allows no value at all, or none that ends; loosen what contradicts itself."));
    }
}
