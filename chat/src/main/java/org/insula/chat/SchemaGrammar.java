package org.insula.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a JSON Schema into rules. A schema that contains itself is written out as often as the options say; where it goes on
 * deeper, it allows nothing, and so optional parts end there.
 */
final class SchemaGrammar {
    private static final int MOST_STEPS = 20_000;
    private static final int MOST_NESTED = 150;
    private static final int MOST_ALTERNATIVES = 5_000;
    private static final BigDecimal WIDE = new BigDecimal("999999999999999");

    private final GrammarOptions options;
    private final Gbnf gbnf;
    private final JsonRules json;
    private final SchemaReferences references;
    private final SchemaMerge merge;
    private final Map<String, Optional<String>> known = new HashMap<>();
    private int steps;
    private int nested;

    SchemaGrammar(JsonNode root, Gbnf gbnf, GrammarOptions options) {
        this.options = options;
        this.gbnf = gbnf;
        this.json = new JsonRules(gbnf, options);
        this.references = new SchemaReferences(root);
        this.merge = new SchemaMerge(references::resolved);
    }

    /** Where in the schema, and how often what contains itself was entered on the way. */
    private record Place(String path, int depth) {
        Place in(String part) {
            return new Place(path + "/" + part, depth);
        }
    }

    /** The name of the rule of everything that the schema allows; empty if it allows nothing. */
    Optional<String> rule(JsonNode schema) {
        return compile(schema, new Place("#", 0));
    }

    private Optional<String> compile(JsonNode schema, Place place) {
        if (++steps > MOST_STEPS) {
            throw new ChatException(
                    "The schema has more than " + MOST_STEPS + " parts, counting repeated ones; use a smaller one.");
        }
        if (++nested > MOST_NESTED) {
            throw new ChatException("The schema nests deeper than " + MOST_NESTED + "; use a flatter one.");
        }
        try {
            if (schema.isBoolean()) {
                return schema.booleanValue() ? Optional.of(json.value(options.maxDepth())) : Optional.empty();
            }
            if (!(schema instanceof ObjectNode object)) {
                throw new ChatException(
                        "The schema at " + place.path() + " is neither an object nor a boolean; give one.");
            }
            SchemaKeywords.check(object, place.path());
            return object(object, place);
        } finally {
            nested--;
        }
    }

    private Optional<String> object(ObjectNode schema, Place place) {
        if (schema.has("$ref")) {
            return reference(schema, place);
        }
        if (schema.has("allOf")) {
            return compile(joined(schema, place), place);
        }
        if (schema.has("anyOf") || schema.has("oneOf")) {
            return alternatives(schema, schema.has("anyOf") ? "anyOf" : "oneOf", place);
        }
        if (schema.has("enum") || schema.has("const")) {
            return values(schema, place);
        }
        List<String> kinds = new ArrayList<>();
        for (String type : SchemaKeywords.types(schema, place.path())) {
            typed(type, schema, place).ifPresent(kinds::add);
        }
        return kinds.isEmpty() ? Optional.empty() : Optional.of(gbnf.rule(hint(place), String.join(" | ", kinds)));
    }

    private static String hint(Place place) {
        return place.path().substring(place.path().lastIndexOf('/') + 1);
    }

    private Optional<String> reference(ObjectNode schema, Place place) {
        if (!schema.get("$ref").isTextual()) {
            throw new ChatException("$ref at " + place.path() + " is not a string; write '#/$defs/…'.");
        }
        String reference = schema.get("$ref").textValue();
        JsonNode target = references.target(reference);
        int depth = place.depth() + (references.isRecursive(reference) ? 1 : 0);
        if (depth > options.maxDepth()) {
            return Optional.empty();
        }
        Place there = new Place(reference, depth);
        if (SchemaKeywords.saysMoreThan(schema, "$ref")) {
            ObjectNode rest = schema.deepCopy();
            rest.remove("$ref");
            return compile(merge.both(target, rest), there);
        }
        String key = depth + " " + reference;
        Optional<String> before = known.get(key);
        if (before == null) {
            before = compile(target, there);
            known.put(key, before);
        }
        return before;
    }

    private JsonNode joined(ObjectNode schema, Place place) {
        ObjectNode rest = schema.deepCopy();
        rest.remove("allOf");
        JsonNode all = rest;
        for (JsonNode part : list(schema, "allOf", place)) {
            check(part, place);
            all = merge.both(all, part);
        }
        return all;
    }

    private static void check(JsonNode part, Place place) {
        if (part instanceof ObjectNode object) {
            SchemaKeywords.check(object, place.path());
        }
    }

    private static List<JsonNode> list(ObjectNode schema, String keyword, Place place) {
        JsonNode list = schema.get(keyword);
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_ALTERNATIVES) {
            throw new ChatException(keyword + " at " + place.path() + " is no array of 1 to " + MOST_ALTERNATIVES
                    + " entries; give one.");
        }
        List<JsonNode> entries = new ArrayList<>();
        list.forEach(entries::add);
        return entries;
    }

    private Optional<String> alternatives(ObjectNode schema, String keyword, Place place) {
        ObjectNode rest = schema.deepCopy();
        rest.remove(keyword);
        List<JsonNode> branches = new ArrayList<>();
        for (JsonNode branch : list(schema, keyword, place)) {
            check(branch, place);
            branches.add(SchemaKeywords.saysMoreThan(rest, "nullable") ? merge.both(rest, branch) : branch);
        }
        if (keyword.equals("oneOf")) {
            new SchemaOverlap(references).refuseOverlap(branches, place.path());
        }
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            compile(branches.get(i), place.in(keyword + "-" + i)).ifPresent(rules::add);
        }
        if (rest.path("nullable").asBoolean() && !rest.has("type")) {
            rules.add(json.nothing());
        }
        return rules.isEmpty() ? Optional.empty() : Optional.of(gbnf.rule(hint(place), String.join(" | ", rules)));
    }

    private Optional<String> values(ObjectNode schema, Place place) {
        if (SchemaKeywords.saysMoreThan(schema, "enum", "const", "type", "nullable")) {
            throw new ChatException("The schema at " + place.path()
                    + " lists its values and limits them as well; list only those that fit.");
        }
        Set<String> types = SchemaKeywords.types(schema, place.path());
        List<String> literals = new ArrayList<>();
        for (JsonNode value : schema.has("enum") ? list(schema, "enum", place) : List.of(schema.get("const"))) {
            boolean other = schema.has("const") && !value.equals(schema.get("const"));
            if (!other && types.stream().anyMatch(type -> SchemaKeywords.isOfType(value, type))) {
                literals.add(Gbnf.literal(JsonText.write(value)));
            }
        }
        return literals.isEmpty()
                ? Optional.empty()
                : Optional.of(gbnf.rule(hint(place), String.join(" | ", literals)));
    }

    private Optional<String> typed(String type, ObjectNode schema, Place place) {
        return switch (type) {
            case "object" -> new ObjectGrammar(schema, place).rule();
            case "array" -> array(schema, place);
            case "string" -> string(schema, place);
            case "number" -> number(schema, place, false);
            case "integer" -> number(schema, place, true);
            case "boolean" -> Optional.of(json.bool());
            default -> Optional.of(json.nothing());
        };
    }

    private static int count(ObjectNode schema, String keyword, int otherwise, Place place) {
        JsonNode value = schema.get(keyword);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() && !(value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue()))
                || value.doubleValue() < 0) {
            throw new ChatException(
                    keyword + " at " + place.path() + " is " + value + "; give a whole number from 0 on.");
        }
        return (int) Math.min(Integer.MAX_VALUE, value.doubleValue());
    }

    private Optional<String> string(ObjectNode schema, Place place) {
        boolean bounded = schema.has("minLength") || schema.has("maxLength");
        boolean pattern = schema.has("pattern");
        if (schema.has("format") && (bounded || pattern) || pattern && bounded) {
            throw new ChatException(
                    "The string at " + place.path()
                            + " has two of format, pattern and bounds of its length, and a grammar follows one; say it with one pattern.");
        }
        if (pattern) {
            return Optional.of(gbnf.rule(
                    hint(place),
                    "\"\\\"\" " + PatternGrammar.of(schema.get("pattern").asText(), options) + " \"\\\"\""));
        }
        if (schema.has("format")) {
            String format = schema.get("format").asText();
            String body = Formats.of(format)
                    .orElseThrow(() -> new ChatException("The string at " + place.path() + " has format '" + format
                            + "'; use one of " + Formats.names() + ", or a pattern."));
            return Optional.of(gbnf.rule(format, "\"\\\"\" (" + body + ") \"\\\"\""));
        }
        int least = count(schema, "minLength", 0, place);
        int most = Math.min(count(schema, "maxLength", Integer.MAX_VALUE, place), 100_000);
        if (!schema.has("maxLength")) {
            most = Math.clamp(2L * least, options.maxStringChars(), 100_000);
        }
        if (least > 100_000) {
            throw new ChatException(
                    "minLength at " + place.path() + " is " + least + "; ask for at most 100000 characters.");
        }
        return least > most ? Optional.empty() : Optional.of(json.string(least, most));
    }

    private Optional<String> number(ObjectNode schema, Place place, boolean whole) {
        JsonNode multiple = schema.get("multipleOf");
        if (multiple != null
                && !(whole && multiple.isNumber() && multiple.decimalValue().compareTo(BigDecimal.ONE) == 0)) {
            throw new ChatException("multipleOf at " + place.path()
                    + " cannot be followed by a grammar; list the values with" + " enum, or check them afterwards.");
        }
        Optional<DecimalRange.Bound> low = bound(schema, "minimum", "exclusiveMinimum", 1, place);
        Optional<DecimalRange.Bound> high = bound(schema, "maximum", "exclusiveMaximum", -1, place);
        if (low.isEmpty() && high.isEmpty()) {
            return Optional.of(whole ? json.integer() : json.number());
        }
        BigDecimal far = WIDE.max(low.map(b -> b.value().abs()).orElse(WIDE).multiply(BigDecimal.TEN))
                .max(high.map(b -> b.value().abs()).orElse(WIDE).multiply(BigDecimal.TEN));
        DecimalRange.Bound from = low.orElse(new DecimalRange.Bound(far.negate(), true));
        DecimalRange.Bound to = high.orElse(new DecimalRange.Bound(far, true));
        Optional<String> body = whole ? integers(from, to) : DecimalRange.of(from, to);
        return body.map(range -> gbnf.rule(hint(place), range));
    }

    private static Optional<String> integers(DecimalRange.Bound from, DecimalRange.Bound to) {
        BigInteger low = from.value().setScale(0, RoundingMode.CEILING).toBigInteger();
        BigInteger high = to.value().setScale(0, RoundingMode.FLOOR).toBigInteger();
        if (!from.included() && from.value().compareTo(new BigDecimal(low)) == 0) {
            low = low.add(BigInteger.ONE);
        }
        if (!to.included() && to.value().compareTo(new BigDecimal(high)) == 0) {
            high = high.subtract(BigInteger.ONE);
        }
        return low.compareTo(high) > 0 ? Optional.empty() : Optional.of(IntegerRange.of(low, high));
    }

    /** The narrower of the two ways to give a bound. */
    private static Optional<DecimalRange.Bound> bound(
            ObjectNode schema, String inclusive, String exclusive, int side, Place place) {
        Optional<BigDecimal> with = decimal(schema, inclusive, place);
        Optional<BigDecimal> without = decimal(schema, exclusive, place);
        if (with.isPresent()
                && (without.isEmpty()
                        || (side > 0
                                ? with.get().compareTo(without.get()) > 0
                                : with.get().compareTo(without.get()) < 0))) {
            return Optional.of(new DecimalRange.Bound(with.get(), true));
        }
        return without.map(value -> new DecimalRange.Bound(value, false));
    }

    private static Optional<BigDecimal> decimal(ObjectNode schema, String keyword, Place place) {
        JsonNode value = schema.get(keyword);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            throw new ChatException(keyword + " at " + place.path() + " is not a number; give one.");
        }
        BigDecimal exact = value.decimalValue();
        if (exact.precision() - exact.scale() > 30 || exact.scale() > 30) {
            throw new ChatException(
                    keyword + " at " + place.path() + " is " + value + "; give at most 30 digits on each side.");
        }
        return Optional.of(exact);
    }

    private Optional<String> array(ObjectNode schema, Place place) {
        int least = count(schema, "minItems", 0, place);
        int most = Math.min(count(schema, "maxItems", Integer.MAX_VALUE, place), Gbnf.MOST_REPEATS);
        if (least > Gbnf.MOST_REPEATS) {
            throw new ChatException(
                    "minItems at " + place.path() + " is " + least + "; ask for at most " + Gbnf.MOST_REPEATS + ".");
        }
        if (!schema.has("maxItems")) {
            most = Math.max(least, options.maxItems());
        }
        if (least > most) {
            return Optional.empty();
        }
        List<JsonNode> prefix = schema.has("prefixItems") ? list(schema, "prefixItems", place) : List.of();
        List<String> first = new ArrayList<>();
        for (int i = 0; i < Math.min(prefix.size(), most); i++) {
            Optional<String> item = compile(prefix.get(i), place.in("item-" + i));
            if (item.isEmpty()) {
                return first.size() >= least ? Optional.of(tuple(first, place)) : Optional.empty();
            }
            first.add(item.get());
        }
        boolean open = prefix.isEmpty() || schema.has("items") || least > prefix.size();
        Optional<String> item = open && most > first.size()
                ? compile(schema.has("items") ? schema.get("items") : BooleanNode.TRUE, place.in("item"))
                : Optional.empty();
        if (item.isEmpty()) {
            return first.size() >= least ? Optional.of(tuple(first, place)) : Optional.empty();
        }
        if (first.isEmpty()) {
            return Optional.of(json.array(item.get(), least, most));
        }
        String next = gbnf.rule("next", "\",\" ws " + item.get() + " ws");
        String more = Gbnf.times(next, Math.max(0, least - first.size()), most - first.size());
        return Optional.of(gbnf.rule(hint(place), "\"[\" ws " + commas(first) + " " + more + " \"]\""));
    }

    private String tuple(List<String> items, Place place) {
        return gbnf.rule(hint(place), "\"[\" ws " + (items.isEmpty() ? "" : commas(items) + " ") + "\"]\"");
    }

    private static String commas(List<String> items) {
        return String.join(" ws \",\" ws ", items) + " ws";
    }

    /** Objects: the named properties in the order of the schema, then others if these are allowed. */
    private final class ObjectGrammar {
        private final ObjectNode schema;
        private final Place place;
        private final List<String> names = new ArrayList<>();
        private final List<Optional<String>> pairs = new ArrayList<>();
        private final List<Boolean> needed = new ArrayList<>();

        ObjectGrammar(ObjectNode schema, Place place) {
            this.schema = schema;
            this.place = place;
        }

        Optional<String> rule() {
            JsonNode properties = schema.path("properties");
            if (!properties.isMissingNode() && !properties.isObject()) {
                throw new ChatException("properties at " + place.path() + " is not an object; give one.");
            }
            for (var property : properties.properties()) {
                add(property.getKey(), property.getValue());
            }
            JsonNode others = schema.has("additionalProperties")
                    ? schema.get("additionalProperties")
                    : BooleanNode.valueOf(properties.isEmpty());
            for (JsonNode name : schema.path("required")) {
                if (!names.contains(name.asText())) {
                    add(name.asText(), schema.has("additionalProperties") ? others : BooleanNode.TRUE);
                }
            }
            for (int i = 0; i < names.size(); i++) {
                if (needed.get(i) && pairs.get(i).isEmpty()) {
                    return Optional.empty();
                }
            }
            return counted(others);
        }

        private void add(String name, JsonNode value) {
            names.add(name);
            boolean required = false;
            for (JsonNode each : schema.path("required")) {
                required |= each.asText().equals(name);
            }
            needed.add(required);
            String quoted = Gbnf.literal(JsonText.write(schema.textNode(name)));
            pairs.add(compile(value, place.in(name)).map(rule -> quoted + " ws \":\" ws " + rule + " ws"));
        }

        private Optional<String> counted(JsonNode others) {
            int least = count(schema, "minProperties", 0, place);
            int most = count(schema, "maxProperties", Integer.MAX_VALUE, place);
            int required = (int) needed.stream().filter(need -> need).count();
            boolean optional = required < names.size();
            if (least > required || most < names.size() && optional) {
                throw new ChatException("The object at " + place.path() + " bounds how many properties it has, which a"
                        + " grammar cannot count among optional ones; say which are required.");
            }
            if (most < names.size()) {
                return Optional.empty();
            }
            int room = Math.min(options.maxItems(), most - names.size());
            Optional<String> value = room == 0 ? Optional.empty() : compile(others, place.in("other"));
            Optional<String> pair = value.flatMap(rule ->
                    json.otherName(names).map(name -> gbnf.rule("pair", name + " ws \":\" ws " + rule + " ws")));
            return Optional.of(gbnf.rule(hint(place), "\"{\" ws " + body(pair, room) + " \"}\""));
        }

        /** From the last property to the first: what may follow it, before any was written and after. */
        private String body(Optional<String> other, int room) {
            String first = other.map(pair -> json.list(pair, 0, room)).orElse("\"\"");
            String later = other.map(pair -> Gbnf.times(gbnf.rule("more", "\",\" ws " + pair), 0, room))
                    .orElse("\"\"");
            for (int i = names.size() - 1; i >= 0; i--) {
                if (pairs.get(i).isEmpty()) {
                    continue;
                }
                String pair = pairs.get(i).get();
                String begun = pair + " " + later;
                String continued = "\",\" ws " + pair + " " + later;
                if (needed.get(i)) {
                    first = gbnf.rule("rest", begun);
                    later = gbnf.rule("rest", continued);
                } else {
                    first = gbnf.rule("rest", begun + " | " + first);
                    later = gbnf.rule("rest", "(" + continued + ")" + " | " + later);
                }
            }
            return first;
        }
    }
}
